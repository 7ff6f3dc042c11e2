// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Participant.h"
#include "model/Room.h"
#include "rooms/RoomStore.h"
#include "rooms/RoomTypes.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <optional>
#include <vector>

namespace parlor {

/// What changed among a room's participants since its last presence event. One who came and went in between is in
/// neither list; one whose name or extras changed counts as joined.
struct PresenceChanges {
    QList<Participant> joined;
    QList<Participant> left;

    bool isEmpty() const { return joined.isEmpty() && left.isEmpty(); }
};

/// The state of one life of a room: its history's end, who is in it and who left it a short while ago. Knows the rules
/// of membership and nothing of stores, feeds or clocks. Rooms thread only.
class ActiveRoom {
public:
    enum class State : quint8 {
        Creating, ///< its id is taken, the store has not confirmed it yet
        Open,
        Closing, ///< nobody finds it any more; what was under way still completes
    };

    ActiveRoom(const StoredRoom &stored, State state);

    RoomKey key() const { return m_stored.key; }
    const QString &roomId() const { return m_stored.roomId; }
    const QString &creatorUsername() const { return m_stored.creatorUsername; }
    /// JSON text, made once.
    const QByteArray &roomIdJson() const { return m_roomIdJson; }
    const QByteArray &participantsEventName() const { return m_participantsEventName; }
    const QByteArray &presenceEventName() const { return m_presenceEventName; }

    bool isOpen() const { return m_state == State::Open; }
    bool isClosing() const { return m_state == State::Closing; }
    void setState(State state) { m_state = state; }
    Room toRoom() const;

    /// The newest order that is stored. What is on its way to the store does not count.
    qint64 lastOrder() const { return m_stored.lastOrder; }
    qint64 messages() const { return m_stored.messages(); }
    /// The order for the next message that goes to the store; commit() or returnOrders() follows.
    qint64 takeOrder() { return ++m_lastTaken; }
    /// What was taken since the last commit was not stored: it is there to be taken again.
    void returnOrders() { m_lastTaken = lastOrder(); }
    /// \a message was stored and is the newest now.
    void commit(const NewMessage &message);
    /// Messages before \a oldestOrder are gone.
    void trim(qint64 oldestOrder);

    /// Whether \a member participates or observes.
    bool contains(MemberId member) const { return m_occupants.contains(member); }
    /// The order after which \a member hears everything live: the room's newest when it came in, or now for one who
    /// is not in.
    qint64 heardSince(MemberId member) const;
    QList<MemberId> members() const { return m_occupants.keys(); }
    /// Whether the worker has anybody who participates or observes.
    bool isHeardOn(quint16 worker) const;
    bool isHeard() const { return !m_occupants.isEmpty(); }

    /// \a member participates, or has a new name or new extras. Entries of departed ones with that name are dropped.
    /// True if there is something to tell the room.
    bool join(MemberId member, const Participant &participant);
    /// False if it did not participate. \a now is the time for expireDeparted().
    bool leave(MemberId member, qint64 now);
    /// Nothing where \a member does not participate.
    const Participant *participant(MemberId member) const;
    /// The participant of that connection; 0 for none.
    MemberId findParticipant(const QString &socketId) const { return m_bySocketId.value(socketId, 0); }
    qint64 participantCount() const { return m_participantCount; }

    void observe(MemberId member);
    bool unobserve(MemberId member);

    /// Those connected, then those departed, each by time of joining.
    QList<Participant> participants() const;
    PresenceChanges takePresenceChanges();

    /// \a participant was in the room when the last server ended: counts as one who left at \a now.
    void restore(const Participant &participant, qint64 now);
    /// Drops those who left at \a time or before. True if there were any.
    bool expireDeparted(qint64 time);
    /// Keeps the \a count who left last.
    void limitDeparted(qsizetype count);
    /// When the one who is departed the longest left.
    std::optional<qint64> oldestDeparture() const;

private:
    struct Seat {
        Participant participant;
        /// Counts up with each joining: the order of the lists.
        quint64 serial = 0;
    };
    struct Occupant {
        qint64 heardSince = 0;
        bool observes = false;
        std::optional<Seat> seat;
    };
    struct Departed {
        Seat seat;
        qint64 leftAt = 0;
    };

    Occupant &admit(MemberId member);
    void dismissIfIdle(QHash<MemberId, Occupant>::iterator occupant);
    void dropDeparted(const Participant &comer);
    static QList<Participant> inOrder(std::vector<const Seat *> seats);

    StoredRoom m_stored;
    qint64 m_lastTaken;
    State m_state;
    const QByteArray m_roomIdJson;
    const QByteArray m_participantsEventName;
    const QByteArray m_presenceEventName;

    QHash<MemberId, Occupant> m_occupants;
    QHash<QString, MemberId> m_bySocketId;
    qint64 m_participantCount = 0;
    std::vector<int> m_occupantsOnWorker;
    /// In the order of leaving.
    QList<Departed> m_departed;
    quint64 m_lastSerial = 0;

    /// Since the last presence event.
    QSet<MemberId> m_newcomers;
    QSet<MemberId> m_changed;
    QHash<MemberId, Seat> m_leavers;
};

} // namespace parlor
