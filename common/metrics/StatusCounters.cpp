// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/StatusCounters.h"

#include <algorithm>

namespace parlor {

namespace {

constexpr std::array Statuses { 101, 200, 201, 204, 304, 400, 401, 403, 404, 405,
                                408, 409, 413, 417, 426, 429, 431, 500, 501, 503 };

} // namespace

void StatusCounters::count(int status)
{
    static_assert(Statuses.size() == KnownCount && std::ranges::is_sorted(Statuses));
    const auto *const known = std::ranges::lower_bound(Statuses, status);
    const bool isKnown = known != Statuses.end() && *known == status;
    m_counts[isKnown ? std::size_t(known - Statuses.begin()) + 1 : 0].add();
}

void StatusCounters::each(const std::function<void(int, quint64)> &visit) const
{
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        if (const quint64 count = m_counts[i].value())
            visit(i == 0 ? 0 : Statuses[i - 1], count);
    }
}

} // namespace parlor
