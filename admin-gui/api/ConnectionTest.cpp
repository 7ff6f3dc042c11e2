// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ConnectionTest.h"

namespace parlor::admin {

ConnectionTest::ConnectionTest(RestTransport &transport, LiveLink &link, QObject *parent) :
    QObject(parent),
    m_rest(transport),
    m_link(link)
{
    connect(&link, &LiveLink::opened, this, [this] {
        finish(true, tr("This is Parlor %1, with %n room(s).", nullptr, int(m_stats.rooms)).arg(m_stats.version));
    });
    connect(&link, &LiveLink::ended, this,
            [this](LiveLink::Ending, const QString &problem) { finish(false, problem); });
}

void ConnectionTest::start(const ServerAddress &address)
{
    cancel();
    m_isRunning = true;
    m_address = address;
    m_call = m_rest.stats(this, [this](const ApiResult<ServerStats> &stats) {
        if (!m_isRunning)
            return;
        if (!stats) {
            const bool isForbidden = stats.error().is(Error::Kind::AccessForbidden);
            return finish(false, isForbidden ? ApiError::mayNotWatch() : stats.error().text);
        }
        m_stats = *stats;
        m_link.open(m_address);
    });
}

void ConnectionTest::cancel()
{
    if (!std::exchange(m_isRunning, false))
        return;
    if (m_call)
        m_call->disconnect(this);
    if (m_call)
        m_call->cancel();
    m_link.close();
}

void ConnectionTest::finish(bool isGood, const QString &verdict)
{
    if (!std::exchange(m_isRunning, false))
        return;
    m_link.close();
    Q_EMIT finished(isGood, verdict);
}

} // namespace parlor::admin
