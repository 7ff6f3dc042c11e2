// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <ctime>

namespace parlor::load {

constexpr qint64 NsPerMs = 1'000'000;
constexpr qint64 NsPerSecond = 1'000'000'000;

/// Nanoseconds of a clock that does not go back.
inline qint64 nowNs()
{
    timespec time {};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * NsPerSecond + time.tv_nsec;
}

inline qint64 secondsToNs(double seconds)
{
    return qint64(seconds * double(NsPerSecond));
}

} // namespace parlor::load
