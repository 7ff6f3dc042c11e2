// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/EventNames.h"

#include "protocol/SocketIoPacket.h"

#include <algorithm>
#include <array>

namespace parlor::events {

namespace {

constexpr std::array Names { Auth,   Participants, Exchanges, Leave,   Typing,    Observe, Unobserve,
                             Closed, Kicked,       Rooms,     Closing, Exception, Ack };

} // namespace

bool isFree(QStringView name)
{
    return !isReservedSocketIoEvent(name) && !name.startsWith(ParticipantsOfRoom) && !name.startsWith(PresenceOfRoom)
        && std::ranges::none_of(Names, [name](QLatin1StringView own) { return name == own; });
}

} // namespace parlor::events
