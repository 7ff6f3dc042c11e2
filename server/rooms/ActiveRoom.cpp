// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/ActiveRoom.h"

#include "json/JsonText.h"
#include "protocol/EventNames.h"

#include <algorithm>
#include <utility>

namespace parlor {

ActiveRoom::ActiveRoom(const StoredRoom &stored, State state) :
    m_stored(stored),
    m_lastTaken(stored.lastOrder),
    m_state(state),
    m_roomIdJson(json::toString(stored.roomId)),
    m_participantsEventName(json::toString(QString(events::ParticipantsOfRoom + stored.roomId))),
    m_presenceEventName(json::toString(QString(events::PresenceOfRoom + stored.roomId)))
{
}

Room ActiveRoom::toRoom() const
{
    return { .roomId = m_stored.roomId,
             .creatorUsername = m_stored.creatorUsername,
             .createdAt = m_stored.createdAt,
             .participants = participantCount(),
             .messages = messages(),
             .lastActivityAt = m_stored.lastActivityAt };
}

void ActiveRoom::commit(const NewMessage &message)
{
    m_stored.lastOrder = message.message.order;
    m_stored.lastActivityAt = std::max(m_stored.lastActivityAt, message.storedAt);
}

void ActiveRoom::trim(qint64 oldestOrder)
{
    m_stored.oldestOrder = oldestOrder;
}

qint64 ActiveRoom::heardSince(MemberId member) const
{
    const auto occupant = m_occupants.constFind(member);
    return occupant == m_occupants.cend() ? lastOrder() : occupant->heardSince;
}

bool ActiveRoom::isHeardOn(quint16 worker) const
{
    return worker < m_occupantsOnWorker.size() && m_occupantsOnWorker[worker] > 0;
}

bool ActiveRoom::join(MemberId member, const Participant &participant)
{
    Occupant &occupant = admit(member);
    if (occupant.seat) {
        Participant &known = occupant.seat->participant;
        if (known.username == participant.username && known.extras == participant.extras)
            return false;
        known.username = participant.username;
        known.extras = participant.extras;
        if (!m_newcomers.contains(member))
            m_changed.insert(member);
        dropDeparted(known);
        return true;
    }
    occupant.seat = Seat{ participant, ++m_lastSerial };
    m_bySocketId.insert(participant.socketId, member);
    ++m_participantCount;
    if (m_leavers.remove(member))
        m_changed.insert(member);
    else
        m_newcomers.insert(member);
    dropDeparted(participant);
    return true;
}

bool ActiveRoom::leave(MemberId member, qint64 now)
{
    const auto occupant = m_occupants.find(member);
    if (occupant == m_occupants.end() || !occupant->seat)
        return false;
    Seat seat = *std::exchange(occupant->seat, std::nullopt);
    seat.participant.connected = false;
    if (findParticipant(seat.participant.socketId) == member)
        m_bySocketId.remove(seat.participant.socketId);
    --m_participantCount;
    if (!m_newcomers.remove(member)) {
        m_changed.remove(member);
        m_leavers.insert(member, seat);
    }
    m_departed.append({ std::move(seat), now });
    dismissIfIdle(occupant);
    return true;
}

const Participant *ActiveRoom::participant(MemberId member) const
{
    const auto occupant = m_occupants.constFind(member);
    return occupant == m_occupants.cend() || !occupant->seat ? nullptr : &occupant->seat->participant;
}

void ActiveRoom::observe(MemberId member)
{
    admit(member).observes = true;
}

bool ActiveRoom::unobserve(MemberId member)
{
    const auto occupant = m_occupants.find(member);
    if (occupant == m_occupants.end() || !std::exchange(occupant->observes, false))
        return false;
    dismissIfIdle(occupant);
    return true;
}

QList<Participant> ActiveRoom::participants() const
{
    std::vector<const Seat *> connected;
    connected.reserve(m_occupants.size());
    for (const Occupant &occupant : m_occupants) {
        if (occupant.seat)
            connected.push_back(&*occupant.seat);
    }
    std::vector<const Seat *> departed;
    departed.reserve(m_departed.size());
    for (const Departed &gone : m_departed)
        departed.push_back(&gone.seat);
    return inOrder(std::move(connected)) + inOrder(std::move(departed));
}

PresenceChanges ActiveRoom::takePresenceChanges()
{
    std::vector<const Seat *> joined;
    joined.reserve(m_newcomers.size() + m_changed.size());
    for (const auto *members : { &m_newcomers, &m_changed }) {
        for (const MemberId member : *members)
            joined.push_back(&*m_occupants.constFind(member)->seat);
    }
    std::vector<const Seat *> left;
    left.reserve(m_leavers.size());
    for (const Seat &seat : std::as_const(m_leavers))
        left.push_back(&seat);

    PresenceChanges changes{ inOrder(std::move(joined)), inOrder(std::move(left)) };
    m_newcomers.clear();
    m_changed.clear();
    m_leavers.clear();
    return changes;
}

void ActiveRoom::restore(const Participant &participant, qint64 now)
{
    dropDeparted(participant);
    Seat seat{ participant, ++m_lastSerial };
    seat.participant.connected = false;
    m_departed.append({ std::move(seat), now });
}

bool ActiveRoom::expireDeparted(qint64 time)
{
    const auto staying = std::find_if(m_departed.cbegin(), m_departed.cend(),
                                      [time](const Departed &departed) { return departed.leftAt > time; });
    const bool any = staying != m_departed.cbegin();
    m_departed.erase(m_departed.cbegin(), staying);
    return any;
}

void ActiveRoom::limitDeparted(qsizetype count)
{
    if (m_departed.size() > count)
        m_departed.remove(0, m_departed.size() - count);
}

std::optional<qint64> ActiveRoom::oldestDeparture() const
{
    if (m_departed.isEmpty())
        return std::nullopt;
    return m_departed.constFirst().leftAt;
}

ActiveRoom::Occupant &ActiveRoom::admit(MemberId member)
{
    const auto known = m_occupants.find(member);
    if (known != m_occupants.end())
        return *known;
    const quint16 worker = workerOf(member);
    if (worker >= m_occupantsOnWorker.size())
        m_occupantsOnWorker.resize(worker + 1, 0);
    ++m_occupantsOnWorker[worker];
    return *m_occupants.insert(member, Occupant{ lastOrder(), false, std::nullopt });
}

void ActiveRoom::dismissIfIdle(QHash<MemberId, Occupant>::iterator occupant)
{
    if (occupant->observes || occupant->seat)
        return;
    --m_occupantsOnWorker[workerOf(occupant.key())];
    m_occupants.erase(occupant);
}

void ActiveRoom::dropDeparted(const Participant &comer)
{
    m_departed.removeIf([&comer](const Departed &departed) {
        const Participant &gone = departed.seat.participant;
        return gone.username == comer.username || gone.socketId == comer.socketId;
    });
}

QList<Participant> ActiveRoom::inOrder(std::vector<const Seat *> seats)
{
    std::sort(seats.begin(), seats.end(), [](const Seat *a, const Seat *b) { return a->serial < b->serial; });
    QList<Participant> participants;
    participants.reserve(qsizetype(seats.size()));
    for (const Seat *seat : seats)
        participants.append(seat->participant);
    return participants;
}

} // namespace parlor
