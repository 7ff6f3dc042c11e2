// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomStore.h"
#include "storage/Retention.h"
#include "storage/SqliteStatement.h"

#include <QHash>

namespace parlor {

class Litter;
class SqliteDatabase;

/// Rooms and messages in the database: what RoomStore asks for, at once and within whatever transaction there is.
///
/// Errors: Error::Kind::StorageUnavailable where the database failed, which makes the transaction void; any other where
/// what was asked breaks a rule, and then nothing was written.
class RoomTables {
public:
    /// \a trimmed and \a litter get what appending cuts off by the retention.
    RoomTables(SqliteDatabase &database, const Retention &retention, QList<TrimmedRoom> &trimmed, Litter &litter);

    /// Rooms and the last key. What the retention does not allow any more is cut off before.
    Result<StoredRooms> load();
    Result<void> create(const StoredRoom &room);
    Result<void> close(RoomKey room);
    Result<void> append(const QList<NewMessage> &batch);
    Result<QList<KnownMessage>> find(const QList<ClientMessageRef> &references);
    Result<MessagePage> read(RoomKey room, const MessageRange &range);

    /// Cuts off some messages that were stored before \a oldestTime. False where there are none.
    Result<bool> cutAged(Timestamp oldestTime);

private:
    /// The orders that are kept; none where the last one is below the oldest.
    struct History {
        qint64 oldestOrder = 1;
        qint64 lastOrder = 0;
    };
    /// What a batch makes of a room.
    struct Advance {
        History before;
        qint64 lastOrder = 0;
        Timestamp firstStoredAt = 0;
        Timestamp lastStoredAt = 0;
    };
    using Advances = QHash<RoomKey, Advance>;

    /// Fails where a room is unknown or an order is not its next.
    Result<Advances> advances(const QList<NewMessage> &batch);
    /// That, and says so once: only another program can have brought it about.
    tl::unexpected<Error> foreignOrder(RoomKey room, qint64 stored);
    Result<void> advance(RoomKey room, const Advance &end);
    /// Nothing where the room is unknown or closed.
    Result<std::optional<History>> history(RoomKey room);
    Result<void> insert(const NewMessage &message);
    Result<void> cutAged(RoomKey room, const History &kept, Timestamp oldestTime);
    void noteCut(RoomKey room, qint64 from, qint64 to);

    SqliteDatabase &m_database;
    const Retention m_retention;
    QList<TrimmedRoom> &m_trimmed;
    Litter &m_litter;
    bool m_hasToldOfForeignOrders = false;
    SqliteStatement m_trimRooms;
    SqliteStatement m_loadRooms;
    SqliteStatement m_erasableRooms;
    SqliteStatement m_lastRoomKey;
    SqliteStatement m_createRoom;
    SqliteStatement m_closeRoom;
    SqliteStatement m_openRoom;
    SqliteStatement m_appendMessage;
    SqliteStatement m_advanceRoom;
    SqliteStatement m_beginHistory;
    SqliteStatement m_findMessage;
    SqliteStatement m_readMessages;
    SqliteStatement m_readMessagesBackwards;
    SqliteStatement m_agedRoom;
    SqliteStatement m_messageAges;
    SqliteStatement m_trimRoom;
};

} // namespace parlor
