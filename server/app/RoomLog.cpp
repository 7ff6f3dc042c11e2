// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/RoomLog.h"

#include "log/LogCategories.h"
#include "log/LogLine.h"
#include "rooms/RoomManager.h"

namespace parlor {

using namespace Qt::StringLiterals;

void logRooms(RoomManager &rooms)
{
    QObject::connect(&rooms, &RoomManager::roomCreated, &rooms, [](const Room &room) {
        if (log::rooms().isInfoEnabled())
            LogLine(log::rooms(), u"room created"_s).with("room"_L1, room.roomId).with("by"_L1, room.creatorUsername);
    });
    QObject::connect(&rooms, &RoomManager::roomClosed, &rooms, [](const QString &roomId, const QString &closedBy) {
        if (log::rooms().isInfoEnabled())
            LogLine(log::rooms(), u"room closed"_s).with("room"_L1, roomId).with("by"_L1, closedBy);
    });
}

} // namespace parlor
