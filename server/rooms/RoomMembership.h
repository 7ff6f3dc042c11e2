// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "rooms/RoomRequests.h"
#include "rooms/RoomSettings.h"
#include "rooms/RoomStore.h"
#include "rooms/RoomTypes.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace parlor {

class ActiveRoom;
class BanList;
class PresenceBoard;
class RoomDirectory;
class RoomHistory;
class WorkerFeeds;
class LimitCounters;
struct Ban;
struct Participant;
struct Replay;
struct RoomMetrics;

/// Who is in which room, as a participant or as an observer. Rooms thread only.
///
/// What one connection asks about one room happens in the order it was asked, even where a join has to wait for history
/// from the store.
class RoomMembership {
public:
    template <typename T>
    using Done = std::function<void(Result<T>)>;
    /// Gets the open room, or nothing where there is none (any more).
    using Action = std::function<void(ActiveRoom *)>;

    RoomMembership(RoomHistory &history, RoomDirectory &rooms, WorkerFeeds &feeds, PresenceBoard &presence,
                   const BanList &bans, RoomMetrics &metrics, const RoomSettings &settings, LimitCounters &counters);

    /// Of one room, from now on; 0: no limit.
    void setParticipantLimit(qint64 participants) { m_participantsPerRoom = participants; }

    /// The promises of these are RoomManager's.
    void join(const JoinRequest &request, Done<JoinAnswer> done);
    void leave(MemberId member, const QString &roomId, Done<void> done);
    void observe(const ObserveRequest &request, Done<JoinAnswer> done);
    void unobserve(MemberId member, const QString &roomId, Done<void> done);
    void typing(MemberId member, const QString &roomId, bool typing, Done<void> done);
    void kick(const QString &roomId, const QString &socketId, const QString &reason, Done<Participant> done);
    void disconnected(MemberId member);

    /// Kicks those from \a room whom \a ban keeps out from now on, observers too.
    void evict(ActiveRoom &room, const Ban &ban);
    /// The same from among the observers of all rooms.
    void evictFromLobby(const Ban &ban);

    /// Whether \a member waits for history of \a room; what it asks of the room meanwhile has to wait, too.
    bool isEntering(MemberId member, const ActiveRoom &room) const;
    /// Runs \a action now, or once \a member is no longer entering.
    void inOrder(MemberId member, const QString &roomId, Action action);
    /// Whether the sender may post, having joined by that if it may. AccessForbidden, or LimitReached where the room is full.
    Result<void> admitSender(ActiveRoom &room, const PostRequest &request);
    /// The room is gone for all who were in it; they were told.
    void dissolve(const ActiveRoom &room);

private:
    struct Arrival {
        MemberId member = 0;
        QString socketId;
        QString username;
        QString address;
        std::optional<qint64> lastOrder;
        bool takesSeat = false; ///< it is to be a participant
        /// Makes it a participant or an observer.
        std::function<void(ActiveRoom &)> admit;
        Done<JoinAnswer> done;
    };
    struct Entering {
        /// Its connection ended meanwhile.
        bool gone = false;
        std::vector<Action> waiting;
    };
    /// Of one who is in any room.
    struct Whereabouts {
        QString address;
        /// Empty where it does not observe, or has no name.
        QString observesAs;
        QSet<RoomKey> rooms;
    };
    using EnteringId = std::pair<MemberId, RoomKey>;

    void arrive(ActiveRoom *room, const Arrival &arrival);
    void fetchReplay(const ActiveRoom &room, const Arrival &arrival, qint64 known);
    void finishEntering(RoomKey key, const Arrival &arrival, qint64 known, const Result<MessagePage> &page);
    void admit(ActiveRoom &room, const Arrival &arrival, const Replay &replay);
    /// LimitReached where \a member is no participant and cannot become one.
    Result<void> checkSeat(const ActiveRoom &room, MemberId member);
    void takeSeat(ActiveRoom &room, MemberId member, const Participant &participant);
    void vacate(ActiveRoom &room, MemberId member);
    /// False where it had none.
    bool leaveSeat(ActiveRoom &room, MemberId member);
    bool isMeant(const Ban &ban, MemberId member, const Participant *seat) const;
    void tellKicked(MemberId member, const QByteArray &roomIdJson, const QString &reason);
    Result<void> admits(const Arrival &arrival, const QString &roomId) const;
    void observeLobby(const ObserveRequest &request, const Done<JoinAnswer> &done);
    /// Tells the worker where the member is neither participant nor observer any more.
    void exitUnlessInside(const ActiveRoom &room, MemberId member);
    /// False if it was not there.
    bool leaveLobby(MemberId member);
    void forget(MemberId member, RoomKey room);

    RoomHistory &m_history;
    RoomDirectory &m_rooms;
    WorkerFeeds &m_feeds;
    PresenceBoard &m_presence;
    const BanList &m_bans;
    RoomMetrics &m_metrics;
    const int m_replayLimit;
    const qint64 m_replayBytesLimit;
    qint64 m_participantsPerRoom;
    LimitCounters &m_counters;
    QHash<MemberId, Whereabouts> m_whereabouts;
    std::map<EnteringId, Entering> m_entering;
};

} // namespace parlor
