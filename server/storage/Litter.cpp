// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/Litter.h"

namespace parlor {

namespace {

/// Messages. One page of the database holds some dozens, and is written once for all that go from it together.
constexpr qint64 WorthAStep = 256;

} // namespace

void Litter::cut(RoomKey room, qint64 messages)
{
    qint64 &sum = m_cut[room];
    sum += messages;
    if (sum >= WorthAStep)
        m_due.insert(room);
}

void Litter::found(RoomKey room)
{
    m_due.insert(room);
}

void Litter::gather()
{
    for (auto room = m_cut.cbegin(); room != m_cut.cend(); ++room)
        m_due.insert(room.key());
}

std::optional<RoomKey> Litter::next() const
{
    if (m_due.isEmpty())
        return std::nullopt;
    return *m_due.cbegin();
}

void Litter::erased(RoomKey room)
{
    m_cut.remove(room);
    m_due.remove(room);
}

} // namespace parlor
