// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/WorkerFeeds.h"

#include "async/EndOfTurn.h"

namespace parlor {

WorkerFeeds::WorkerFeeds(EndOfTurn &turn, bool exchangesToEveryone) :
    m_turn(turn),
    m_exchangesToEveryone(exchangesToEveryone)
{
}

RoomFeed *WorkerFeeds::add()
{
    m_workers.push_back({ std::make_unique<RoomFeed>(), {} });
    return m_workers.back().feed.get();
}

RoomFeed *WorkerFeeds::feed(quint16 worker) const
{
    return worker < m_workers.size() ? m_workers[worker].feed.get() : nullptr;
}

void WorkerFeeds::toWorker(quint16 worker, RoomEvent event)
{
    if (worker < m_workers.size())
        push(m_workers[worker], std::move(event));
}

void WorkerFeeds::toAll(const RoomEvent &event)
{
    for (const Worker &worker : m_workers)
        push(worker, event);
    flush();
}

void WorkerFeeds::toMember(MemberId member, RoomEvent event)
{
    toWorker(workerOf(member), std::move(event));
}

void WorkerFeeds::toRoom(const ActiveRoom &room, const RoomEvent &event)
{
    for (size_t i = 0; i < m_workers.size(); ++i) {
        if (room.isHeardOn(quint16(i)))
            push(m_workers[i], event);
    }
}

void WorkerFeeds::exchange(const ActiveRoom &room, const ExchangeEvent &event)
{
    for (size_t i = 0; i < m_workers.size(); ++i) {
        if (m_exchangesToEveryone || room.isHeardOn(quint16(i)) || !m_workers[i].lobby.isEmpty())
            push(m_workers[i], event);
    }
}

void WorkerFeeds::toLobby(const LobbyEvent &event)
{
    for (const Worker &worker : m_workers) {
        if (!worker.lobby.isEmpty())
            push(worker, event);
    }
}

bool WorkerFeeds::enterLobby(MemberId member)
{
    const quint16 worker = workerOf(member);
    if (worker >= m_workers.size() || m_workers[worker].lobby.contains(member))
        return false;
    m_workers[worker].lobby.insert(member);
    return true;
}

bool WorkerFeeds::leaveLobby(MemberId member)
{
    const quint16 worker = workerOf(member);
    return worker < m_workers.size() && m_workers[worker].lobby.remove(member);
}

void WorkerFeeds::flush()
{
    for (const Worker &worker : m_workers)
        worker.feed->flush();
}

void WorkerFeeds::push(const Worker &worker, RoomEvent event)
{
    worker.feed->push(std::move(event));
    m_turn.schedule();
}

} // namespace parlor
