// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/AccessPolicy.h"

#include <array>

namespace parlor::accesspolicy {

namespace {

/// What the identity's scope has to do with an action.
enum class Reach : quint8 {
    Room, ///< the room must be in it
    EveryRoom, ///< it must hold every room
    Filter, ///< the answer is limited to it
};

struct Rule {
    Action action;
    Reach reach;
    bool member;
    bool observer;
};

/// An admin may do everything within its scope.
constexpr std::array Rules = std::to_array<Rule>({
    { Action::ListRooms, Reach::Filter, true, true },
    { Action::ShowRoom, Reach::Room, true, true },
    { Action::CreateRoom, Reach::Room, false, false },
    { Action::CloseRoom, Reach::Room, false, false },
    { Action::ReadMessages, Reach::Room, true, true },
    { Action::PostFromOutside, Reach::Room, false, false },
    { Action::ListParticipants, Reach::Room, true, true },
    { Action::RemoveParticipant, Reach::Room, false, false },
    { Action::ReadStatistics, Reach::EveryRoom, false, true },
    { Action::ListBans, Reach::Filter, false, false },
    { Action::BanFromRoom, Reach::Room, false, false },
    { Action::BanFromEveryRoom, Reach::EveryRoom, false, false },
    { Action::ListMutes, Reach::Room, false, false },
    { Action::MuteInRoom, Reach::Room, false, false },
    { Action::ReadAudit, Reach::EveryRoom, false, false },
    { Action::JoinRoom, Reach::Room, true, false },
    { Action::PostMessage, Reach::Room, true, false },
    { Action::ObserveRoom, Reach::Room, false, true },
    { Action::ObserveAllRooms, Reach::EveryRoom, false, true },
});

constexpr bool everyActionHasItsRule()
{
    for (std::size_t i = 0; i < Rules.size(); ++i) {
        if (static_cast<std::size_t>(Rules[i].action) != i)
            return false;
    }
    return Rules.size() == static_cast<std::size_t>(LastAction) + 1;
}
static_assert(everyActionHasItsRule());

bool roleAllows(Role role, const Rule &rule)
{
    switch (role) {
    case Role::Member:
        return rule.member;
    case Role::Observer:
        return rule.observer;
    case Role::Anonymous:
    case Role::Admin:
        break;
    }
    return true;
}

const Rule &ruleOf(Action action)
{
    return Rules[static_cast<std::size_t>(action)];
}

} // namespace

bool allows(const Identity &identity, Action action, QStringView roomId)
{
    return allows(identity, action) && (ruleOf(action).reach != Reach::Room || identity.rooms.covers(roomId));
}

bool allows(const Identity &identity, Action action)
{
    const Rule &rule = ruleOf(action);
    return roleAllows(identity.role, rule) && (rule.reach != Reach::EveryRoom || identity.rooms.coversEveryRoom());
}

Result<void> check(const Identity &identity, Action action, QStringView roomId)
{
    if (allows(identity, action, roomId))
        return {};
    return tl::unexpected(Error::accessForbidden());
}

} // namespace parlor::accesspolicy
