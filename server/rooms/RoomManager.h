// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "async/EndOfTurn.h"
#include "async/Mailbox.h"
#include "limits/LimitCounters.h"
#include "limits/UserRates.h"
#include "model/AuditEntry.h"
#include "model/Error.h"
#include "model/Participant.h"
#include "model/Room.h"
#include "rooms/BanList.h"
#include "rooms/Moderation.h"
#include "rooms/PostPipeline.h"
#include "rooms/PresenceBoard.h"
#include "rooms/RoomDirectory.h"
#include "rooms/RoomEvents.h"
#include "rooms/RoomFeed.h"
#include "rooms/RoomHistory.h"
#include "rooms/RoomMembership.h"
#include "rooms/RoomMetrics.h"
#include "rooms/RoomRequests.h"
#include "rooms/RoomSettings.h"
#include "rooms/RoomStore.h"
#include "rooms/WorkerFeeds.h"
#include "rooms/StoreSession.h"

#include <QObject>

#include <functional>
#include <memory>
#include <variant>
#include <vector>

namespace parlor {

/// The only owner of rooms, participants and order numbers. Lives on the rooms thread; other threads reach it through
/// its inbox, workers by RoomLink. Every answer is asynchronous.
///
/// What happened is told by signals (for whoever is on this thread, e.g. logs and metrics) and, to the workers that
/// have members of the room, by their feeds.
class RoomManager : public QObject {
    Q_OBJECT

public:
    template <typename T>
    using Done = std::function<void(Result<T>)>;

    /// A post is a case of its own: nearly all requests are.
    using Request = std::variant<PostRequest, std::function<void(RoomManager &)>>;

    /// \a store must outlive the manager.
    RoomManager(RoomStore &store, const RoomSettings &settings, QObject *parent = nullptr);
    ~RoomManager() override;

    /// Adds the line to one more worker; its index is the number of feeds there were. Before start() only.
    RoomFeed *addFeed();

    /// Where any thread puts its requests. They are served on the rooms thread, in the order in which they were posted;
    /// those that wait when the manager ends are dropped.
    Mailbox<Request>::Address inbox() const { return m_inbox.address(); }

    /// Loads the rooms that the store has. Nothing is served before \a done.
    void start(Done<void> done);

    /// LimitReached where \a quota holds and the creator has as many rooms as may be.
    void createRoom(const QString &roomId, const QString &creatorUsername, Done<Room> done, Quota quota = Quota::Lifted);
    void closeRoom(const QString &roomId, const QString &closedBy, Done<void> done);
    void findRoom(const QString &roomId, Done<Room> done);
    /// In order of creation.
    void listRooms(Done<QList<Room>> done);
    /// An unknown room is AccessForbidden, as the original has it.
    void readMessages(const QString &roomId, const MessageRange &range, Done<MessagePage> done);
    /// Those connected, then those who left a short while ago, each by time of joining.
    void listParticipants(const QString &roomId, Done<QList<Participant>> done);
    /// Removes a participant, tells it so (`kicked`) and tells the room. The answer is who that was.
    void kick(const QString &roomId, const QString &socketId, const QString &reason, Done<Participant> done);

    /// \a done runs after the EnterEvent with the replay was pushed, so its answer follows it on the feed. LimitReached where
    /// the room is full.
    void join(const JoinRequest &request, Done<JoinAnswer> done);
    void leave(MemberId member, const QString &roomId, Done<void> done);
    void observe(const ObserveRequest &request, Done<JoinAnswer> done);
    void unobserve(MemberId member, const QString &roomId, Done<void> done);
    /// Relayed to the others in the room; AccessForbidden for one who is not in it.
    void typing(MemberId member, const QString &roomId, bool typing, Done<void> done);
    /// The connection is gone: it leaves wherever it was.
    void disconnected(MemberId member);

    /// Orders and stores a message with whatever else waits, then delivers it; the answer goes to the sender's feed.
    /// TooManyRequests where its account has posted too much.
    void post(PostRequest request);
    /// The same for a caller that is no connection (REST).
    void post(PostRequest request, Done<PostedMessage> done);

    /// Bans and mutes, and those who are under them.
    Moderation &moderation() { return m_moderation; }
    void recordAudit(const AuditEntry &entry, Done<void> done);
    void readAudit(const AuditRange &range, Done<QList<AuditEntry>> done);

    /// Runs \a done when everything that was asked before is stored, delivered to the feeds and flushed.
    void drain(std::function<void()> done);
    /// For a server that stops: whoever is in a room now was there when it ended, whatever happens to the connections.
    void closeRecord();

    /// StorageUnavailable where no message could be stored now.
    void proveWritable(Done<void> done);

    struct Counts {
        qint64 rooms = 0;
        qint64 participants = 0;
        qint64 messagesPosted = 0; ///< since the server started
        qint64 messagesStored = 0;
    };
    void count(Done<Counts> done);

    /// Takes up what \a settings say of users, creators and participants, for what comes from now on.
    void setLimits(const RoomSettings &settings);
    /// How often limits of rooms and users were hit. Any thread.
    const LimitCounters &limitCounters() const { return m_limitCounters; }
    /// Any thread.
    std::shared_ptr<const RoomMetrics> metrics() const { return m_metrics; }

    /// The feed of a worker, to push a Reply to it.
    RoomFeed *feed(quint16 worker) const;
    /// Feeds are flushed at the end of this turn.
    void scheduleFlush();

Q_SIGNALS:
    void roomCreated(const parlor::Room &room);
    void roomClosed(const QString &roomId, const QString &closedBy);
    /// \a count messages of \a roomId were stored and delivered, one right after the other.
    void messagesPosted(const QString &roomId, qint64 count);
    void participantsChanged(const QString &roomId, qint64 participants);

private:
    void serve(std::vector<Request> &requests);
    void storeRoom(RoomKey key, const Done<Room> &done);
    void roomStored(RoomKey key, const Result<void> &result, const Done<Room> &done);
    void roomForgotten(RoomKey key, const QString &closedBy, const Result<void> &result, const Done<void> &done);
    /// How many milliseconds too early the post is for its account; 0: it may be made.
    int prematurenessOf(const PostRequest &request);
    void postTo(ActiveRoom *room, PostRequest request, Done<PostedMessage> done);
    void endTurn();

    qint64 m_roomsPerCreator;
    UserRates m_postRates;
    LimitCounters m_limitCounters;
    // In the order in which they depend on each other.
    const std::shared_ptr<RoomMetrics> m_metrics;
    StoreSession m_store;
    EndOfTurn m_turn;
    RoomDirectory m_rooms;
    WorkerFeeds m_feeds;
    RoomHistory m_history;
    PresenceBoard m_presence;
    BanList m_bans;
    RoomMembership m_membership;
    Moderation m_moderation;
    PostPipeline m_posts;
    /// By id: rooms that were created while their predecessor was being closed. They learn how that ended.
    QHash<QString, Done<void>> m_awaitingClose;
    Mailbox<Request> m_inbox;
};

} // namespace parlor
