// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "rest/RateMeter.h"
#include "rest/RestServer.h"
#include "rooms/RoomManager.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>

namespace parlor {

class HttpReply;
class RoomLink;
class RouteTable;
struct RestRequest;

/// `/stats`. Rates come from samples that it takes once a second for as long as somebody asked within the
/// last minute; the first answer after a quiet time has nothing to compare with and says 0.
class StatsController : public QObject {
    Q_OBJECT

public:
    /// \a rooms must outlive the controller, the controller \a routes. Uptime counts from here.
    StatsController(RoomLink &rooms, std::function<ConnectionCounts()> connections, RouteTable &routes);

private:
    void show(const RestRequest &request, const HttpReply &reply);
    void sample();
    void addSample(const RoomManager::Counts &counts);
    QByteArray toJson(const RoomManager::Counts &counts) const;

    RoomLink &m_rooms;
    const std::function<ConnectionCounts()> m_connections;
    QElapsedTimer m_clock;
    QTimer m_sampling;
    qint64 m_lastAskedMs = 0;
    bool m_isCounting = false;
    RateMeter m_messages;
};

} // namespace parlor
