// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "security/Identity.h"

#include <QStringView>

namespace parlor {

/// What can be done here, by whatever way it is asked for.
enum class Action : quint8 {
    ListRooms, ///< those in the scope
    ShowRoom,
    CreateRoom,
    CloseRoom,
    ReadMessages,
    PostFromOutside, ///< without being in the room
    ListParticipants,
    RemoveParticipant,
    ReadStatistics,
    ListBans, ///< those from rooms in the scope
    BanFromRoom, ///< and lift such a ban
    BanFromEveryRoom,
    ListMutes,
    MuteInRoom, ///< and lift a mute
    ReadAudit,
    JoinRoom,
    PostMessage, ///< in a room that was joined
    ObserveRoom,
    ObserveAllRooms,
};
inline constexpr Action LastAction = Action::ObserveAllRooms;

/// Who may do what (contract, section 5). One table decides for REST and for events alike. Any thread.
///
/// A decision depends on the identity and on the room's id alone, never on whether there is such a room: nobody learns that from
/// a refusal.
namespace accesspolicy {

/// Whether \a identity may do that to the room \a roomId. The id does not matter where the action concerns no single room.
bool allows(const Identity &identity, Action action, QStringView roomId);
/// The same while the room is not known, if there is one: whether it may do that to some room.
bool allows(const Identity &identity, Action action);

/// The first of these as a result: AccessForbidden, or nothing wrong.
Result<void> check(const Identity &identity, Action action, QStringView roomId);

} // namespace accesspolicy

} // namespace parlor
