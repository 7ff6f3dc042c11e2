// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlor {

class HttpReply;
class RoomLink;
class RouteTable;
struct RestRequest;

/// `/rooms/{roomId}/mutes` and `/rooms/{roomId}/mutes/{username}`.
class MutesController {
public:
    /// \a rooms must outlive the controller, the controller \a routes.
    MutesController(RoomLink &rooms, RouteTable &routes);

private:
    void list(const RestRequest &request, const HttpReply &reply);
    void mute(const RestRequest &request, const HttpReply &reply);
    void unmute(const RestRequest &request, const HttpReply &reply);

    RoomLink &m_rooms;
};

} // namespace parlor
