// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/Counter.h"

#include <array>
#include <cstddef>
#include <span>

namespace parlor {

/// How often a figure was how large, in buckets that are fixed when it is made. One thread observes, any may read, at the cost of
/// a search in one small array and two additions.
class Histogram {
public:
    static constexpr std::size_t MaxBounds = 20;

    /// Upper bounds in nanoseconds, from 50 µs to 10 s: what a person does not notice, up to what nobody waits for.
    static std::span<const qint64> durations();
    /// Powers of two up to 4096: how many things one step took together.
    static std::span<const qint64> sizes();

    /// \a bounds ascend, are at most MaxBounds, and outlive this. A figure that is equal to a bound belongs to it.
    explicit Histogram(std::span<const qint64> bounds);

    /// The one thread only. \a figure is not negative.
    void observe(qint64 figure);

    std::span<const qint64> bounds() const { return m_bounds; }
    /// How many figures lie in the bucket that ends with that bound; in the last one, those above all bounds.
    quint64 count(std::size_t bucket) const { return m_counts[bucket].value(); }
    quint64 sum() const { return m_sum.value(); }

private:
    const std::span<const qint64> m_bounds;
    std::array<Counter, MaxBounds + 1> m_counts;
    Counter m_sum;
};

} // namespace parlor
