// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "model/Message.h"
#include "rooms/RoomTypes.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace parlor {

class BanList;

/// What the rooms thread tells one worker. Order is the point: joins, deliveries and answers travel in one
/// sequence, so what a joiner replays and what it hears live meet without gap or duplicate.

/// A stored message for a room's members and observers here.
struct ExchangeEvent {
    RoomKey room = 0;
    /// The room's id as JSON text, for event names made of it.
    QByteArray roomIdJson;
    /// The event's data, JSON.
    QByteArray data;
    /// PostRequest::takenAtNs.
    qint64 takenAtNs = 0;
    /// PostRequest::sender.
    MemberId sender = 0;
};

/// Any other event for a room's members and observers here.
struct BroadcastEvent {
    RoomKey room = 0;
    /// The event's name, JSON text with its quotes.
    QByteArray nameJson;
    QByteArray data;
    /// Left out of it, e.g. who is typing; 0 for nobody.
    MemberId except = 0;
};

/// An event for those who observe all rooms.
struct LobbyEvent {
    QByteArray nameJson;
    QByteArray data;
};

/// An event for one connection.
struct DirectEvent {
    MemberId member = 0;
    QByteArray nameJson;
    QByteArray data;
};

/// From here on `member` gets the room's events. `room` 0: it observes all rooms.
/// `replay` is sent to it first: the data of exchanges that it missed. Comes again for one who is in already only
/// where there is something to replay.
struct EnterEvent {
    RoomKey room = 0;
    MemberId member = 0;
    QByteArray roomIdJson;
    QList<QByteArray> replay;
};

/// From here on it gets none of the room's events, unless it is still in it in the other way (as an observer or as
/// a participant): the rooms thread counts, and sends this only when both are over. Also sent for one whose connection
/// is gone.
struct ExitEvent {
    RoomKey room = 0;
    MemberId member = 0;
};

/// The room is gone: nobody is in it any more.
struct DissolveEvent {
    RoomKey room = 0;
};

/// Who is banned from now on. All workers are told, when that changes.
struct BansEvent {
    std::shared_ptr<const BanList> bans;
};

/// The fate of a post that carried a ticket, or of any other that was refused (its ticket is 0).
struct PostAnswer {
    MemberId sender = 0;
    quint64 ticket = 0;
    qint64 order = 0;
    QByteArray createdAt;
    bool duplicate = false;
    /// Set where nothing was stored.
    std::optional<Error> error;
};

/// The answer to any other request: to be run on the worker.
using Reply = std::function<void()>;

using RoomEvent = std::variant<ExchangeEvent, BroadcastEvent, LobbyEvent, DirectEvent, EnterEvent, ExitEvent,
                               DissolveEvent, BansEvent, PostAnswer, Reply>;

/// One turn's events for one worker.
using RoomEvents = std::vector<RoomEvent>;

} // namespace parlor
