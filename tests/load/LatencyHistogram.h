// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace parlor::load {

/// Counts durations of 1 µs to an hour in buckets that are less than 2 % wide. Adding allocates nothing.
class LatencyHistogram {
public:
    void add(qint64 nanoseconds);

    quint64 count() const { return m_count; }
    /// Milliseconds that the \a fraction (0 to 1) of the durations did not exceed; 0 where there are none.
    double percentileMs(double fraction) const;
    double maxMs() const;

private:
    static constexpr int StepBits = 6; ///< steps in each doubling
    static constexpr int Doublings = 32;

    static std::size_t bucketOf(quint32 microseconds);
    static quint64 topOf(std::size_t bucket);

    std::array<quint64, std::size_t(Doublings - StepBits + 1) << StepBits> m_buckets {};
    quint64 m_count = 0;
    qint64 m_maxNs = 0;
};

} // namespace parlor::load
