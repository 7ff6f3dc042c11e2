// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/PresenceCoalescer.h"

namespace parlor {

PresenceCoalescer::PresenceCoalescer(qint64 intervalMs) :
    m_interval(intervalMs)
{
}

void PresenceCoalescer::mark(RoomKey room, qint64 now)
{
    if (m_dueAt.contains(room))
        return;
    dropQuiet(now);
    const auto told = m_toldAt.constFind(room);
    const qint64 dueAt = told == m_toldAt.cend() ? now : *told + m_interval;
    m_dueAt.insert(room, dueAt);
    m_due.emplace(dueAt, room);
}

QList<RoomKey> PresenceCoalescer::takeDue(qint64 now)
{
    dropQuiet(now);
    QList<RoomKey> rooms;
    while (!m_due.empty() && m_due.begin()->first <= now) {
        const RoomKey room = m_due.begin()->second;
        m_due.erase(m_due.begin());
        m_dueAt.remove(room);
        m_toldAt.insert(room, now);
        m_told.emplace_back(now, room);
        rooms.append(room);
    }
    return rooms;
}

std::optional<qint64> PresenceCoalescer::nextDeadline() const
{
    if (m_due.empty())
        return std::nullopt;
    return m_due.begin()->first;
}

void PresenceCoalescer::forget(RoomKey room)
{
    const auto due = m_dueAt.constFind(room);
    if (due != m_dueAt.cend()) {
        m_due.erase({*due, room});
        m_dueAt.erase(due);
    }
    m_toldAt.remove(room);
}

void PresenceCoalescer::dropQuiet(qint64 now)
{
    while (!m_told.empty() && m_told.front().first + m_interval <= now) {
        const auto [toldAt, room] = m_told.front();
        m_told.pop_front();
        const auto last = m_toldAt.constFind(room);
        if (last != m_toldAt.cend() && *last == toldAt)
            m_toldAt.erase(last);
    }
}

} // namespace parlor
