// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/LiveClient.h"
#include "api/RestClient.h"
#include "models/LineStream.h"
#include "models/ParticipantsModel.h"

#include <QMap>
#include <QObject>
#include <QTimer>

namespace parlor::admin {

/// One room that is watched: what is said, without a gap and without a message twice, and who is there. A connection
/// that breaks only delays it: the feed catches up from the last order it has.
class RoomFeed : public QObject {
    Q_OBJECT

public:
    enum class State {
        Loading,
        Live,
        Stale, ///< no connection, or no answer; what is shown is what was known
        Closed, ///< the room was closed; what was said in it stays to be read here
    };

    /// Both must outlive the feed.
    RoomFeed(RestClient &rest, LiveClient &live, const QString &roomId, QObject *parent = nullptr);
    ~RoomFeed() override;

    const QString &roomId() const { return m_room.roomId; }
    const Room &room() const { return m_room; }
    State state() const { return m_state; }
    /// Why it is not live: a sentence, or empty.
    const QString &problem() const { return m_problem; }

    LineStream &stream() { return m_stream; }
    ParticipantsModel &participants() { return m_participants; }

    /// The page before the oldest line, unless it is the first or is on its way.
    void loadOlder();
    bool isLoadingOlder() const { return m_isLoadingOlder; }
    bool reachesBeginning() const { return m_reachesBeginning; }

Q_SIGNALS:
    void stateChanged();
    /// Something is or was read from the history.
    void loadingChanged();

private:
    void become(State state, const QString &problem = {});
    void follow();
    void tryAgain(const ApiError &error);
    void checkRoom(const Room &room);
    void loadNewest(bool observes);
    void observe();
    void handle(const QList<LiveEvent> &events);
    void accept(const Exchange &exchange, QList<Line> &lines);
    void fillGap();
    void joinEarly();
    void refreshParticipants();
    Line toLine(Exchange exchange) const;

    RestClient &m_rest;
    LiveClient &m_live;
    Room m_room;
    State m_state = State::Loading;
    QString m_problem;
    LineStream m_stream;
    ParticipantsModel m_participants;

    /// The newest order that went into the stream; -1 until the first page is there.
    qint64 m_last = -1;
    /// What is ahead of a gap that is being filled.
    QMap<qint64, Exchange> m_early;
    bool m_isFilling = false;
    bool m_isLoadingOlder = false;
    bool m_reachesBeginning = false;
    /// Counts connections and new beginnings, so that late answers are known.
    quint64 m_era = 0;
    QTimer m_participantsDue;
    QTimer m_again;
};

} // namespace parlor::admin
