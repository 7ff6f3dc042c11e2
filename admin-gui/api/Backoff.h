// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace parlor::admin {

/// How long to wait before trying again: twice as long each time, up to a limit, and each time somewhere between half of
/// that and all of it, so that many clients do not come back at the same moment.
class Backoff {
public:
    static constexpr int FirstMs = 500;
    static constexpr int MostMs = 30'000;

    /// \a chance: 0 to 1, evenly distributed.
    int nextMs(double chance)
    {
        const int limit = m_limitMs;
        m_limitMs = std::min(limit * 2, MostMs);
        return limit / 2 + static_cast<int>(chance * (limit / 2.0));
    }
    void reset() { m_limitMs = FirstMs; }

private:
    int m_limitMs = FirstMs;
};

} // namespace parlor::admin
