// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "monitoring/ServerState.h"
#include "rest/HttpReply.h"

#include <QByteArrayList>
#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

namespace parlor {

class RoomLink;
class RouteTable;
struct RestRequest;

/// `/health/live` and `/health/ready`, for whoever starts servers and sends clients to them. Public: they say nothing of rooms or
/// people.
///
/// Ready is a server that serves, whose threads all run, and whose store can be written to. The last is tried, through every thread that
/// a post passes: at most once a second, however many ask.
class HealthController : public QObject {
    Q_OBJECT

public:
    struct Settings {
        /// Both are called on the worker's thread and must be cheap.
        std::function<ServerState()> state;
        /// Threads that have not come to their events for a while.
        std::function<QStringList()> stalledThreads;
        /// How long the store may take to answer.
        int trialTimeoutMs = 3'000;
        /// How long an outcome is good for others who ask.
        int trialValidMs = 1'000;
    };

    /// What it answers.
    static QByteArrayList paths() { return { LivePath, ReadyPath }; }

    /// \a rooms must outlive the controller, the controller \a routes.
    HealthController(RoomLink &rooms, const Settings &settings, RouteTable &routes, QObject *parent = nullptr);

private:
    static constexpr const char *LivePath = "/health/live";
    static constexpr const char *ReadyPath = "/health/ready";

    void showReady(const RestRequest &request, const HttpReply &reply);
    void tryStore();
    /// Answers all who wait.
    void tell(const QString &reason);

    RoomLink &m_rooms;
    const Settings m_settings;
    std::vector<HttpReply> m_waiting; ///< for the trial that is under way
    bool m_isTrying = false;
    QTimer m_deadline;
    QElapsedTimer m_sinceTrial; ///< invalid where there was none
    QString m_outcome; ///< of the last trial: empty, or why the store cannot be written to
};

} // namespace parlor
