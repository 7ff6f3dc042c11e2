// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomManager.h"

#include "rooms/RoomEventJson.h"

namespace parlor {

using namespace Qt::StringLiterals;

RoomManager::RoomManager(RoomStore &store, const RoomSettings &settings, QObject *parent) :
    QObject(parent),
    m_roomsPerCreator(settings.roomsPerCreator),
    m_postRates(RateLimit(settings.userPostsPerSecond)),
    m_metrics(std::make_shared<RoomMetrics>()),
    m_store(store),
    m_turn([this] { endTurn(); }, this),
    m_feeds(m_turn, settings.exchangesToEveryone),
    m_history(m_store, m_rooms, settings.historyCacheBytes),
    m_presence(m_store, m_rooms, m_feeds, m_turn, settings, this),
    m_membership(m_history, m_rooms, m_feeds, m_presence, m_bans, *m_metrics, settings, m_limitCounters),
    m_moderation(m_store, m_rooms, m_feeds, m_membership, m_bans),
    m_posts(m_store, m_rooms, m_history, m_feeds, m_turn, *m_metrics, settings.maxWaitingPostBytes, this),
    m_inbox([this](std::vector<Request> &requests) { serve(requests); }, this)
{
    connect(&m_posts, &PostPipeline::posted, this, &RoomManager::messagesPosted);
    connect(&m_presence, &PresenceBoard::published, this, &RoomManager::participantsChanged);
}

RoomManager::~RoomManager() = default;

void RoomManager::setLimits(const RoomSettings &settings)
{
    m_roomsPerCreator = settings.roomsPerCreator;
    m_postRates.setLimit(RateLimit(settings.userPostsPerSecond));
    m_membership.setParticipantLimit(settings.participantsPerRoom);
}

RoomFeed *RoomManager::addFeed()
{
    return m_feeds.add();
}

void RoomManager::serve(std::vector<Request> &requests)
{
    for (Request &request : requests) {
        if (auto *const posted = std::get_if<PostRequest>(&request))
            post(std::move(*posted));
        else
            std::get<std::function<void(RoomManager &)>>(request)(*this);
    }
}

void RoomManager::start(Done<void> done)
{
    m_store.onTrimmed([this](const QList<TrimmedRoom> &trimmed) {
        for (const TrimmedRoom &part : trimmed) {
            if (ActiveRoom *const room = m_rooms.find(part.room))
                room->trim(part.oldestOrder);
        }
    });
    m_store.load([this, done = std::move(done)](const Result<StoredRooms> &stored) {
        if (!stored)
            return done(tl::unexpected(stored.error()));
        m_rooms.addStored(*stored);
        m_metrics->rooms.set(stored->rooms.size());
        m_presence.restore(stored->participants);
        m_moderation.restore(*stored);
        done({});
    });
}

void RoomManager::createRoom(const QString &roomId, const QString &creatorUsername, Done<Room> done,
                             Quota quota)
{
    if (m_rooms.isTaken(roomId))
        return done(tl::unexpected(Error::roomConflict(roomId)));
    if (quota == Quota::Held && m_roomsPerCreator > 0 && m_rooms.countOf(creatorUsername) >= m_roomsPerCreator) {
        m_limitCounters.count(Limit::RoomsOfCreator);
        return done(tl::unexpected(Error::limitReached(u"'%1' has as many rooms as may be"_s.arg(creatorUsername))));
    }
    const ActiveRoom &reserved = m_rooms.reserve(roomId, creatorUsername, currentTimestamp());
    if (!m_rooms.isClosing(roomId))
        return storeRoom(reserved.key(), done);
    // If the store fails to close the old room, that one gets its id back: never two rooms of one id.
    m_awaitingClose.insert(roomId, [this, key = reserved.key(), done = std::move(done)](const Result<void> &closed) {
        if (closed)
            storeRoom(key, done);
        else
            roomStored(key, closed, done);
    });
}

void RoomManager::storeRoom(RoomKey key, const Done<Room> &done)
{
    const Room room = m_rooms.find(key)->toRoom();
    const StoredRoom stored { .key = key, .roomId = room.roomId, .creatorUsername = room.creatorUsername,
                              .createdAt = room.createdAt, .lastActivityAt = room.lastActivityAt };
    m_store.createRoom(stored,
                       [this, key, done](const Result<void> &result) { roomStored(key, result, done); });
}

void RoomManager::roomStored(RoomKey key, const Result<void> &result, const Done<Room> &done)
{
    if (!result) {
        m_rooms.remove(key);
        return done(tl::unexpected(result.error()));
    }
    ActiveRoom &room = *m_rooms.find(key);
    room.setState(ActiveRoom::State::Open);
    m_metrics->rooms.add(1);
    const Room created = room.toRoom();
    m_feeds.toLobby({ eventjson::roomsName(), eventjson::roomCreated(created) });
    Q_EMIT roomCreated(created);
    done(created);
}

void RoomManager::closeRoom(const QString &roomId, const QString &closedBy, Done<void> done)
{
    ActiveRoom *const room = m_rooms.findOpen(roomId);
    if (!room)
        return done(tl::unexpected(Error::roomNotFound(roomId)));
    m_rooms.beginClosing(*room);
    m_store.closeRoom(room->key(), [this, key = room->key(), closedBy, done = std::move(done)](
                                       const Result<void> &result) { roomForgotten(key, closedBy, result, done); });
}

void RoomManager::roomForgotten(RoomKey key, const QString &closedBy, const Result<void> &result,
                                const Done<void> &done)
{
    ActiveRoom &room = *m_rooms.find(key);
    const Done<void> successor = m_awaitingClose.take(room.roomId());
    if (!result) {
        if (successor)
            successor(result);
        m_rooms.reopen(room);
        m_presence.changed(room);
        return done(result);
    }
    m_feeds.toRoom(room, BroadcastEvent { key, eventjson::closedName(),
                                          eventjson::closed(room, closedBy, currentTimestamp()), 0 });
    m_feeds.toLobby({ eventjson::roomsName(), eventjson::roomClosed(room.toRoom()) });
    m_feeds.toRoom(room, DissolveEvent { key });
    m_membership.dissolve(room);
    m_metrics->rooms.add(-1);
    m_presence.forget(key);
    m_history.forget(key);
    m_moderation.forget(key);
    const QString roomId = room.roomId();
    m_rooms.remove(key);
    Q_EMIT roomClosed(roomId, closedBy);
    if (successor)
        successor(result);
    done(result);
}

void RoomManager::findRoom(const QString &roomId, Done<Room> done)
{
    if (const ActiveRoom *const room = m_rooms.findOpen(roomId))
        done(room->toRoom());
    else
        done(tl::unexpected(Error::roomNotFound(roomId)));
}

void RoomManager::listRooms(Done<QList<Room>> done)
{
    QList<Room> rooms;
    rooms.reserve(qsizetype(m_rooms.rooms().size()));
    for (const auto &[key, room] : m_rooms.rooms()) {
        if (room->isOpen())
            rooms.append(room->toRoom());
    }
    done(rooms);
}

void RoomManager::readMessages(const QString &roomId, const MessageRange &range, Done<MessagePage> done)
{
    if (const ActiveRoom *const room = m_rooms.findOpen(roomId))
        m_history.read(*room, range, std::move(done));
    else
        done(tl::unexpected(Error::accessForbidden()));
}

void RoomManager::listParticipants(const QString &roomId, Done<QList<Participant>> done)
{
    if (const ActiveRoom *const room = m_rooms.findOpen(roomId))
        done(room->participants());
    else
        done(tl::unexpected(Error::roomNotFound(roomId)));
}

void RoomManager::kick(const QString &roomId, const QString &socketId, const QString &reason, Done<Participant> done)
{
    m_membership.kick(roomId, socketId, reason, std::move(done));
}

void RoomManager::join(const JoinRequest &request, Done<JoinAnswer> done)
{
    m_membership.join(request, std::move(done));
}

void RoomManager::leave(MemberId member, const QString &roomId, Done<void> done)
{
    m_membership.leave(member, roomId, std::move(done));
}

void RoomManager::observe(const ObserveRequest &request, Done<JoinAnswer> done)
{
    m_membership.observe(request, std::move(done));
}

void RoomManager::unobserve(MemberId member, const QString &roomId, Done<void> done)
{
    m_membership.unobserve(member, roomId, std::move(done));
}

void RoomManager::typing(MemberId member, const QString &roomId, bool typing, Done<void> done)
{
    m_membership.typing(member, roomId, typing, std::move(done));
}

void RoomManager::disconnected(MemberId member)
{
    m_membership.disconnected(member);
}

void RoomManager::post(PostRequest request)
{
    post(std::move(request), {});
}

int RoomManager::prematurenessOf(const PostRequest &request)
{
    return request.account.isEmpty() ? 0 : m_postRates.take(request.account, RateLimit::nowNs());
}

void RoomManager::post(PostRequest request, Done<PostedMessage> done)
{
    if (const int ms = prematurenessOf(request); ms > 0) {
        m_limitCounters.count(Limit::PostsOfUser);
        m_posts.refuse(request, done, Error::rateLimited(ms));
        return;
    }
    ActiveRoom *const room = m_rooms.findOpen(request.roomId);
    if (!room || !m_membership.isEntering(request.sender, *room)) {
        postTo(room, std::move(request), std::move(done));
        return;
    }
    const MemberId sender = request.sender;
    const QString roomId = request.roomId;
    m_membership.inOrder(sender, roomId, [this, request = std::move(request), done = std::move(done)](
                                             ActiveRoom *entered) { postTo(entered, request, done); });
}

void RoomManager::postTo(ActiveRoom *room, PostRequest request, Done<PostedMessage> done)
{
    if (!room)
        m_posts.refuse(request, done, Error::roomNotFound(request.roomId));
    else if (const auto allowed = m_moderation.maySpeak(*room, request); !allowed)
        m_posts.refuse(request, done, allowed.error());
    else if (const auto admitted = m_membership.admitSender(*room, request); !admitted)
        m_posts.refuse(request, done, admitted.error());
    else
        m_posts.add(std::move(request), *room, std::move(done));
}

void RoomManager::recordAudit(const AuditEntry &entry, Done<void> done)
{
    m_store.recordAudit(entry, std::move(done));
}

void RoomManager::readAudit(const AuditRange &range, Done<QList<AuditEntry>> done)
{
    m_store.readAudit(range, std::move(done));
}

void RoomManager::drain(std::function<void()> done)
{
    // The store answers in the order of its calls: when it has answered this one, it has answered all before it. The
    // first time, because joins may hold posts back; the second time for what the answers asked of it.
    m_store.findMessages({}, [this, done = std::move(done)](const auto &) {
        m_posts.afterAdded([this, done] {
            m_store.findMessages({}, [this, done](const auto &) {
                endTurn();
                done();
            });
        });
    });
}

void RoomManager::closeRecord()
{
    m_presence.closeRecord();
}

void RoomManager::proveWritable(Done<void> done)
{
    m_store.proveWritable(std::move(done));
}

void RoomManager::count(Done<Counts> done)
{
    Counts counts;
    counts.messagesPosted = m_posts.storedCount();
    for (const auto &[key, room] : m_rooms.rooms()) {
        if (!room->isOpen())
            continue;
        ++counts.rooms;
        counts.participants += room->participantCount();
        counts.messagesStored += room->messages();
    }
    done(counts);
}

RoomFeed *RoomManager::feed(quint16 worker) const
{
    return m_feeds.feed(worker);
}

void RoomManager::scheduleFlush()
{
    m_turn.schedule();
}

void RoomManager::endTurn()
{
    // First, because storing may wait for the disk.
    m_feeds.flush();
    m_posts.startBatch();
    m_presence.publishDue();
    m_feeds.flush();
}

} // namespace parlor
