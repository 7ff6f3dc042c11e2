// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "DayPlan.h"

#include <QStringBuilder>

#include <algorithm>
#include <cmath>

namespace parlor::load {

namespace {

constexpr int SmallestRoom = 2;
constexpr int LargestSmallRoom = 20;

} // namespace

DayPlan::DayPlan(QByteArrayView prefix, int rooms, int largest)
{
    for (int i = 0; i < rooms; ++i) {
        const double share = rooms > 1 ? double(i) / (rooms - 1) : 1;
        const int members = int(std::lround(SmallestRoom * std::pow(double(largest) / SmallestRoom, share)));
        m_rooms.push_back({ prefix.toByteArray() + '-' + QByteArray::number(i), members, members <= LargestSmallRoom });
    }
}

int DayPlan::members() const
{
    int sum = 0;
    for (const Room &room : m_rooms)
        sum += room.members;
    return sum;
}

} // namespace parlor::load
