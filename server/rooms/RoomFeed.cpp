// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomFeed.h"

#include <type_traits>
#include <utility>

namespace parlor {

static_assert(std::is_nothrow_move_constructible_v<RoomEvent>, "a growing feed must move its events, not copy them");

void RoomFeed::setOutlet(Outlet outlet)
{
    m_outlet = std::move(outlet);
}

void RoomFeed::push(RoomEvent event)
{
    m_events.push_back(std::move(event));
}

void RoomFeed::flush()
{
    if (m_outlet && !m_events.empty())
        m_outlet(m_events);
    m_events.clear();
}

} // namespace parlor
