// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/RestLimits.h"

namespace parlor {

class HttpReply;
class RoomLink;
class RouteTable;
struct RestRequest;

/// `/rooms` and `/rooms/{roomId}`.
class RoomsController {
public:
    /// \a rooms must outlive the controller, the controller \a routes.
    RoomsController(RoomLink &rooms, const RestLimits &limits, RouteTable &routes);

private:
    void create(const RestRequest &request, const HttpReply &reply);
    void list(const RestRequest &request, const HttpReply &reply);
    void listAll(const RestRequest &request, const HttpReply &reply);
    void show(const RestRequest &request, const HttpReply &reply);
    void close(const RestRequest &request, const HttpReply &reply);

    RoomLink &m_rooms;
    const RestLimits m_limits;
};

} // namespace parlor
