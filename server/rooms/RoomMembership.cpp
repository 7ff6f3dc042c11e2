// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomMembership.h"

#include "limits/LimitCounters.h"
#include "rooms/ActiveRoom.h"
#include "rooms/BanList.h"
#include "rooms/PresenceBoard.h"
#include "rooms/Replay.h"
#include "rooms/RoomDirectory.h"
#include "rooms/RoomEventJson.h"
#include "rooms/RoomHistory.h"
#include "rooms/RoomMetrics.h"
#include "rooms/WorkerFeeds.h"

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// What stands for all rooms among a member's own.
constexpr RoomKey LobbyKey = 0;

tl::unexpected<Error> forbidden()
{
    return tl::unexpected(Error::accessForbidden());
}

tl::unexpected<Error> notFound(const QString &roomId)
{
    return tl::unexpected(Error::roomNotFound(roomId));
}

} // namespace

RoomMembership::RoomMembership(RoomHistory &history, RoomDirectory &rooms, WorkerFeeds &feeds,
                               PresenceBoard &presence, const BanList &bans, RoomMetrics &metrics,
                               const RoomSettings &settings,
                               LimitCounters &counters) :
    m_history(history),
    m_rooms(rooms),
    m_feeds(feeds),
    m_presence(presence),
    m_bans(bans),
    m_metrics(metrics),
    m_replayLimit(settings.replayLimit),
    m_replayBytesLimit(settings.replayBytesLimit),
    m_participantsPerRoom(settings.participantsPerRoom),
    m_counters(counters)
{
}

void RoomMembership::join(const JoinRequest &request, Done<JoinAnswer> done)
{
    Arrival arrival{ request.member, request.socketId, request.username, request.address, request.lastOrder, true,
                     [this, request](ActiveRoom &room) {
                         takeSeat(room, request.member,
                                  { .username = request.username,
                                    .socketId = request.socketId,
                                    .connected = true,
                                    .joinedAt = currentTimestamp(),
                                    .extras = request.extras });
                     },
                     std::move(done) };
    inOrder(request.member, request.roomId,
            [this, arrival = std::move(arrival)](ActiveRoom *room) { arrive(room, arrival); });
}

void RoomMembership::observe(const ObserveRequest &request, Done<JoinAnswer> done)
{
    if (request.roomId.isEmpty()) {
        observeLobby(request, done);
        return;
    }
    Arrival arrival{ request.member, request.socketId, request.username, request.address, request.lastOrder, false,
                     [this, request](ActiveRoom &room) {
                         room.observe(request.member);
                         m_whereabouts[request.member].observesAs = request.username;
                     },
                     std::move(done) };
    inOrder(request.member, request.roomId,
            [this, arrival = std::move(arrival)](ActiveRoom *room) { arrive(room, arrival); });
}

void RoomMembership::leave(MemberId member, const QString &roomId, Done<void> done)
{
    inOrder(member, roomId, [this, member, roomId, done = std::move(done)](ActiveRoom *room) {
        if (!room)
            return done(notFound(roomId));
        vacate(*room, member);
        done({});
    });
}

void RoomMembership::unobserve(MemberId member, const QString &roomId, Done<void> done)
{
    if (roomId.isEmpty()) {
        leaveLobby(member);
        return done({});
    }
    inOrder(member, roomId, [this, member, roomId, done = std::move(done)](ActiveRoom *room) {
        if (!room)
            return done(notFound(roomId));
        if (room->unobserve(member))
            exitUnlessInside(*room, member);
        done({});
    });
}

void RoomMembership::typing(MemberId member, const QString &roomId, bool typing, Done<void> done)
{
    inOrder(member, roomId, [this, member, roomId, typing, done = std::move(done)](ActiveRoom *room) {
        if (!room)
            return done(notFound(roomId));
        const Participant *const who = room->participant(member);
        if (!who)
            return done(forbidden());
        m_feeds.toRoom(*room, BroadcastEvent{ room->key(), eventjson::typingName(),
                                              eventjson::typing(*room, *who, typing), member });
        done({});
    });
}

void RoomMembership::kick(const QString &roomId, const QString &socketId, const QString &reason,
                          Done<Participant> done)
{
    const ActiveRoom *const found = m_rooms.findOpen(roomId);
    if (!found)
        return done(notFound(roomId));
    const MemberId member = found->findParticipant(socketId);
    inOrder(member, roomId, [this, member, roomId, socketId, reason, done = std::move(done)](ActiveRoom *room) {
        if (!room)
            return done(notFound(roomId));
        const Participant *const who = room->participant(member);
        if (!who)
            return done(tl::unexpected(Error::participantNotFound(socketId)));
        const Participant kicked = *who;
        tellKicked(member, room->roomIdJson(), reason);
        vacate(*room, member);
        done(kicked);
    });
}

