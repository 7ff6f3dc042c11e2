// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <QByteArray>
#include <QJsonObject>
#include <QLatin1StringView>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <optional>

namespace parlor {

/// Everything that can be wrong, as a client sees it (contract, sections 1 and 3). Inside the server an error
/// is a value of this type; it becomes bytes once, at the edge, through the functions below.
struct Error {
    enum class Kind : quint8 {
        Validation, ///< fields that break a rule; `messages` names each
        BadRequest, ///< the request itself is wrong; the first message says what and where
        BadWindow, ///< fromIndex/toIndex make no window
        Unauthorized,
        AccessForbidden,
        LimitReached, ///< as much as may be is there already; the message says of what
        Banned,
        Muted,
        RoomNotFound,
        ParticipantNotFound,
        BanNotFound,
        MuteNotFound,
        RouteNotFound,
        MethodNotAllowed,
        RequestTimeout,
        RoomConflict,
        PayloadTooLarge,
        ExpectationFailed,
        UpgradeRequired,
        TooManyRequests,
        HeadersTooLarge,
        Internal,
        NotImplemented,
        StorageUnavailable,
        HttpVersionNotSupported,
    };

    Kind kind = Kind::Internal;
    QStringList messages;
    /// In how many milliseconds it is worth another try; 0: nobody knows. Exceptions say it, and Retry-After does.
    int retryAfterMs = 0;
    /// Of Banned and Muted: why, and until when; nothing: for ever.
    QString reason = QString();
    std::optional<Timestamp> until = std::nullopt;

    static Error validation(const QStringList &messages);
    static Error badRequest(const QString &what);
    static Error badWindow(const QString &what);
    static Error accessForbidden();
    static Error roomNotFound(const QString &roomId);
    static Error participantNotFound(const QString &socketId);
    static Error banNotFound(const QString &banId);
    static Error muteNotFound(const QString &username);
    static Error banned(const QString &reason, std::optional<Timestamp> until);
    static Error muted(const QString &reason, std::optional<Timestamp> until);
    static Error roomConflict(const QString &roomId);
    static Error limitReached(const QString &what);
    static Error rateLimited(int retryAfterMs);
    /// Any kind whose message is always the same.
    static Error of(Kind kind);
    /// Any kind with a message of its own.
    static Error of(Kind kind, const QString &message);

    /// What a client makes of an answer that says failure: reads what toRestBody() writes. Where the body is none of
    /// Parlor's, the status alone decides.
    static Error fromRestBody(int status, const QByteArray &body);
    /// The same of the data of an `exception`, as toExceptionJson() writes it.
    static Error fromException(const QJsonObject &json);

    bool operator==(const Error &) const = default;
};

template <typename T> using Result = tl::expected<T, Error>;

/// The HTTP status of an error.
int httpStatus(const Error &error);
/// What a client tells errors apart by, e.g. `room.not-found`.
QLatin1StringView errorCode(const Error &error);
/// The reason phrase of any HTTP status that this server sends.
QByteArray httpReason(int status);
/// What Retry-After says of it, in seconds: 1 or more; 0 where there is to be no such field.
int retryAfterSeconds(const Error &error);
/// The REST body, to the byte.
QByteArray toRestBody(const Error &error);
/// The data of the `exception` event and of a failed acknowledgement, as a JSON object.
QByteArray toExceptionJson(const Error &error);

} // namespace parlor
