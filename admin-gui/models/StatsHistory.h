// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/LiveClient.h"
#include "api/RestClient.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QPointF>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <optional>

namespace parlor::admin {

/// What the server said of itself during the last hour, asked every two seconds while the live feed stands.
class StatsHistory : public QObject {
    Q_OBJECT

public:
    enum class Series { MessagesPerSecond, Rooms, Participants, Http, SocketIo, PlainWebSocket };

    /// Both must outlive this.
    StatsHistory(RestClient &rest, LiveClient &live, QObject *parent = nullptr);

    /// The newest, or nothing before the first.
    const std::optional<ServerStats> &latest() const { return m_latest; }
    /// Messages a second between the last two answers.
    double messagesPerSecond() const;
    /// Their average over the last \a minutes, or over as much of them as is known.
    double averageRate(int minutes) const;
    /// The last \a minutes: seconds before now, which are negative, and values. At most \a points of them: rates are
    /// averages, the others what was true at the end of a stretch. Where nobody asked there is no point.
    QList<QPointF> series(Series series, int minutes, int points) const;

    /// Another server: forgets everything.
    void clear();
    /// As if the server had just answered this, at \a ms on a clock that only runs forward.
    void add(const ServerStats &stats, qint64 ms);

Q_SIGNALS:
    void changed();

private:
    struct Sample {
        qint64 ms = 0;
        ServerStats stats;
        double perSecond = 0; ///< since the sample before
        bool isJoined = false; ///< the sample before belongs to the same run of the server
    };

    void follow();
    void ask();
    static double valueOf(const Sample &sample, Series series);

    RestClient &m_rest;
    LiveClient &m_live;
    QElapsedTimer m_clock;
    QTimer m_due;
    QPointer<RestCall> m_call;
    std::optional<ServerStats> m_latest;
    std::deque<Sample> m_samples;
};

} // namespace parlor::admin
