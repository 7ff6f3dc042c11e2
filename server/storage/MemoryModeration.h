// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomStore.h"
#include "storage/Retention.h"

#include <QHash>
#include <QList>

#include <deque>

namespace parlor {

/// Bans, mutes and the audit trail of a MemoryRoomStore.
class MemoryModeration {
public:
    explicit MemoryModeration(const Retention &retention) : m_retention(retention) {}

    QList<Ban> bans() const { return m_bans; }
    QList<StoredMute> mutes() const;
    /// Returns its banId.
    qint64 addBan(Ban ban);
    void removeBan(qint64 banId);
    void addMute(const StoredMute &mute);
    void removeMute(RoomKey room, const QString &username);
    void forget(RoomKey room) { m_mutes.remove(room); }

    void recordAudit(AuditEntry entry);
    QList<AuditEntry> readAudit(const AuditRange &range) const;
    /// Drops what has ended at \a now, and of the audit trail what is too old.
    void dropAged(Timestamp now);

private:
    /// Of the audit trail, which is in memory here.
    static constexpr std::size_t MaxEntries = 100'000;

    const Retention m_retention;
    QList<Ban> m_bans;
    qint64 m_lastBanId = 0;
    QHash<RoomKey, QHash<QString, Mute>> m_mutes;
    std::deque<AuditEntry> m_audit;
    qint64 m_lastAuditId = 0;
};

} // namespace parlor