void RoomMembership::disconnected(MemberId member)
{
    for (auto it = m_entering.lower_bound({ member, 0 }); it != m_entering.end() && it->first.first == member; ++it)
        it->second.gone = true;

    const QSet<RoomKey> keys = m_whereabouts.take(member).rooms;
    for (const RoomKey key : keys) {
        ActiveRoom *const room = m_rooms.find(key);
        if (!room)
            continue;
        room->unobserve(member);
        leaveSeat(*room, member);
        m_feeds.toMember(member, ExitEvent{ key, member });
    }
    leaveLobby(member);
}

void RoomMembership::evictFromLobby(const Ban &ban)
{
    const QList<MemberId> members = m_whereabouts.keys();
    for (const MemberId member : members) {
        if (isMeant(ban, member, nullptr) && leaveLobby(member))
            tellKicked(member, eventjson::everyRoom(), ban.reason);
    }
}

void RoomMembership::evict(ActiveRoom &room, const Ban &ban)
{
    const QList<MemberId> members = room.members();
    for (const MemberId member : members) {
        if (!isMeant(ban, member, room.participant(member)))
            continue;
        tellKicked(member, room.roomIdJson(), ban.reason);
        room.unobserve(member);
        if (room.participant(member))
            vacate(room, member);
        else
            exitUnlessInside(room, member);
    }
}

bool RoomMembership::isMeant(const Ban &ban, MemberId member, const Participant *seat) const
{
    const auto whereabouts = m_whereabouts.constFind(member);
    if (whereabouts == m_whereabouts.cend())
        return false;
    if (!ban.address.isEmpty())
        return whereabouts->address == ban.address;
    return whereabouts->observesAs == ban.username || (seat && seat->username == ban.username);
}

void RoomMembership::tellKicked(MemberId member, const QByteArray &roomIdJson, const QString &reason)
{
    m_feeds.toMember(member, DirectEvent{ member, eventjson::kickedName(), eventjson::kicked(roomIdJson, reason) });
}

bool RoomMembership::isEntering(MemberId member, const ActiveRoom &room) const
{
    return !m_entering.empty() && m_entering.contains({ member, room.key() });
}

void RoomMembership::inOrder(MemberId member, const QString &roomId, Action action)
{
    ActiveRoom *const room = m_rooms.findOpen(roomId);
    if (room) {
        const auto entering = m_entering.find({ member, room->key() });
        if (entering != m_entering.end()) {
            entering->second.waiting.push_back(std::move(action));
            return;
        }
    }
    action(room);
}

Result<void> RoomMembership::admitSender(ActiveRoom &room, const PostRequest &request)
{
    if (request.sender == 0 || room.participant(request.sender))
        return {};
    if (!request.joins)
        return forbidden();
    if (auto seat = checkSeat(room, request.sender); !seat)
        return seat;
    const auto takeSeatOfSender = [this, &request](ActiveRoom &joined) {
        takeSeat(joined, request.sender,
                 { .username = request.username,
                   .socketId = request.socketId,
                   .connected = true,
                   .joinedAt = currentTimestamp(),
                   .extras = {} });
    };
    admit(room,
          { request.sender, request.socketId, request.username, request.address, {}, true, takeSeatOfSender, [](const auto &) {} },
          {});
    return {};
}

void RoomMembership::dissolve(const ActiveRoom &room)
{
    m_metrics.participants.add(-room.participantCount());
    const QList<MemberId> members = room.members();
    for (const MemberId member : members)
        forget(member, room.key());
}

void RoomMembership::arrive(ActiveRoom *room, const Arrival &arrival)
{
    if (!room)
        return arrival.done(forbidden());
    if (const auto admitted = admits(arrival, room->roomId()); !admitted)
        return arrival.done(tl::unexpected(admitted.error()));
    if (!arrival.lastOrder)
        return admit(*room, arrival, {});
    const qint64 known = std::max(*arrival.lastOrder, qint64(0));
    if (known > room->lastOrder())
        return admit(*room, arrival, Replay::foreign(room->lastOrder()));
    if (known >= room->heardSince(arrival.member))
        return admit(*room, arrival, {});
    fetchReplay(*room, arrival, known);
}

void RoomMembership::fetchReplay(const ActiveRoom &room, const Arrival &arrival, qint64 known)
{
    m_entering.try_emplace({ arrival.member, room.key() });
    MessageRange range;
    range.first = known + 1;
    range.limit = m_replayLimit;
    // What does not fit is not read, either.
    range.maxBytes = m_replayBytesLimit;
    if (room.contains(arrival.member))
        range.last = room.heardSince(arrival.member);
    m_history.read(room, range, [this, key = room.key(), arrival, known](const Result<MessagePage> &page) {
        finishEntering(key, arrival, known, page);
    });
}

