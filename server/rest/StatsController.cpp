// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/StatsController.h"

#include "json/JsonText.h"
#include "rest/HttpReply.h"
#include "rest/RestRequest.h"
#include "rest/RouteTable.h"
#include "rooms/RoomLink.h"

#include <QJsonObject>
#include <QPointer>

#include <cmath>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

constexpr int SampleIntervalMs = 1'000;
constexpr qint64 KeepSamplingMs = 60'000;

void appendNumber(QByteArray &out, QLatin1StringView name, qint64 number)
{
    json::appendKey(out, name);
    out += QByteArray::number(number);
}

void appendConnections(QByteArray &out, const ConnectionCounts &counts)
{
    json::appendKey(out, "connections"_L1);
    out += '{';
    appendNumber(out, "total"_L1, counts.http + counts.socketIo + counts.plainWebSocket);
    appendNumber(out, "http"_L1, counts.http);
    appendNumber(out, "socketIo"_L1, counts.socketIo);
    appendNumber(out, "plainWebSocket"_L1, counts.plainWebSocket);
    out += '}';
}

} // namespace

StatsController::StatsController(RoomLink &rooms, std::function<ConnectionCounts()> connections,
                                 RouteTable &routes) :
    m_rooms(rooms),
    m_connections(std::move(connections))
{
    m_clock.start();
    m_sampling.setInterval(SampleIntervalMs);
    connect(&m_sampling, &QTimer::timeout, this, &StatsController::sample);
    routes.add("GET", "/api/v1/stats", this, &StatsController::show);
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
    QByteArray out("{");
    json::appendKey(out, "version"_L1);
    out += "\"" PARLOR_VERSION "\"";
    appendNumber(out, "uptime"_L1, m_clock.elapsed() / 1000);
    appendConnections(out, m_connections ? m_connections() : ConnectionCounts());
    appendNumber(out, "rooms"_L1, counts.rooms);
    appendNumber(out, "participants"_L1, counts.participants);
    json::appendKey(out, "messages"_L1);
    out += '{';
    appendNumber(out, "stored"_L1, counts.messagesStored);
    appendNumber(out, "posted"_L1, counts.messagesPosted);
    out += '}';
    json::appendKey(out, "rates"_L1);
    out += '{';
    json::appendKey(out, "messagesPerSecond"_L1);
    json::appendValue(out, std::round(m_messages.perSecond() * 10) / 10);
    out += "}}";
    return out;
}

} // namespace parlor
