// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Message.h"
#include "rooms/RoomTypes.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace parlor {

/// What a connection asks of the rooms. Everything in here was validated at the edge.

struct JoinRequest {
    MemberId member = 0;
    QString roomId;
    QString username;
    QString socketId;
    QJsonObject extras;
    /// The newest order that the client already has; what came after it is replayed.
    std::optional<qint64> lastOrder;
    /// Where the connection comes from (see addressText()).
    QString address = QString();
};

struct JoinAnswer {
    QString roomId;
    QString socketId;
    /// The newest order at the moment of joining. Everything later arrives live.
    qint64 lastOrder = 0;
    /// How many are connected, the joiner included.
    qint64 participants = 0;
    /// False where messages after the client's lastOrder are missing: those from gapFrom to gapTo.
    bool recovered = true;
    qint64 gapFrom = 0;
    qint64 gapTo = 0;
    /// How many messages were replayed.
    qint64 missed = 0;
};

struct ObserveRequest {
    MemberId member = 0;
    /// Empty: every room, and `rooms` events.
    QString roomId;
    QString socketId;
    std::optional<qint64> lastOrder;
    /// The name in its token, and where it comes from: an observer may be banned by either.
    QString username = QString();
    QString address = QString();
};

struct PostRequest {
    /// 0 where the message came over REST.
    MemberId sender = 0;
    QString roomId;
    QString username;
    QString socketId;
    /// Message::members, serialized by the edge.
    QByteArray members;
    /// As it stands in members.
    QByteArray createdAt;
    QString clientMessageId;
    /// Given back in the PostAnswer. 0: nobody waits for one.
    quint64 ticket = 0;
    /// When the worker had read it, by monotonicNs(); 0 where nobody measures.
    qint64 takenAtNs = 0;
    /// A sender that never joined joins by posting (open mode).
    bool joins = true;
    /// Whose posts it counts among, where there is a limit for each user. Empty: nobody's.
    QString account;
    QString address;
};

/// Whether what somebody asks for counts towards limits for each user.
enum class Quota : quint8 { Lifted, Held };

/// The answer to a post that has no ticket.
struct PostedMessage : Message {
    /// Nothing was stored: `order` is that of the message that had the clientMessageId first, `members` are not.
    bool duplicate = false;
};

} // namespace parlor
