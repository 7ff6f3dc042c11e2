// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "limits/RateLimit.h"

#include <algorithm>
#include <chrono>

namespace parlor {

namespace {

constexpr qint64 NsPerSecond = 1'000'000'000;
constexpr qint64 NsPerMs = 1'000'000;
constexpr qint64 SecondsInBucket = 2;

} // namespace

RateLimit::RateLimit(int perSecond) :
    m_intervalNs(perSecond > 0 ? NsPerSecond / perSecond : 0),
    m_capacityNs(SecondsInBucket * perSecond * m_intervalNs)
{
}

int RateLimit::Bucket::take(const RateLimit &limit, qint64 nowNs)
{
    if (limit.isUnlimited())
        return 0;
    const qint64 fullAtNs = std::max(m_fullAtNs, nowNs) + limit.m_intervalNs;
    const qint64 missingNs = fullAtNs - nowNs - limit.m_capacityNs;
    if (missingNs > 0)
        return int((missingNs + NsPerMs - 1) / NsPerMs);
    m_fullAtNs = fullAtNs;
    return 0;
}

qint64 RateLimit::nowNs()
{
    return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace parlor
