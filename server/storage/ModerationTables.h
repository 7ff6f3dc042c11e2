// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomStore.h"
#include "storage/Retention.h"
#include "storage/SqliteStatement.h"

namespace parlor {

class SqliteDatabase;

/// Bans, mutes and the audit trail in the database, within whatever transaction there is. Fails where the database does:
/// Error::Kind::StorageUnavailable.
class ModerationTables {
public:
    ModerationTables(SqliteDatabase &database, const Retention &retention);

    Result<QList<Ban>> loadBans();
    Result<QList<StoredMute>> loadMutes();
    Result<qint64> addBan(const Ban &ban);
    Result<void> removeBan(qint64 banId);
    Result<void> addMute(const StoredMute &mute);
    Result<void> removeMute(RoomKey room, const QString &username);
    Result<void> recordAudit(const AuditEntry &entry);
    Result<QList<AuditEntry>> readAudit(const AuditRange &range);

    /// Erases the mutes of \a room, if it is closed.
    Result<void> erase(RoomKey room);
    /// Erases what has ended at \a now, and some of the audit trail that is not to be kept any longer. False where nothing more of
    /// that is left.
    Result<bool> eraseEnded(Timestamp now);

private:
    SqliteDatabase &m_database;
    const Retention m_retention;
    SqliteStatement m_loadBans;
    SqliteStatement m_loadMutes;
    SqliteStatement m_addBan;
    SqliteStatement m_removeBan;
    SqliteStatement m_addMute;
    SqliteStatement m_removeMute;
    SqliteStatement m_eraseMutes;
    SqliteStatement m_eraseEndedBans;
    SqliteStatement m_eraseEndedMutes;
    SqliteStatement m_recordAudit;
    SqliteStatement m_readAudit;
    SqliteStatement m_eraseOldAudit;
};

} // namespace parlor
