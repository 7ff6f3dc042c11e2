// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/PresenceCoalescer.h"
#include "rooms/RoomSettings.h"
#include "rooms/RoomStore.h"
#include "rooms/RoomTypes.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <optional>
#include <set>
#include <utility>

namespace parlor {

class ActiveRoom;
class EndOfTurn;
class RoomDirectory;
class WorkerFeeds;

/// Tells rooms who is in them: as the whole list or, in large rooms, as differences, coalesced in time; and forgets
/// those who departed after a while. Rooms thread only.
class PresenceBoard : public QObject {
    Q_OBJECT

public:
    /// \a turn is scheduled when something may be due; its action is expected to call publishDue().
    /// \a store gets a record of who is where.
    PresenceBoard(RoomStore &store, RoomDirectory &rooms, WorkerFeeds &feeds, EndOfTurn &turn,
                  const RoomSettings &settings, QObject *parent = nullptr);

    /// Milliseconds of this board's clock, for ActiveRoom::leave().
    qint64 now() const { return m_clock.elapsed(); }

    /// Somebody joined \a room or has a new name, or the room is back.
    void changed(const ActiveRoom &room);
    /// Somebody left \a room.
    void left(ActiveRoom &room);
    void forget(RoomKey room);
    /// Those who were in their rooms when the last server ended are shown as departed ones.
    void restore(const QList<StoredParticipant> &participants);
    /// Ends the record with what it is now: those who are disconnected because the server stops were in their rooms.
    void closeRecord();
    /// Pushes the events that are due.
    void publishDue();

Q_SIGNALS:
    /// A presence event was due, whether anybody hears it or not.
    void published(const QString &roomId, qint64 participants);

private:
    void publish(const QList<RoomKey> &rooms);
    PresenceRecord publish(ActiveRoom &room);
    void limitDeparted(ActiveRoom &room) const;
    void expireDeparted();
    void watchDepartures(const ActiveRoom &room);
    void setTimer();
    std::optional<qint64> nextDeadline() const;

    RoomStore &m_store;
    RoomDirectory &m_rooms;
    WorkerFeeds &m_feeds;
    EndOfTurn &m_turn;
    const int m_intervalMs;
    const int m_listLimit;
    const int m_departedForMs;
    bool m_isRecording = true;
    PresenceCoalescer m_coalescer;
    /// When a room's oldest departed entry ends, one for each room that has any.
    std::set<std::pair<qint64, RoomKey>> m_expiries;
    QHash<RoomKey, qint64> m_expiresAt;
    QElapsedTimer m_clock;
    QTimer m_timer;
    /// What the timer runs for.
    std::optional<qint64> m_timerDeadline;
};

} // namespace parlor
