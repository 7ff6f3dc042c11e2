// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomTypes.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace parlor {

/// Which rooms have messages in the database that are no part of a history any more. Only a hint: what may be erased is
/// decided by the database, so a transaction that failed leaves nothing wrong here.
class Litter {
public:
    /// \a messages of \a room were cut off. Few of them are not worth a step yet.
    void cut(RoomKey room, qint64 messages);
    /// \a room was closed, or nobody knows.
    void found(RoomKey room);
    /// From now on every room is worth a step.
    void gather();

    bool isWorthAStep() const { return !m_due.isEmpty(); }
    std::optional<RoomKey> next() const;
    /// There is nothing left of \a room.
    void erased(RoomKey room);

private:
    QHash<RoomKey, qint64> m_cut;
    QSet<RoomKey> m_due;
};

} // namespace parlor
