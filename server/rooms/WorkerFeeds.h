// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/ActiveRoom.h"
#include "rooms/RoomFeed.h"

#include <QSet>

#include <memory>
#include <vector>

namespace parlor {

class EndOfTurn;

/// Knows which workers an event concerns: each gets it once, whatever the number of its members. Rooms thread only.
class WorkerFeeds {
public:
    /// \a turn is scheduled by every push; its action is expected to flush().
    WorkerFeeds(EndOfTurn &turn, bool exchangesToEveryone);

    /// Adds one more worker's feed.
    RoomFeed *add();
    /// Nothing where there is no such worker.
    RoomFeed *feed(quint16 worker) const;

    void toWorker(quint16 worker, RoomEvent event);
    /// At once, so that every worker has it in its mailbox before any of them can tell somebody that it is so.
    void toAll(const RoomEvent &event);
    void toMember(MemberId member, RoomEvent event);
    /// To the room's participants and observers.
    void toRoom(const ActiveRoom &room, const RoomEvent &event);
    /// The same, and to the observers of all rooms.
    void exchange(const ActiveRoom &room, const ExchangeEvent &event);
    void toLobby(const LobbyEvent &event);

    /// False if \a member observes all rooms already.
    bool enterLobby(MemberId member);
    /// False if it did not.
    bool leaveLobby(MemberId member);

    void flush();

private:
    struct Worker {
        std::unique_ptr<RoomFeed> feed;
        QSet<MemberId> lobby;
    };

    void push(const Worker &worker, RoomEvent event);

    EndOfTurn &m_turn;
    const bool m_exchangesToEveryone;
    std::vector<Worker> m_workers;
};

} // namespace parlor
