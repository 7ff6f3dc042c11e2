// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomManager.h"
#include "storage/MemoryRoomStore.h"
#include "support/FailingRoomStore.h"
#include "support/FeedLog.h"

#include <QJsonObject>

#include <memory>

namespace parlor {

inline constexpr MemberId Ann = makeMemberId(0, 1);
inline constexpr MemberId Bob = makeMemberId(0, 2);
/// On the other worker.
inline constexpr MemberId Cat = makeMemberId(1, 1);

/// The event with who is in the room `a`.
inline const QByteArray ListName = R"("participants/a")";

/// A RoomManager on a store that can be held and made to fail, with two workers. What is asked waits for its
/// answer.
struct Rooms {
    explicit Rooms(const RoomSettings &settings = {}, qint64 maxMessages = 1000);

    MemoryRoomStore memory;
    FailingRoomStore store;
    std::unique_ptr<RoomManager> manager;
    FeedLog log0;
    FeedLog log1;

    Result<Room> create(const QString &roomId);
    Result<void> close(const QString &roomId);
    Result<JoinAnswer> join(MemberId member, const QString &name, const QString &roomId = QStringLiteral("a"),
                            std::optional<qint64> lastOrder = {});
    Result<JoinAnswer> observe(MemberId member, const QString &roomId, std::optional<qint64> lastOrder = {});
    Result<void> leave(MemberId member, const QString &roomId = QStringLiteral("a"));
    Result<void> unobserve(MemberId member, const QString &roomId);
    Result<PostedMessage> postByRest(const QString &clientMessageId = {},
                                     const QString &roomId = QStringLiteral("a"));
    QList<Participant> participants(const QString &roomId = QStringLiteral("a"));
    QStringList names(const QString &roomId = QStringLiteral("a"));
    qint64 storedMessages(const QString &roomId = QStringLiteral("a"));
    /// Ann is in the room `a` and has posted; the store has that and does not say so.
    bool holdPost(quint64 ticket);
    /// Until what was asked before has reached the logs.
    bool settle();

    static JoinRequest joining(MemberId member, const QString &name,
                               const QString &roomId = QStringLiteral("a"),
                               std::optional<qint64> lastOrder = {});
    static PostRequest posting(MemberId sender, quint64 ticket, const QString &roomId = QStringLiteral("a"));
};

QJsonObject object(const QByteArray &json);

template <typename T> Error::Kind kindOf(const Result<T> &result)
{
    return result ? Error::Kind::Internal : result.error().kind;
}

} // namespace parlor
