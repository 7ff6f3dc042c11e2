// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/FanoutQueue.h"

#include "gateway/FanoutGroup.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace parlor {

namespace {

constexpr double HalfLifeNs = 500e6;

void bringUpToDate(FairShare &share, qint64 nowNs)
{
    share.used *= std::exp2(double(share.atNs - nowNs) / HalfLifeNs);
    share.atNs = nowNs;
}

} // namespace

void FanoutQueue::push(FanoutGroup &group, qint64 nowNs)
{
    FairShare &share = group.share();
    if (std::exchange(share.isQueued, true))
        return;
    bringUpToDate(share, nowNs);
    // All that is used halves in the same time, so the order of two that wait does not change, and this is a measure of it.
    const double rank = std::log2(share.used + double(group.size()) + 1) + double(nowNs) / HalfLifeNs;
    m_places.push_back({ &group, rank, m_number++ });
    std::ranges::push_heap(m_places, isBehind);
}

void FanoutQueue::charge(std::size_t clients, qint64 nowNs)
{
    FairShare &share = first().share();
    bringUpToDate(share, nowNs);
    share.used += double(clients);
}

void FanoutQueue::pop()
{
    first().share().isQueued = false;
    std::ranges::pop_heap(m_places, isBehind);
    m_places.pop_back();
}

void FanoutQueue::remove(FanoutGroup &group)
{
    if (!std::exchange(group.share().isQueued, false))
        return;
    std::erase_if(m_places, [&group](const Place &place) { return place.group == &group; });
    std::ranges::make_heap(m_places, isBehind);
}

bool FanoutQueue::isBehind(const Place &place, const Place &other)
{
    return std::tie(place.rank, place.number) > std::tie(other.rank, other.number);
}

} // namespace parlor
