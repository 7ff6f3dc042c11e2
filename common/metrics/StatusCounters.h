// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/Counter.h"

#include <array>
#include <cstddef>
#include <functional>

namespace parlor {

/// How many answers had which HTTP status. One thread counts, any may read.
class StatusCounters {
public:
    /// The one thread only.
    void count(int status);

    /// Those that were counted, ascending; 0 stands for all that this server is not known to send.
    void each(const std::function<void(int status, quint64 count)> &visit) const;

private:
    static constexpr std::size_t KnownCount = 20;

    std::array<Counter, KnownCount + 1> m_counts; ///< the first one counts the unknown
};

} // namespace parlor
