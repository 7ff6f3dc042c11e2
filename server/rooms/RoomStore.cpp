// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomStore.h"

#include <algorithm>

namespace parlor {

OrderSpan MessageRange::within(qint64 oldestOrder, qint64 newestOrder) const
{
    OrderSpan span { std::max(first, oldestOrder), std::min(last, newestOrder) };
    // Only a range that meets the history has ends that can be counted from.
    if (span.isEmpty() || limit <= 0)
        return {};
    // As a difference, because a limit may be larger than any order.
    if (limit > span.last - span.first)
        return span;
    if (from == End::Oldest)
        span.last = span.first + limit - 1;
    else
        span.first = span.last - limit + 1;
    return span;
}

} // namespace parlor
