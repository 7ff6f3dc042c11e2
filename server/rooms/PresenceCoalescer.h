// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomTypes.h"

#include <QHash>
#include <QList>

#include <deque>
#include <optional>
#include <set>
#include <utility>

namespace parlor {

/// Decides when a room's presence event is due: at once after a quiet time, then at most once an interval, and never
/// later than one interval after a change. Times are milliseconds of any clock that does not go back.
class PresenceCoalescer {
public:
    explicit PresenceCoalescer(qint64 intervalMs);

    /// Something changed in \a room.
    void mark(RoomKey room, qint64 now);
    /// The rooms whose event is due, the longest waiting first. They count as told from now on.
    QList<RoomKey> takeDue(qint64 now);
    /// When takeDue() has something next; nothing where no room is marked.
    std::optional<qint64> nextDeadline() const;
    void forget(RoomKey room);

private:
    void dropQuiet(qint64 now);

    const qint64 m_interval;
    std::set<std::pair<qint64, RoomKey>> m_due;
    QHash<RoomKey, qint64> m_dueAt;
    /// When each room was told last, within the last interval; the queue has the same in the order of time.
    QHash<RoomKey, qint64> m_toldAt;
    std::deque<std::pair<qint64, RoomKey>> m_told;
};

} // namespace parlor
