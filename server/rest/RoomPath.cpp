// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/RoomPath.h"

#include "rest/PercentCoding.h"

namespace parlor {

QByteArray roomPath(const QString &roomId)
{
    QByteArray segment = percentEncoded(roomId);
    // As it stands this is the list of all rooms; an escape makes it the room's (see RouteTable).
    if (segment == "room-info")
        segment.replace('-', "%2D");
    return "/api/v1/rooms/" + segment;
}

} // namespace parlor