void RoomMembership::finishEntering(RoomKey key, const Arrival &arrival, qint64 known,
                                    const Result<MessagePage> &page)
{
    Entering entering = std::move(m_entering.extract({ arrival.member, key }).mapped());
    ActiveRoom *const room = entering.gone ? nullptr : m_rooms.findOpen(key);
    if (!room) {
        arrival.done(forbidden());
    } else if (!page) {
        arrival.done(tl::unexpected(page.error()));
    } else if (const auto admitted = admits(arrival, room->roomId()); !admitted) {
        // It was banned while it waited.
        arrival.done(tl::unexpected(admitted.error()));
    } else {
        admit(*room, arrival,
              Replay::between(known, room->heardSince(arrival.member), page->messages, room->roomIdJson(),
                              m_replayBytesLimit));
    }

    for (Action &action : entering.waiting) {
        const auto again = m_entering.find({ arrival.member, key });
        if (again != m_entering.end())
            again->second.waiting.push_back(std::move(action));
        else
            action(entering.gone ? nullptr : m_rooms.findOpen(key));
    }
}

void RoomMembership::admit(ActiveRoom &room, const Arrival &arrival, const Replay &replay)
{
    if (const auto seat = arrival.takesSeat ? checkSeat(room, arrival.member) : Result<void>(); !seat)
        return arrival.done(tl::unexpected(seat.error()));
    const bool isNew = !room.contains(arrival.member);
    arrival.admit(room);
    Whereabouts &whereabouts = m_whereabouts[arrival.member];
    whereabouts.address = arrival.address;
    whereabouts.rooms.insert(room.key());
    if (isNew || !replay.exchanges.isEmpty()) {
        m_feeds.toMember(arrival.member,
                         EnterEvent{ room.key(), arrival.member, room.roomIdJson(), replay.exchanges });
    }
    arrival.done(JoinAnswer{ .roomId = room.roomId(),
                             .socketId = arrival.socketId,
                             .lastOrder = room.lastOrder(),
                             .participants = room.participantCount(),
                             .recovered = replay.recovered,
                             .gapFrom = replay.gapFrom,
                             .gapTo = replay.gapTo,
                             .missed = replay.exchanges.size() });
}

Result<void> RoomMembership::checkSeat(const ActiveRoom &room, MemberId member)
{
    if (m_participantsPerRoom == 0 || room.participantCount() < m_participantsPerRoom || room.participant(member))
        return {};
    m_counters.count(Limit::Participants);
    return tl::unexpected(Error::limitReached(u"The room is full"_s));
}

void RoomMembership::takeSeat(ActiveRoom &room, MemberId member, const Participant &participant)
{
    const qint64 before = room.participantCount();
    if (room.join(member, participant))
        m_presence.changed(room);
    m_metrics.participants.add(room.participantCount() - before);
}

void RoomMembership::vacate(ActiveRoom &room, MemberId member)
{
    if (leaveSeat(room, member))
        exitUnlessInside(room, member);
}

bool RoomMembership::leaveSeat(ActiveRoom &room, MemberId member)
{
    if (!room.leave(member, m_presence.now()))
        return false;
    m_metrics.participants.add(-1);
    m_presence.left(room);
    return true;
}

void RoomMembership::observeLobby(const ObserveRequest &request, const Done<JoinAnswer> &done)
{
    const auto admitted = m_bans.admits(request.username, request.address, {}, currentTimestamp());
    if (!admitted)
        return done(tl::unexpected(admitted.error()));
    if (m_feeds.enterLobby(request.member)) {
        m_feeds.toMember(request.member, EnterEvent{ 0, request.member, {}, {} });
        Whereabouts &whereabouts = m_whereabouts[request.member];
        whereabouts.address = request.address;
        whereabouts.observesAs = request.username;
        whereabouts.rooms.insert(LobbyKey);
    }
    JoinAnswer answer;
    answer.socketId = request.socketId;
    done(answer);
}

void RoomMembership::exitUnlessInside(const ActiveRoom &room, MemberId member)
{
    if (room.contains(member))
        return;
    forget(member, room.key());
    m_feeds.toMember(member, ExitEvent{ room.key(), member });
}

bool RoomMembership::leaveLobby(MemberId member)
{
    if (!m_feeds.leaveLobby(member))
        return false;
    forget(member, LobbyKey);
    m_feeds.toMember(member, ExitEvent{ LobbyKey, member });
    return true;
}

void RoomMembership::forget(MemberId member, RoomKey room)
{
    const auto whereabouts = m_whereabouts.find(member);
    if (whereabouts != m_whereabouts.end() && whereabouts->rooms.remove(room) && whereabouts->rooms.isEmpty())
        m_whereabouts.erase(whereabouts);
}

Result<void> RoomMembership::admits(const Arrival &arrival, const QString &roomId) const
{
    return m_bans.admits(arrival.username, arrival.address, roomId, currentTimestamp());
}

} // namespace parlor
