// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitoring/HealthController.h"

#include "json/JsonText.h"
#include "rest/RestRequest.h"
#include "rest/RouteTable.h"
#include "rooms/RoomLink.h"

#include <QPointer>

#include <utility>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

RestResponse ready()
{
    return RestResponse::json(200, R"({"status":"ready"})");
}

RestResponse unready(const QStringList &reasons)
{
    QByteArray body = R"({"status":"unavailable","reasons":[)";
    for (const QString &reason : reasons) {
        if (!body.endsWith('['))
            body += ',';
        json::appendString(body, reason);
    }
    body += "]}";
    return RestResponse::json(503, body).with("Retry-After", "1");
}

QString reasonOf(const Error &error)
{
    return error.messages.isEmpty() ? u"The storage is unavailable"_s : error.messages.join(u' ');
}

} // namespace

HealthController::HealthController(RoomLink &rooms, const Settings &settings, RouteTable &routes, QObject *parent) :
    QObject(parent),
    m_rooms(rooms),
    m_settings(settings)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { tell(u"The store does not answer"_s); });
    routes.add("GET", LivePath, RouteTable::Public, [](const RestRequest &, const HttpReply &reply) {
        reply.send(RestResponse::json(200, R"({"status":"live"})"));
    });
    routes.add("GET", ReadyPath, RouteTable::Public, this, &HealthController::showReady);
}

void HealthController::showReady(const RestRequest &, const HttpReply &reply)
{
    QStringList reasons;
    const ServerState state = m_settings.state();
    if (state != ServerState::Serving)
        reasons.append(state == ServerState::Starting ? u"The server is starting"_s : u"The server is stopping"_s);
    for (const QString &thread : m_settings.stalledThreads())
        reasons.append(u"The thread '%1' does not answer"_s.arg(thread));
    if (!reasons.isEmpty()) {
        reply.send(unready(reasons));
        return;
    }
    if (m_sinceTrial.isValid() && !m_sinceTrial.hasExpired(m_settings.trialValidMs)) {
        reply.send(m_outcome.isEmpty() ? ready() : unready({ m_outcome }));
        return;
    }
    m_waiting.push_back(reply);
    if (!m_deadline.isActive())
        m_deadline.start(m_settings.trialTimeoutMs);
    tryStore();
}

void HealthController::tryStore()
{
    // One that does not answer gets no second one to answer.
    if (std::exchange(m_isTrying, true))
        return;
    m_rooms.proveWritable([self = QPointer(this)](const Result<void> &proof) {
        if (!self)
            return;
        self->m_isTrying = false;
        self->m_outcome = proof ? QString() : reasonOf(proof.error());
        self->m_sinceTrial.start();
        self->tell(self->m_outcome);
    });
}

void HealthController::tell(const QString &reason)
{
    m_deadline.stop();
    for (const HttpReply &reply : std::exchange(m_waiting, {}))
        reply.send(reason.isEmpty() ? ready() : unready({ reason }));
}

} // namespace parlor
