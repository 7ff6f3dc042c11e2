// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/RestLimits.h"

namespace parlor {

class HttpReply;
class RoomLink;
class RouteTable;
struct RestRequest;

/// `/rooms/{roomId}/messages`.
class MessagesController {
public:
    /// \a rooms must outlive the controller, the controller \a routes.
    MessagesController(RoomLink &rooms, const RestLimits &limits, RouteTable &routes);

private:
    void read(const RestRequest &request, const HttpReply &reply);
    void post(const RestRequest &request, const HttpReply &reply);

    RoomLink &m_rooms;
    const RestLimits m_limits;
};

} // namespace parlor
