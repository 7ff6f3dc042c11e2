// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "async/EndOfTurn.h"
#include "async/Mailbox.h"
#include "rooms/RoomEvents.h"
#include "rooms/RoomManager.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace parlor {

/// One worker's line to the RoomManager. Lives on the worker: everything asked for in one turn goes to the rooms thread
/// together, in the order it was asked; every answer comes back on the worker, in order with the events.
class RoomLink : public QObject {
    Q_OBJECT

public:
    template <typename T>
    using Done = std::function<void(Result<T>)>;

    /// Each batch of messages is a commit of its own, with a sync of the disk, so there should not be too many of them.
    static constexpr qint64 DefaultGatherNs = 2'000'000;

    /// Constructed anywhere before the worker starts, then moved to it. \a feed is the manager's line to this worker.
    /// Link and manager may end in any order: what is under way between them is dropped then.
    /// What is gathered (setGathering()) is so for \a gatherNs.
    RoomLink(RoomManager &manager, RoomFeed &feed, quint16 worker, qint64 gatherNs = DefaultGatherNs);

    quint16 worker() const { return m_worker; }

    void createRoom(const QString &roomId, const QString &creatorUsername, Done<Room> done, Quota quota = Quota::Lifted);
    void closeRoom(const QString &roomId, const QString &closedBy, Done<void> done);
    void findRoom(const QString &roomId, Done<Room> done);
    void listRooms(Done<QList<Room>> done);
    void readMessages(const QString &roomId, const MessageRange &range, Done<MessagePage> done);
    void listParticipants(const QString &roomId, Done<QList<Participant>> done);
    void kick(const QString &roomId, const QString &socketId, const QString &reason, Done<Participant> done);
    void join(const JoinRequest &request, Done<JoinAnswer> done);
    void leave(MemberId member, const QString &roomId, Done<void> done);
    void observe(const ObserveRequest &request, Done<JoinAnswer> done);
    void unobserve(MemberId member, const QString &roomId, Done<void> done);
    void typing(MemberId member, const QString &roomId, bool typing, Done<void> done);
    void disconnected(MemberId member);
    void count(Done<RoomManager::Counts> done);
    void proveWritable(Done<void> done);

    /// The answer, if request.ticket asks for one, is a PostAnswer among the events.
    void post(PostRequest request);
    /// For REST.
    void post(PostRequest request, Done<PostedMessage> done);

    /// These promise what Moderation does.
    void ban(const Ban &ban, Done<Ban> done);
    void unban(qint64 banId, Done<Ban> done);
    void findBan(qint64 banId, Done<Ban> done);
    void listBans(Done<QList<Ban>> done);
    void mute(const QString &roomId, const Mute &mute, Done<Mute> done);
    void unmute(const QString &roomId, const QString &username, Done<void> done);
    void listMutes(const QString &roomId, Done<QList<Mute>> done);
    /// Who is banned, as far as this worker has heard.
    const BanList &bans() const { return *m_bans; }

    void recordAudit(const AuditEntry &entry, Done<void> done);
    void readAudit(const AuditRange &range, Done<QList<AuditEntry>> done);

    /// Sends what was asked for so far, instead of at the end of the turn.
    void send();
    /// The same, but what was asked for may have to wait for a later turn, while it is gathered.
    void endTurn();
    /// While this worker has more to write than a turn takes, its turns are short. What is asked for then goes to the rooms in larger
    /// batches, and waits for the first endTurn() after the time that it is gathered for, or until gathering ends.
    void setGathering(bool isGathering);

Q_SIGNALS:
    /// What the rooms thread has for this worker, replies left out: those have run, in their place in the order.
    /// Emitted once for each event.
    void received(const parlor::RoomEvent &event);
    /// bans() are others now. In its place among the events.
    void bansChanged();

private:
    void ask(std::function<void(RoomManager &)> request);
    void add(RoomManager::Request request);
    /// The same for all that is posted in one turn: a look at the clock costs more than a post is worth.
    qint64 turnTime();
    /// Wraps \a done, which may be empty, so that it runs on this worker, through the feed, and ends there.
    template <typename T>
    Done<T> onWorker(Done<T> done);
    void receive(const RoomEvents &events);

    RoomManager &m_manager;
    RoomFeed &m_feed;
    const quint16 m_worker;
    const Mailbox<RoomManager::Request>::Address m_inbox;
    std::vector<RoomManager::Request> m_requests;
    std::shared_ptr<const BanList> m_bans;
    EndOfTurn m_endOfTurn;
    qint64 m_turnTimeNs = 0; ///< 0: not looked at yet
    const qint64 m_gatherNs;
    bool m_isGathering = false;
    qint64 m_gatheringSinceNs = 0;
    Mailbox<RoomEvent> m_events;
};

} // namespace parlor
