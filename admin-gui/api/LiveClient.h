// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/ApiError.h"
#include "api/Backoff.h"
#include "api/LiveLink.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>

namespace parlor::admin {

/// Where an observer's feed of a room begins.
struct Observation {
    qint64 lastOrder = 0; ///< the room's newest
    bool isWhole = true; ///< false where history does not reach back to what was asked for
};

/// Keeps a live connection: opens it, opens it again with growing pauses when it breaks, and carries requests. Whoever
/// observes something asks for it again each time the client becomes live.
class LiveClient : public QObject {
    Q_OBJECT

public:
    enum class State {
        Off,
        Connecting,
        Live,
        Waiting, ///< tries again by itself
        Refused, ///< the server does not let us in: trying again by itself would be useless
    };
    using Done = std::function<void(const ApiResult<Observation> &)>;

    /// What stands for all rooms.
    static QString allRooms() { return QStringLiteral("*"); }

    /// \a link must outlive the client.
    explicit LiveClient(LiveLink &link, QObject *parent = nullptr);

    void open(const ServerAddress &address);
    void close();
    /// Where it waits or was refused.
    void retryNow();
    /// Ends the connection as refused, where the server lets us in but not do what all this is for. \a problem is a sentence.
    void giveUp(const QString &problem);

    State state() const { return m_state; }
    bool isLive() const { return m_state == State::Live; }
    /// Why it is not live: a sentence, or empty.
    const QString &problem() const { return m_problem; }
    /// Until it tries again by itself.
    int retryInMs() const { return m_retry.remainingTime(); }

    /// Only while live. The events that \a lastOrder brings back come before \a done, which runs once, unless its
    /// context has gone. The server ends the connection where there is no such room.
    void observe(const QString &roomId, std::optional<qint64> lastOrder, QObject *context, Done done);
    void unobserve(const QString &roomId);

Q_SIGNALS:
    void stateChanged();
    /// In order, without answers.
    void received(const QList<parlor::admin::LiveEvent> &events);

private:
    void become(State state, const QString &problem = {});
    void connectNow();
    void handleEnd(LiveLink::Ending ending, const QString &problem);
    void handle(const QList<LiveEvent> &events);
    void settle(const LiveAnswer &answer);
    void failRequests();

    LiveLink &m_link;
    ServerAddress m_address;
    State m_state = State::Off;
    QString m_problem;
    Backoff m_backoff;
    QTimer m_retry;
    QElapsedTimer m_lived;
    qint64 m_lastId = 0;
    QHash<qint64, Done> m_requests;
};

} // namespace parlor::admin
