// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomStore.h"
#include "storage/SqliteStatement.h"

#include <QSet>

namespace parlor {

class SqliteDatabase;

/// Who is in which room, in the database, within whatever transaction there is. Fails where the database does:
/// Error::Kind::StorageUnavailable.
class PresenceTable {
public:
    explicit PresenceTable(SqliteDatabase &database);

    /// Those who were there when the last run ended; a new run begins. Their rows stay until eraseFormer(), so that they
    /// are not lost where this run ends soon.
    Result<QList<StoredParticipant>> load();
    Result<void> record(const QList<PresenceRecord> &records);

    /// Erases those of \a room, if it is closed.
    Result<void> erase(RoomKey room);
    bool hasFormer() const { return !m_formerRooms.isEmpty(); }
    /// Erases what former runs left, of one room.
    Result<void> eraseFormer();

private:
    Result<void> record(const PresenceRecord &record);

    qint64 m_run = 0;
    QSet<RoomKey> m_formerRooms;
    SqliteStatement m_lastRun;
    SqliteStatement m_loadParticipants;
    SqliteStatement m_recordParticipant;
    SqliteStatement m_forgetParticipant;
    SqliteStatement m_eraseFormerParticipants;
    SqliteStatement m_eraseParticipants;
};

} // namespace parlor
