// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FanoutCase.h"

#include "Clock.h"
#include "Measurement.h"
#include "RestClient.h"

#include <algorithm>

namespace parlor::load {

using namespace Qt::StringLiterals;

namespace {

/// At full speed, reading the stamp of each delivery would make this program the slower one.
constexpr quint64 SampleOneIn = 8;
/// After joining, rooms tell who is there.
constexpr double PresenceSeconds = 0.3;
constexpr double DrainSeconds = 10;

} // namespace

FanoutCase::FanoutCase(const LoadOptions &options) :
    m_options(options),
    m_publishers(options.rooms * options.publishers),
    m_fleet(options.endpoint, options.protocol)
{
}

tl::expected<QJsonObject, QString> FanoutCase::run()
{
    const ServerProbe server(m_options.processId);
    const qint64 residentBefore = server.isThere() ? server.residentBytes() : 0;
    if (const auto prepared = prepare(); !prepared)
        return tl::unexpected(prepared.error());
    m_fleet.runFor(PresenceSeconds);
    const qint64 residentAfter = server.isThere() ? server.residentBytes() : 0;

    startPosting();
    runFor(m_options.posts > 0 ? 0 : m_options.warmup);
    m_isCounting = true;
    const qint64 postedBefore = m_options.posts > 0 ? 0 : m_posted;
    Measurement measurement(server);
    runFor(m_options.seconds);
    measurement.finish();
    const qint64 posted = m_posted - postedBefore;
    m_isCounting = false;
    m_isPosting = false;
    drain();
    if (m_options.posts > m_heardOwn)
        return tl::unexpected(u"of %1 messages only %2 were heard"_s.arg(m_options.posts).arg(m_heardOwn));

    QJsonObject figures;
    measurement.putRates(figures, u"deliveries"_s, double(m_deliveries));
    measurement.putRates(figures, u"posts"_s, double(posted));
    measurement.putCosts(figures);
    putLatency(figures, m_latency);
    putLedgers(figures, m_fleet);
    figures.insert(u"posted"_s, m_posted);
    figures.insert(u"connections"_s, qint64(m_fleet.sessions().size()));
    if (server.isThere()) {
        figures.insert(u"bytesPerConnection"_s,
                       double(residentAfter - residentBefore) / double(m_fleet.sessions().size()));
        figures.insert(u"residentBytes"_s, server.residentBytes());
    }
    return figures;
}

tl::expected<void, QString> FanoutCase::prepare()
{
    if (m_fleet.dialect().hasJoins()) {
        RestClient rest(m_options.endpoint);
        for (int room = 0; room < m_options.rooms; ++room) {
            if (const auto created = rest.createRoom(roomName(room)); !created)
                return created;
        }
    }
    // The publishers of all rooms are the first.
    for (int member = 0; member < m_options.members; ++member) {
        for (int room = 0; room < m_options.rooms; ++room) {
            Session &session = m_fleet.add(roomName(room), *this);
            if (m_options.observe && !isPublisher(session))
                session.observeOnly();
        }
    }
    for (int i = 0; i < m_options.idle; ++i)
        m_fleet.add({}, *this);
    return m_fleet.openAll();
}

QByteArray FanoutCase::roomName(int room) const
{
    return m_options.prefix + '-' + QByteArray::number(room);
}

void FanoutCase::startPosting()
{
    m_isPosting = true;
    m_nextRateNs = nowNs();
    if (m_options.rate > 0)
        return;
    for (int i = 0; i < m_publishers; ++i) {
        for (int inFlight = 0; inFlight < m_options.window; ++inFlight)
            post(*m_fleet.sessions()[i], nowNs());
    }
}

void FanoutCase::post(Session &session, qint64 stampNs)
{
    if (m_options.posts > 0 && m_posted >= m_options.posts)
        return;
    ++m_posted;
    session.post(stampNs, m_options.contentBytes, false);
}

void FanoutCase::onMessage(Session &session, QByteArrayView json)
{
    if (m_isCounting)
        ++m_deliveries;
    const bool publishes = isPublisher(session);
    if (!publishes && m_options.rate == 0 && ++m_sample % SampleOneIn != 0)
        return;
    const auto stamp = m_reader.stamp(json);
    if (!stamp)
        return;
    const qint64 now = nowNs();
    if (m_isCounting)
        m_latency.add(now - stamp->sentNs);
    if (!publishes || stamp->author != session.number())
        return;
    ++m_heardOwn;
    if (m_isPosting && m_options.rate == 0)
        post(session, now);
}

void FanoutCase::runFor(double seconds)
{
    const qint64 deadline = nowNs() + secondsToNs(seconds);
    if (m_options.posts > 0)
        m_fleet.runUntil(deadline, [this] { return m_heardOwn == m_options.posts; });
    else if (m_options.rate > 0)
        runAtRate(deadline);
    else
        m_fleet.runUntil(deadline);
}

void FanoutCase::runAtRate(qint64 deadlineNs)
{
    for (qint64 turn = m_posted; nowNs() < deadlineNs;) {
        m_fleet.runUntil(std::min(deadlineNs, m_nextRateNs));
        // One that is late keeps the moment at which it was due: a server that stalls must not slow down the load that
        // shows it ("coordinated omission").
        for (; m_nextRateNs <= nowNs(); m_nextRateNs += secondsToNs(1 / m_options.rate))
            post(*m_fleet.sessions()[std::size_t(turn++ % m_publishers)], m_nextRateNs);
    }
}

void FanoutCase::drain()
{
    const qint64 deadline = nowNs() + secondsToNs(DrainSeconds);
    m_fleet.runUntil(deadline, [this] { return m_heardOwn == m_posted; });
    m_fleet.runUntil(deadline, [this] { return isLevel(m_fleet); });
}

} // namespace parlor::load
