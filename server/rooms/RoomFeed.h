// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomEvents.h"

#include <QtGlobal>

#include <functional>

namespace parlor {

/// The rooms thread's line to one worker: gathers what a turn has for it and sends it at once. Rooms thread only.
class RoomFeed {
    Q_DISABLE_COPY_MOVE(RoomFeed)

public:
    /// Gets a turn's events, and may take them out.
    using Outlet = std::function<void(RoomEvents &events)>;

    RoomFeed() = default;

    /// From now on \a outlet gets the events. Before that, they go nowhere.
    void setOutlet(Outlet outlet);

    void push(RoomEvent event);
    bool isEmpty() const { return m_events.empty(); }
    /// Sends what was gathered, if anything.
    void flush();

private:
    Outlet m_outlet;
    RoomEvents m_events;
};

} // namespace parlor
