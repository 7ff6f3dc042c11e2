// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PostsCase.h"

#include "Clock.h"
#include "Measurement.h"
#include "RestClient.h"

namespace parlor::load {

using namespace Qt::StringLiterals;

namespace {

constexpr double DrainSeconds = 10;

} // namespace

PostsCase::PostsCase(const LoadOptions &options) :
    m_options(options),
    m_fleet(options.endpoint, options.protocol)
{
}

tl::expected<QJsonObject, QString> PostsCase::run()
{
    const ServerProbe server(m_options.processId);
    if (const auto prepared = prepare(); !prepared)
        return tl::unexpected(prepared.error());
    for (const auto &session : m_fleet.sessions()) {
        for (int i = 0; i < m_options.window; ++i)
            post(*session);
    }
    runFor(m_options.posts > 0 ? 0 : m_options.warmup);
    m_isCounting = true;
    Measurement measurement(server);
    runFor(m_options.seconds);
    measurement.finish();
    m_isCounting = false;
    m_isPosting = false;
    const qint64 deadline = nowNs() + secondsToNs(DrainSeconds);
    m_fleet.runUntil(deadline, [this] { return m_stored + m_refused == m_posted && isLevel(m_fleet); });
    if (m_options.posts > m_stored)
        return tl::unexpected(u"of %1 messages only %2 were stored"_s.arg(m_options.posts).arg(m_stored));

    QJsonObject figures;
    measurement.putRates(figures, u"posts"_s, double(m_counted));
    measurement.putCosts(figures);
    putLatency(figures, m_latency);
    putLedgers(figures, m_fleet);
    figures.insert(u"posted"_s, m_posted);
    figures.insert(u"stored"_s, m_stored);
    figures.insert(u"refused"_s, m_refused);
    return figures;
}

tl::expected<void, QString> PostsCase::prepare()
{
    RestClient rest(m_options.endpoint);
    for (int room = 0; room < m_options.rooms; ++room) {
        const QByteArray roomId = m_options.prefix + '-' + QByteArray::number(room);
        if (const auto created = rest.createRoom(roomId); !created)
            return created;
        for (int i = 0; i < m_options.publishers; ++i)
            m_fleet.add(roomId, *this);
    }
    m_sentNs.assign(m_fleet.sessions().size(), std::vector<qint64>(std::size_t(m_options.window)));
    return m_fleet.openAll();
}

void PostsCase::post(Session &session)
{
    if (!m_isPosting || (m_options.posts > 0 && m_posted >= m_options.posts))
        return;
    ++m_posted;
    const qint64 now = nowNs();
    const quint32 id = session.post(now, m_options.contentBytes, true);
    m_sentNs[session.number()][id % quint32(m_options.window)] = now;
}

void PostsCase::onPosted(Session &session, quint32 id, bool isStored)
{
    ++(isStored ? m_stored : m_refused);
    if (m_isCounting && isStored) {
        ++m_counted;
        m_latency.add(nowNs() - m_sentNs[session.number()][id % quint32(m_options.window)]);
    }
    post(session);
}

void PostsCase::runFor(double seconds)
{
    const qint64 deadline = nowNs() + secondsToNs(seconds);
    if (m_options.posts > 0)
        m_fleet.runUntil(deadline, [this] { return m_stored + m_refused == m_options.posts; });
    else
        m_fleet.runUntil(deadline);
}

} // namespace parlor::load
