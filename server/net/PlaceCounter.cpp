// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/PlaceCounter.h"

namespace parlor {

using namespace Qt::StringLiterals;

PlaceCounter::PlaceCounter(const Limits &limits, const QString &what, LimitCounters *counters) :
    m_limits(limits),
    m_what(what),
    m_counters(counters)
{
}

std::optional<Error> PlaceCounter::check(const PeerNetwork &network) const
{
    if (m_limits.inAll > 0 && m_count >= m_limits.inAll) {
        count(Limit::Connections);
        return Error::of(Error::Kind::StorageUnavailable, u"too many "_s + m_what);
    }
    if (m_limits.perNetwork > 0 && isCounted(network) && m_countOf.value(network) >= m_limits.perNetwork) {
        count(Limit::ConnectionsOfAddress);
        return Error::of(Error::Kind::TooManyRequests, u"too many "_s + m_what + u" from this address"_s);
    }
    return std::nullopt;
}

void PlaceCounter::enter(const PeerNetwork &network)
{
    ++m_count;
    if (isCounted(network))
        ++m_countOf[network];
}

void PlaceCounter::leave(const PeerNetwork &network)
{
    --m_count;
    const auto count = m_countOf.find(network);
    if (count != m_countOf.end() && --*count == 0)
        m_countOf.erase(count);
}

bool PlaceCounter::isCounted(const PeerNetwork &network) const
{
    return !(m_limits.exemptsLoopback && network.isLoopback());
}

void PlaceCounter::count(Limit limit) const
{
    if (m_counters)
        m_counters->count(limit);
}

} // namespace parlor
