// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ConnectionGate.h"

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

ConnectionGate::ConnectionGate(const Settings &settings, LimitCounters &counters, QObject *parent) :
    QObject(parent),
    m_settings(settings),
    m_counters(counters),
    m_departures(
        [this](const std::vector<Departure> &departures) {
            std::ranges::for_each(departures, [this](const Departure &departure) { leave(departure); });
        },
        this)
{
}

void ConnectionGate::setLimits(qint64 maxPerNetwork, qint64 maxInAll)
{
    m_settings.maxPerNetwork = maxPerNetwork;
    m_settings.maxInAll = maxInAll;
}

ConnectionGate::Verdict ConnectionGate::enter(const PeerNetwork &network)
{
    if (auto refusal = check(network)) {
        if (m_answers >= m_settings.maxAnswers)
            return Verdict::Dropped;
        ++m_answers;
        m_refusal = *std::move(refusal);
        return Verdict::Refused;
    }
    ++m_count;
    if (isCounted(network))
        ++m_countOf[network];
    return Verdict::Admitted;
}

std::optional<Error> ConnectionGate::check(const PeerNetwork &network)
{
    if (m_settings.maxInAll > 0 && m_count >= m_settings.maxInAll) {
        m_counters.count(Limit::Connections);
        return Error::of(Error::Kind::StorageUnavailable, u"too many connections"_s);
    }
    if (m_settings.maxPerNetwork > 0 && isCounted(network) && m_countOf.value(network) >= m_settings.maxPerNetwork) {
        m_counters.count(Limit::ConnectionsOfAddress);
        return Error::of(Error::Kind::TooManyRequests, u"too many connections from this address"_s);
    }
    return std::nullopt;
}

bool ConnectionGate::isCounted(const PeerNetwork &network) const
{
    return !(m_settings.exemptsLoopback && network.isLoopback());
}

void ConnectionGate::leave(const Departure &departure)
{
    if (!departure.wasAdmitted) {
        --m_answers;
        return;
    }
    --m_count;
    const auto count = m_countOf.find(departure.network);
    if (count != m_countOf.end() && --*count == 0)
        m_countOf.erase(count);
}

} // namespace parlor
