// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlor {

class HttpReply;
class RoomLink;
class RouteTable;
struct RestRequest;

/// `/rooms/{roomId}/participants`.
class ParticipantsController {
public:
    /// \a rooms must outlive the controller, the controller \a routes.
    ParticipantsController(RoomLink &rooms, RouteTable &routes);

private:
    void list(const RestRequest &request, const HttpReply &reply);
    void kick(const RestRequest &request, const HttpReply &reply);

    RoomLink &m_rooms;
};

} // namespace parlor
