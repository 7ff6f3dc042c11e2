// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/StatsController.h"

#include "model/ServerStats.h"
#include "rest/HttpReply.h"
#include "rest/RestRequest.h"
#include "rest/RouteTable.h"
#include "rooms/RoomLink.h"

#include <QPointer>

#include <cmath>

namespace parlor {

namespace {

constexpr int SampleIntervalMs = 1'000;
constexpr qint64 KeepSamplingMs = 60'000;

} // namespace

StatsController::StatsController(RoomLink &rooms, std::function<ConnectionCounts()> connections,
                                 RouteTable &routes) :
    m_rooms(rooms),
    m_connections(std::move(connections))
{
    m_clock.start();
    m_sampling.setInterval(SampleIntervalMs);
    connect(&m_sampling, &QTimer::timeout, this, &StatsController::sample);
    routes.add("GET", "/api/v1/stats", Action::ReadStatistics, this, &StatsController::show);
}

void StatsController::show(const RestRequest &, const HttpReply &reply)
{
    m_lastAskedMs = m_clock.elapsed();
    if (!m_sampling.isActive())
        m_sampling.start();
    m_rooms.count([self = QPointer(this), reply](const Result<RoomManager::Counts> &counted) {
        if (!self)
            return;
        reply.sendResult(counted, [&self](const RoomManager::Counts &counts) {
            self->addSample(counts);
            return RestResponse::json(200, self->toJson(counts));
        });
    });
}

void StatsController::sample()
{
    if (m_clock.elapsed() - m_lastAskedMs > KeepSamplingMs) {
        m_sampling.stop();
        return;
    }
    // Where the rooms are slow to answer, asking again would make them slower.
    if (std::exchange(m_isCounting, true))
        return;
    m_rooms.count([self = QPointer(this)](const Result<RoomManager::Counts> &counted) {
        if (!self)
            return;
        self->m_isCounting = false;
        if (counted)
            self->addSample(*counted);
    });
}

void StatsController::addSample(const RoomManager::Counts &counts)
{
    m_messages.addSample(m_clock.elapsed(), counts.messagesPosted);
}

QByteArray StatsController::toJson(const RoomManager::Counts &counts) const
{
    const ConnectionCounts connections = m_connections ? m_connections() : ConnectionCounts();
    ServerStats stats;
    stats.version = QStringLiteral(PARLOR_VERSION);
    stats.uptime = m_clock.elapsed() / 1000;
    stats.http = connections.http;
    stats.socketIo = connections.socketIo;
    stats.plainWebSocket = connections.plainWebSocket;
    stats.rooms = counts.rooms;
    stats.participants = counts.participants;
    stats.messagesStored = counts.messagesStored;
    stats.messagesPosted = counts.messagesPosted;
    stats.messagesPerSecond = std::round(m_messages.perSecond() * 10) / 10;
    return stats.toJson();
}

} // namespace parlor
