// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/Histogram.h"

namespace parlor {

namespace {

constexpr qint64 Us = 1'000;
constexpr qint64 Ms = 1'000'000;
constexpr std::array<qint64, 17> DurationBounds {
    50 * Us, 100 * Us, 250 * Us, 500 * Us, 1 * Ms,    2500 * Us, 5 * Ms,    10 * Ms,     25 * Ms,
    50 * Ms, 100 * Ms, 250 * Ms, 500 * Ms, 1000 * Ms, 2500 * Ms, 5000 * Ms, 10'000 * Ms,
};
constexpr std::array<qint64, 13> SizeBounds { 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096 };

} // namespace

std::span<const qint64> Histogram::durations()
{
    return DurationBounds;
}

std::span<const qint64> Histogram::sizes()
{
    return SizeBounds;
}

Histogram::Histogram(std::span<const qint64> bounds) :
    m_bounds(bounds)
{
    Q_ASSERT(bounds.size() <= MaxBounds);
}

void Histogram::observe(qint64 figure)
{
    std::size_t bucket = 0;
    while (bucket < m_bounds.size() && figure > m_bounds[bucket])
        ++bucket;
    m_counts[bucket].add();
    m_sum.add(quint64(figure));
}

} // namespace parlor
