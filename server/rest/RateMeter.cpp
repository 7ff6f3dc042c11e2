// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/RateMeter.h"

namespace parlor {

namespace {

/// Samples that are closer than this replace each other, so that many askers cost no memory.
constexpr qint64 StepMs = 500;

} // namespace

void RateMeter::addSample(qint64 timeMs, qint64 count)
{
    while (!m_samples.empty() && m_samples.front().timeMs < timeMs - WindowMs)
        m_samples.pop_front();
    // The oldest stays: it is what the newest is compared with.
    const std::size_t size = m_samples.size();
    if (size > 1 && timeMs - m_samples[size - 2].timeMs < StepMs)
        m_samples.pop_back();
    m_samples.push_back({ timeMs, count });
}

double RateMeter::perSecond() const
{
    if (m_samples.size() < 2)
        return 0;
    const Sample &oldest = m_samples.front();
    const Sample &newest = m_samples.back();
    const qint64 elapsedMs = newest.timeMs - oldest.timeMs;
    if (elapsedMs <= 0)
        return 0;
    return double(newest.count - oldest.count) * 1000.0 / double(elapsedMs);
}

} // namespace parlor
