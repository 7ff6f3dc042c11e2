// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "limits/UserRates.h"

#include <algorithm>

namespace parlor {

namespace {

constexpr qsizetype FirstSweep = 1024;

} // namespace

UserRates::UserRates(const RateLimit &limit) :
    m_limit(limit),
    m_nextSweep(FirstSweep)
{
}

int UserRates::take(const QString &user, qint64 nowNs)
{
    if (m_limit.isUnlimited())
        return 0;
    if (m_buckets.size() >= m_nextSweep)
        forgetFull(nowNs);
    return m_buckets[user].take(m_limit, nowNs);
}

void UserRates::forgetFull(qint64 nowNs)
{
    m_buckets.removeIf([nowNs](const auto &entry) { return entry.value().isFull(nowNs); });
    // As many must come again before the next one, so that each costs the same in the long run.
    m_nextSweep = std::max(FirstSweep, m_buckets.size() * 2);
}

} // namespace parlor
