// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/MemoryModeration.h"

#include <algorithm>

namespace parlor {

QList<StoredMute> MemoryModeration::mutes() const
{
    QList<StoredMute> stored;
    for (auto room = m_mutes.cbegin(); room != m_mutes.cend(); ++room) {
        for (const Mute &mute : *room)
            stored.append({ room.key(), mute });
    }
    return stored;
}

qint64 MemoryModeration::addBan(Ban ban)
{
    m_bans.removeIf([&ban](const Ban &earlier) {
        return earlier.username == ban.username && earlier.address == ban.address && earlier.roomId == ban.roomId;
    });
    ban.banId = ++m_lastBanId;
    m_bans.append(ban);
    return ban.banId;
}

void MemoryModeration::removeBan(qint64 banId)
{
    m_bans.removeIf([banId](const Ban &ban) { return ban.banId == banId; });
}

void MemoryModeration::addMute(const StoredMute &mute)
{
    m_mutes[mute.room].insert(mute.mute.username, mute.mute);
}

void MemoryModeration::removeMute(RoomKey room, const QString &username)
{
    const auto mutes = m_mutes.find(room);
    if (mutes != m_mutes.end())
        mutes->remove(username);
}

void MemoryModeration::recordAudit(AuditEntry entry)
{
    entry.auditId = ++m_lastAuditId;
    m_audit.push_back(std::move(entry));
    if (m_audit.size() > MaxEntries)
        m_audit.pop_front();
}

QList<AuditEntry> MemoryModeration::readAudit(const AuditRange &range) const
{
    QList<AuditEntry> entries;
    const auto end = std::ranges::lower_bound(m_audit, range.before, {}, &AuditEntry::auditId);
    for (auto entry = end; entry != m_audit.begin() && entries.size() < range.limit;)
        entries.append(*--entry);
    return entries;
}

void MemoryModeration::dropAged(Timestamp now)
{
    m_bans.removeIf([now](const Ban &ban) { return !ban.holdsAt(now); });
    for (auto &mutes : m_mutes)
        mutes.removeIf([now](const auto &entry) { return !entry.value().holdsAt(now); });
    while (!m_audit.empty() && m_audit.front().at < m_retention.oldestAuditTime(now))
        m_audit.pop_front();
}

} // namespace parlor
