// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomFeed.h"

#include <type_traits>
#include <utility>

namespace parlor {

static_assert(std::is_nothrow_move_constructible_v<RoomEvent>, "a growing feed must move its events, not copy them");

void RoomFeed::push(RoomEvent event)
{
    if (!m_events)
        m_events = std::make_shared<std::vector<RoomEvent>>();
    m_events->push_back(std::move(event));
}

void RoomFeed::flush()
{
    if (m_events)
        Q_EMIT ready(std::exchange(m_events, nullptr));
}

} // namespace parlor
