// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlor {

class HttpReply;
class RoomLink;
class RouteTable;
struct RestRequest;

/// `/bans` and `/bans/{banId}`.
class BansController {
public:
    /// \a rooms must outlive the controller, the controller \a routes.
    BansController(RoomLink &rooms, RouteTable &routes);

private:
    void list(const RestRequest &request, const HttpReply &reply);
    void ban(const RestRequest &request, const HttpReply &reply);
    void unban(const RestRequest &request, const HttpReply &reply);

    RoomLink &m_rooms;
};

} // namespace parlor
