// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlor {

class HttpReply;
class RoomLink;
class RouteTable;
struct RestRequest;

/// `/audit`.
class AuditController {
public:
    /// \a rooms must outlive the controller, the controller \a routes.
    AuditController(RoomLink &rooms, RouteTable &routes);

private:
    void read(const RestRequest &request, const HttpReply &reply);

    RoomLink &m_rooms;
};

} // namespace parlor
