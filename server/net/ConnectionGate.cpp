// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ConnectionGate.h"

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

ConnectionGate::ConnectionGate(const Settings &settings, LimitCounters &counters, QObject *parent) :
    QObject(parent),
    m_places({ settings.maxInAll, settings.maxPerNetwork, settings.exemptsLoopback }, u"connections"_s, &counters),
    m_maxAnswers(settings.maxAnswers),
    m_departures(
        [this](const std::vector<Departure> &departures) {
            std::ranges::for_each(departures, [this](const Departure &departure) { leave(departure); });
        },
        this)
{
}

void ConnectionGate::setLimits(qint64 maxPerNetwork, qint64 maxInAll)
{
    m_places.setLimits({ maxInAll, maxPerNetwork, m_places.limits().exemptsLoopback });
}

ConnectionGate::Verdict ConnectionGate::enter(const PeerNetwork &network)
{
    if (auto refusal = m_places.check(network)) {
        if (m_answers >= m_maxAnswers)
            return Verdict::Dropped;
        ++m_answers;
        m_refusal = *std::move(refusal);
        return Verdict::Refused;
    }
    m_places.enter(network);
    return Verdict::Admitted;
}

void ConnectionGate::leave(const Departure &departure)
{
    if (departure.wasAdmitted)
        m_places.leave(departure.network);
    else
        --m_answers;
}

} // namespace parlor
