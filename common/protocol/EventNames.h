// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>
#include <QStringView>

/// The names on the wire (contract, sections 3 and 4). Clients already use them.
namespace parlor::events {

inline constexpr QLatin1StringView Auth("auth");
inline constexpr QLatin1StringView Participants("participants");
inline constexpr QLatin1StringView Exchanges("exchanges");
inline constexpr QLatin1StringView Leave("leave");
inline constexpr QLatin1StringView Typing("typing");
inline constexpr QLatin1StringView Observe("observe");
inline constexpr QLatin1StringView Unobserve("unobserve");
inline constexpr QLatin1StringView Closed("closed");
inline constexpr QLatin1StringView Kicked("kicked");
inline constexpr QLatin1StringView Rooms("rooms");
inline constexpr QLatin1StringView Closing("closing");
inline constexpr QLatin1StringView Exception("exception");
inline constexpr QLatin1StringView Ack("ack");

/// Followed by the room's id.
inline constexpr QLatin1StringView ParticipantsOfRoom("participants/");
inline constexpr QLatin1StringView PresenceOfRoom("presence/");

/// Whether \a name may be given to an event beside these: it is none of them, and Socket.IO does not reserve it
/// (isReservedSocketIoEvent()), which would have its clients drop the connection.
bool isFree(QStringView name);

} // namespace parlor::events
