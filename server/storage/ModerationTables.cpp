// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/ModerationTables.h"

#include "json/JsonParsing.h"
#include "json/JsonText.h"
#include "storage/SqliteDatabase.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

std::optional<Timestamp> endIn(const SqliteRow &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(row.integer(column));
}

} // namespace

ModerationTables::ModerationTables(SqliteDatabase &database, const Retention &retention) :
    m_database(database),
    m_retention(retention),
    m_loadBans(database, "load-bans"_L1),
    m_loadMutes(database, "load-mutes"_L1),
    m_addBan(database, "add-ban"_L1),
    m_removeBan(database, "remove-ban"_L1),
    m_addMute(database, "add-mute"_L1),
    m_removeMute(database, "remove-mute"_L1),
    m_eraseMutes(database, "erase-mutes"_L1),
    m_eraseEndedBans(database, "erase-ended-bans"_L1),
    m_eraseEndedMutes(database, "erase-ended-mutes"_L1),
    m_recordAudit(database, "record-audit"_L1),
    m_readAudit(database, "read-audit"_L1),
    m_eraseOldAudit(database, "erase-old-audit"_L1)
{
}

Result<QList<Ban>> ModerationTables::loadBans()
{
    QList<Ban> bans;
    const auto take = [&bans](const SqliteRow &row) {
        bans.append({ .banId = row.integer(0),
                      .username = row.text(1),
                      .address = row.text(2),
                      .roomId = row.text(3),
                      .reason = row.text(4),
                      .createdBy = row.text(5),
                      .createdAt = row.integer(6),
                      .until = endIn(row, 7) });
    };
    return m_loadBans.each(take).map([&] { return bans; });
}

Result<QList<StoredMute>> ModerationTables::loadMutes()
{
    QList<StoredMute> mutes;
    const auto take = [&mutes](const SqliteRow &row) {
        mutes.append({ RoomKey(row.integer(0)),
                       { .username = row.text(1),
                         .reason = row.text(2),
                         .createdBy = row.text(3),
                         .createdAt = row.integer(4),
                         .until = endIn(row, 5) } });
    };
    return m_loadMutes.each(take).map([&] { return mutes; });
}

Result<qint64> ModerationTables::addBan(const Ban &ban)
{
    qint64 banId = 0;
    const auto take = [&banId](const SqliteRow &row) { banId = row.integer(0); };
    return m_addBan.each(take, ban.username, ban.address, ban.roomId, ban.reason, ban.createdBy, ban.createdAt, ban.until)
        .map([&] { return banId; });
}

Result<void> ModerationTables::removeBan(qint64 banId)
{
    return m_removeBan.run(banId);
}

Result<void> ModerationTables::addMute(const StoredMute &stored)
{
    const Mute &mute = stored.mute;
    return m_addMute.run(qint64(stored.room), mute.username, mute.reason, mute.createdBy, mute.createdAt, mute.until);
}

Result<void> ModerationTables::removeMute(RoomKey room, const QString &username)
{
    return m_removeMute.run(qint64(room), username);
}

Result<void> ModerationTables::recordAudit(const AuditEntry &entry)
{
    return m_recordAudit.run(entry.at, entry.actor, entry.address, entry.action, json::toCompact(entry.target),
                             entry.outcome);
}

Result<QList<AuditEntry>> ModerationTables::readAudit(const AuditRange &range)
{
    QList<AuditEntry> entries;
    const auto take = [&entries](const SqliteRow &row) {
        entries.append({ .auditId = row.integer(0),
                         .at = row.integer(1),
                         .actor = row.text(2),
                         .address = row.text(3),
                         .action = row.text(4),
                         .target = json::parse(row.blob(5)).object(),
                         .outcome = row.text(6) });
    };
    return m_readAudit.each(take, range.before, range.limit).map([&] { return entries; });
}

Result<void> ModerationTables::erase(RoomKey room)
{
    return m_eraseMutes.run(qint64(room));
}

Result<bool> ModerationTables::eraseEnded(Timestamp now)
{
    return m_eraseEndedBans.run(now)
        .and_then([&] { return m_eraseEndedMutes.run(now); })
        .and_then([&] { return m_eraseOldAudit.run(m_retention.oldestAuditTime(now), MaxAuditEntries); })
        .map([&] { return m_database.changedRows() > 0; });
}

} // namespace parlor
