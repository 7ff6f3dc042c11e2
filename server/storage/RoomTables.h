// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomStore.h"
#include "storage/SqliteStatement.h"

#include <QHash>

namespace parlor {

class SqliteDatabase;

/// Rooms and messages in the database: what RoomStore asks for, at once and within whatever transaction there is.
///
/// Errors: Error::Kind::StorageUnavailable where the database failed, which makes the transaction void; any other where
/// what was asked breaks a rule, and then nothing was written.
class RoomTables {
public:
    explicit RoomTables(SqliteDatabase &database);

    Result<StoredRooms> load();
    Result<void> create(const StoredRoom &room);
    Result<void> close(RoomKey room);
    Result<void> append(const QList<NewMessage> &batch);
    Result<QList<KnownMessage>> find(const QList<ClientMessageRef> &references);
    Result<MessagePage> read(RoomKey room, const MessageRange &range);

    /// Whether there may be something left of closed rooms.
    bool hasLitter() const { return m_hasLitter; }
    void setLitter(bool hasLitter) { m_hasLitter = hasLitter; }

private:
    /// What a batch makes of a room.
    struct Advance {
        qint64 lastOrder = 0;
        Timestamp storedAt = 0;
    };
    using Advances = QHash<RoomKey, Advance>;

    /// Fails where a room is unknown or an order is not its next.
    Result<Advances> advances(const QList<NewMessage> &batch);
    Result<std::optional<qint64>> lastOrder(RoomKey room);
    Result<void> insert(const NewMessage &message);

    SqliteDatabase &m_database;
    /// What the last server left is not known yet.
    bool m_hasLitter = true;
    SqliteStatement m_loadRooms;
    SqliteStatement m_lastRoomKey;
    SqliteStatement m_createRoom;
    SqliteStatement m_closeRoom;
    SqliteStatement m_openRoom;
    SqliteStatement m_appendMessage;
    SqliteStatement m_advanceRoom;
    SqliteStatement m_findMessage;
    SqliteStatement m_readMessages;
};

} // namespace parlor
