// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomLink.h"

#include "metrics/MonotonicClock.h"
#include "rooms/RoomFeed.h"

#include <memory>
#include <utility>

namespace parlor {

RoomLink::RoomLink(RoomManager &manager, RoomFeed &feed, quint16 worker, qint64 gatherNs) :
    m_manager(manager),
    m_feed(feed),
    m_worker(worker),
    m_inbox(manager.inbox()),
    m_bans(std::make_shared<const BanList>()),
    m_endOfTurn([this] { endTurn(); }, this),
    m_gatherNs(gatherNs),
    m_events([this](const RoomEvents &events) { receive(events); }, this)
{
    // The feed belongs to the rooms thread; this comes before whatever it could have for us.
    m_inbox.post([&feed, worker, link = m_events.address()](RoomManager &rooms) {
        feed.setOutlet([link](RoomEvents &events) { link.post(events); });
        rooms.moderation().introduce(worker);
    });
}

void RoomLink::createRoom(const QString &roomId, const QString &creatorUsername, Done<Room> done, Quota quota)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) {
        rooms.createRoom(roomId, creatorUsername, done, quota);
    });
}

void RoomLink::closeRoom(const QString &roomId, const QString &closedBy, Done<void> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.closeRoom(roomId, closedBy, done); });
}

void RoomLink::findRoom(const QString &roomId, Done<Room> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.findRoom(roomId, done); });
}

void RoomLink::listRooms(Done<QList<Room>> done)
{
    ask([done = onWorker(std::move(done))](RoomManager &rooms) { rooms.listRooms(done); });
}

void RoomLink::readMessages(const QString &roomId, const MessageRange &range, Done<MessagePage> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.readMessages(roomId, range, done); });
}

void RoomLink::listParticipants(const QString &roomId, Done<QList<Participant>> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.listParticipants(roomId, done); });
}

void RoomLink::kick(const QString &roomId, const QString &socketId, const QString &reason, Done<Participant> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.kick(roomId, socketId, reason, done); });
}

void RoomLink::join(const JoinRequest &request, Done<JoinAnswer> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.join(request, done); });
}

void RoomLink::leave(MemberId member, const QString &roomId, Done<void> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.leave(member, roomId, done); });
}

void RoomLink::observe(const ObserveRequest &request, Done<JoinAnswer> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.observe(request, done); });
}

void RoomLink::unobserve(MemberId member, const QString &roomId, Done<void> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.unobserve(member, roomId, done); });
}

void RoomLink::typing(MemberId member, const QString &roomId, bool typing, Done<void> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.typing(member, roomId, typing, done); });
}

void RoomLink::disconnected(MemberId member)
{
    ask([=](RoomManager &rooms) { rooms.disconnected(member); });
}

void RoomLink::count(Done<RoomManager::Counts> done)
{
    ask([done = onWorker(std::move(done))](RoomManager &rooms) { rooms.count(done); });
}

void RoomLink::proveWritable(Done<void> done)
{
    ask([done = onWorker(std::move(done))](RoomManager &rooms) { rooms.proveWritable(done); });
}

void RoomLink::post(PostRequest request)
{
    request.takenAtNs = turnTime();
    add(std::move(request));
}

void RoomLink::post(PostRequest request, Done<PostedMessage> done)
{
    request.takenAtNs = turnTime();
    ask([request = std::move(request), done = onWorker(std::move(done))](RoomManager &rooms) {
        rooms.post(request, done);
    });
}

void RoomLink::ban(const Ban &ban, Done<Ban> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.moderation().ban(ban, done); });
}

void RoomLink::unban(qint64 banId, Done<Ban> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.moderation().unban(banId, done); });
}

void RoomLink::findBan(qint64 banId, Done<Ban> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.moderation().findBan(banId, done); });
}

void RoomLink::listBans(Done<QList<Ban>> done)
{
    ask([done = onWorker(std::move(done))](RoomManager &rooms) { rooms.moderation().listBans(done); });
}

void RoomLink::mute(const QString &roomId, const Mute &mute, Done<Mute> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.moderation().mute(roomId, mute, done); });
}

void RoomLink::unmute(const QString &roomId, const QString &username, Done<void> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.moderation().unmute(roomId, username, done); });
}

void RoomLink::listMutes(const QString &roomId, Done<QList<Mute>> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.moderation().listMutes(roomId, done); });
}

void RoomLink::recordAudit(const AuditEntry &entry, Done<void> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.recordAudit(entry, done); });
}

void RoomLink::readAudit(const AuditRange &range, Done<QList<AuditEntry>> done)
{
    ask([=, done = onWorker(std::move(done))](RoomManager &rooms) { rooms.readAudit(range, done); });
}

void RoomLink::ask(std::function<void(RoomManager &)> request)
{
    add(std::move(request));
}

void RoomLink::add(RoomManager::Request request)
{
    m_requests.push_back(std::move(request));
    m_endOfTurn.schedule();
}

qint64 RoomLink::turnTime()
{
    if (m_turnTimeNs == 0)
        m_turnTimeNs = monotonicNs();
    return m_turnTimeNs;
}

template <typename T>
RoomLink::Done<T> RoomLink::onWorker(Done<T> done)
{
    if (!done)
        return [](const Result<T> &) {};
    // What the rooms thread copies and destroys is this pointer; the callback itself, and what it holds, goes back.
    const auto pending = std::make_shared<Done<T>>(std::move(done));
    // Runs on the rooms thread, which owns the feed; the reply then runs here, in its place among the events.
    return [&feed = m_feed, &manager = m_manager, pending](Result<T> result) {
        feed.push(Reply([done = std::exchange(*pending, {}), result = std::move(result)] { done(result); }));
        manager.scheduleFlush();
    };
}

void RoomLink::send()
{
    m_turnTimeNs = 0;
    m_inbox.post(m_requests);
}

void RoomLink::endTurn()
{
    m_turnTimeNs = 0;
    if (m_requests.empty())
        return;
    if (m_isGathering) {
        const qint64 now = monotonicNs();
        if (now - m_gatheringSinceNs < m_gatherNs)
            return;
        m_gatheringSinceNs = now;
    }
    send();
}

void RoomLink::setGathering(bool isGathering)
{
    m_isGathering = isGathering;
    if (isGathering)
        m_gatheringSinceNs = monotonicNs();
    else
        send();
}

void RoomLink::receive(const RoomEvents &events)
{
    for (const RoomEvent &event : events) {
        if (const auto *reply = std::get_if<Reply>(&event)) {
            (*reply)();
        } else if (const auto *told = std::get_if<BansEvent>(&event)) {
            m_bans = told->bans;
            Q_EMIT bansChanged();
        } else {
            Q_EMIT received(event);
        }
    }
}

} // namespace parlor
