// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace parlor::load {

/// The rooms of a mixed day: from 2 members to the largest, each a little larger than the one before.
class DayPlan {
public:
    struct Room {
        QByteArray id;
        int members = 2;
        bool isSmall = true; ///< talks at a human pace; the others talk as fast as they can
    };

    DayPlan(QByteArrayView prefix, int rooms, int largest);

    const std::vector<Room> &rooms() const { return m_rooms; }
    int members() const;

private:
    std::vector<Room> m_rooms;
};

} // namespace parlor::load
