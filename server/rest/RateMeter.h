// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <deque>

namespace parlor {

/// How fast a number that only grows does so: its average growth per second over the samples of the last ten
/// seconds. Time is the caller's: milliseconds of any clock that never goes back.
class RateMeter {
public:
    static constexpr qint64 WindowMs = 10'000;

    void addSample(qint64 timeMs, qint64 count);

    /// 0 while there is not more than one sample in the window.
    double perSecond() const;

private:
    struct Sample {
        qint64 timeMs = 0;
        qint64 count = 0;
    };

    /// Oldest first, all within the window of the newest.
    std::deque<Sample> m_samples;
};

} // namespace parlor
