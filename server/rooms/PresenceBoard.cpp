// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/PresenceBoard.h"

#include "async/EndOfTurn.h"
#include "rooms/ActiveRoom.h"
#include "rooms/RoomDirectory.h"
#include "rooms/RoomEventJson.h"
#include "rooms/WorkerFeeds.h"

#include <algorithm>
#include <chrono>

namespace parlor {

PresenceBoard::PresenceBoard(RoomStore &store, RoomDirectory &rooms, WorkerFeeds &feeds, EndOfTurn &turn,
                             const RoomSettings &settings, QObject *parent) :
    QObject(parent),
    m_store(store),
    m_rooms(rooms),
    m_feeds(feeds),
    m_turn(turn),
    m_intervalMs(settings.presenceIntervalMs),
    m_listLimit(settings.presenceListLimit),
    m_departedForMs(settings.departedForMs),
    m_coalescer(settings.presenceIntervalMs),
    m_timer(this)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_timerDeadline.reset();
        m_turn.schedule();
    });
}

void PresenceBoard::changed(const ActiveRoom &room)
{
    m_coalescer.mark(room.key(), now());
    watchDepartures(room);
    m_turn.schedule();
}

void PresenceBoard::left(ActiveRoom &room)
{
    limitDeparted(room);
    changed(room);
}

void PresenceBoard::limitDeparted(ActiveRoom &room) const
{
    room.limitDeparted(m_departedForMs > 0 ? m_listLimit : 0);
}

void PresenceBoard::forget(RoomKey room)
{
    m_coalescer.forget(room);
    const auto expiry = m_expiresAt.constFind(room);
    if (expiry == m_expiresAt.cend())
        return;
    m_expiries.erase({ *expiry, room });
    m_expiresAt.erase(expiry);
}

void PresenceBoard::publishDue()
{
    expireDeparted();
    publish(m_coalescer.takeDue(now()));
    setTimer();
}

void PresenceBoard::restore(const QList<StoredParticipant> &participants)
{
    for (const StoredParticipant &stored : participants) {
        ActiveRoom *const room = m_rooms.findOpen(stored.room);
        if (!room)
            continue;
        room->restore(stored.participant, now());
        limitDeparted(*room);
        watchDepartures(*room);
    }
    m_turn.schedule();
}

void PresenceBoard::closeRecord()
{
    publish(m_coalescer.takeDue(now() + m_intervalMs));
    m_isRecording = false;
}

void PresenceBoard::publish(const QList<RoomKey> &rooms)
{
    QList<PresenceRecord> records;
    for (const RoomKey key : rooms) {
        ActiveRoom *const room = m_rooms.findOpen(key);
        if (!room)
            continue;
        PresenceRecord record = publish(*room);
        if (!record.joined.isEmpty() || !record.left.isEmpty())
            records.append(std::move(record));
    }
    if (m_isRecording && !records.isEmpty())
        m_store.recordPresence(std::move(records));
}

PresenceRecord PresenceBoard::publish(ActiveRoom &room)
{
    const PresenceChanges changes = room.takePresenceChanges();
    if (room.isHeard()) {
        if (room.participantCount() <= m_listLimit) {
            m_feeds.toRoom(room, BroadcastEvent{ room.key(), room.participantsEventName(),
                                                 eventjson::participants(room) });
        } else if (!changes.isEmpty()) {
            m_feeds.toRoom(room, BroadcastEvent{ room.key(), room.presenceEventName(),
                                                 eventjson::presence(room, changes) });
        }
    }
    Q_EMIT published(room.roomId(), room.participantCount());

    PresenceRecord record{ room.key(), changes.joined, {} };
    for (const Participant &participant : changes.left)
        record.left.append(participant.socketId);
    return record;
}

void PresenceBoard::expireDeparted()
{
    const qint64 time = now();
    while (!m_expiries.empty() && m_expiries.begin()->first <= time) {
        const RoomKey key = m_expiries.begin()->second;
        m_expiries.erase(m_expiries.begin());
        m_expiresAt.remove(key);
        ActiveRoom *const room = m_rooms.find(key);
        if (!room)
            continue;
        if (room->expireDeparted(time - m_departedForMs))
            m_coalescer.mark(key, time);
        watchDepartures(*room);
    }
}

void PresenceBoard::watchDepartures(const ActiveRoom &room)
{
    const auto oldest = room.oldestDeparture();
    if (!oldest || m_expiresAt.contains(room.key()))
        return;
    const qint64 expiresAt = *oldest + m_departedForMs;
    m_expiresAt.insert(room.key(), expiresAt);
    m_expiries.emplace(expiresAt, room.key());
}

void PresenceBoard::setTimer()
{
    const auto deadline = nextDeadline();
    if (deadline == m_timerDeadline)
        return;
    m_timerDeadline = deadline;
    if (deadline)
        m_timer.start(std::chrono::milliseconds(std::max(*deadline - now(), qint64(0))));
    else
        m_timer.stop();
}

std::optional<qint64> PresenceBoard::nextDeadline() const
{
    const auto event = m_coalescer.nextDeadline();
    if (m_expiries.empty())
        return event;
    const qint64 expiry = m_expiries.begin()->first;
    return event ? std::min(*event, expiry) : expiry;
}

} // namespace parlor
