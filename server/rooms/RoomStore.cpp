// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomStore.h"

#include "rooms/ByteBudget.h"

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

void MessageRange::limitBytes(QList<Message> &messages) const
{
    ByteBudget budget(maxBytes);
    const auto isTooMuch = [&budget](const Message &message) { return !budget.takes(message.members.size()); };
    if (from == End::Oldest)
        messages.erase(std::find_if(messages.cbegin(), messages.cend(), isTooMuch), messages.cend());
    else
        messages.erase(messages.cbegin(), std::find_if(messages.crbegin(), messages.crend(), isTooMuch).base());
}

} // namespace parlor
