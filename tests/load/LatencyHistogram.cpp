// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "LatencyHistogram.h"

#include "Clock.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace parlor::load {

void LatencyHistogram::add(qint64 nanoseconds)
{
    const qint64 microseconds = std::clamp<qint64>(nanoseconds / 1000, 0, std::numeric_limits<quint32>::max());
    ++m_buckets[bucketOf(quint32(microseconds))];
    ++m_count;
    m_maxNs = std::max(m_maxNs, nanoseconds);
}

double LatencyHistogram::percentileMs(double fraction) const
{
    const auto wanted = quint64(std::ceil(fraction * double(m_count)));
    quint64 passed = 0;
    for (std::size_t bucket = 0; bucket < m_buckets.size(); ++bucket) {
        passed += m_buckets[bucket];
        if (passed >= wanted && passed > 0)
            return std::min(double(topOf(bucket)) / 1000, maxMs());
    }
    return 0;
}

double LatencyHistogram::maxMs() const
{
    return double(m_maxNs) / double(NsPerMs);
}

std::size_t LatencyHistogram::bucketOf(quint32 microseconds)
{
    // Below two times the steps, each microsecond has its own bucket; above, the first bits say which.
    const int shift = std::max(0, int(std::bit_width(microseconds)) - StepBits - 1);
    return (std::size_t(shift) << StepBits) + (microseconds >> shift);
}

quint64 LatencyHistogram::topOf(std::size_t bucket)
{
    const std::size_t steps = std::size_t(1) << StepBits;
    if (bucket < 2 * steps)
        return bucket + 1;
    const std::size_t shift = (bucket >> StepBits) - 1;
    return quint64(bucket - (shift << StepBits) + 1) << shift;
}

} // namespace parlor::load
