// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Measurement.h"

#include "Clock.h"
#include "Fleet.h"

#include <QHash>

#include <algorithm>

namespace parlor::load {

using namespace Qt::StringLiterals;

namespace {

QHash<QByteArray, qint64> newestOrders(const Fleet &fleet)
{
    QHash<QByteArray, qint64> newest;
    for (const auto &session : fleet.sessions()) {
        qint64 &order = newest[session->roomId()];
        order = std::max(order, session->ledger().last());
    }
    return newest;
}

qint64 countUnheard(const Fleet &fleet)
{
    const QHash<QByteArray, qint64> newest = newestOrders(fleet);
    qint64 unheard = 0;
    for (const auto &session : fleet.sessions()) {
        if (session->state() == Session::State::Joined)
            unheard += newest[session->roomId()] - session->ledger().last();
    }
    return unheard;
}

} // namespace

Measurement::Measurement(const ServerProbe &server) :
    m_server(server),
    m_seconds(double(nowNs()) / double(NsPerSecond)),
    m_serverCpu(server.isThere() ? server.cpuSeconds() : 0),
    m_ownCpu(ownCpuSeconds())
{
}

void Measurement::finish()
{
    m_seconds = double(nowNs()) / double(NsPerSecond) - m_seconds;
    m_serverCpu = m_server.isThere() ? m_server.cpuSeconds() - m_serverCpu : 0;
    m_ownCpu = ownCpuSeconds() - m_ownCpu;
}

void Measurement::putRates(QJsonObject &figures, const QString &name, double count) const
{
    figures.insert(name + "PerSecond"_L1, count / m_seconds);
    if (m_serverCpu > 0)
        figures.insert(name + "PerCpuSecond"_L1, count / m_serverCpu);
}

void Measurement::putCosts(QJsonObject &figures) const
{
    figures.insert(u"seconds"_s, m_seconds);
    figures.insert(u"generatorCores"_s, m_ownCpu / m_seconds);
    if (m_server.isThere())
        figures.insert(u"serverCores"_s, m_serverCpu / m_seconds);
}

void putLatency(QJsonObject &figures, const LatencyHistogram &latency, const QString &prefix)
{
    const auto put = [&](QLatin1StringView name, double value) {
        figures.insert(
            prefix.isEmpty() ? QString(name) : prefix + QString(name).replace(0, 1, QString(name[0]).toUpper()), value);
    };
    put("p50Ms"_L1, latency.percentileMs(0.5));
    put("p99Ms"_L1, latency.percentileMs(0.99));
    put("p999Ms"_L1, latency.percentileMs(0.999));
    put("maxMs"_L1, latency.maxMs());
}

void putLedgers(QJsonObject &figures, const Fleet &fleet)
{
    quint64 heard = 0, gaps = 0, duplicates = 0, outOfOrder = 0, excused = 0;
    for (const auto &session : fleet.sessions()) {
        const OrderLedger &ledger = session->ledger();
        heard += ledger.heard();
        gaps += ledger.gaps();
        duplicates += ledger.duplicates();
        outOfOrder += ledger.outOfOrder();
        excused += ledger.excused();
    }
    figures.insert(u"heard"_s, qint64(heard));
    figures.insert(u"gaps"_s, qint64(gaps));
    figures.insert(u"duplicates"_s, qint64(duplicates));
    figures.insert(u"outOfOrder"_s, qint64(outOfOrder));
    figures.insert(u"excused"_s, qint64(excused));
    figures.insert(u"unheard"_s, countUnheard(fleet));
    figures.insert(u"failed"_s, fleet.countFailed());
}

bool isLevel(const Fleet &fleet)
{
    return countUnheard(fleet) == 0;
}

} // namespace parlor::load
