// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <limits>

namespace parlor {

/// How much of its history each room keeps. Only the oldest messages ever go, so a history has no holes; orders go on.
struct Retention {
    /// The newest so many; 0 for all.
    qint64 messages = 0;
    /// What was stored in the last so many days, by the wall clock; 0 for all. A message that seems to be younger than
    /// those before it keeps the ones behind it until it goes.
    int days = 0;
    /// What admins did in the last so many days; 0 for all.
    int auditDays = 90;

    /// Of a room with messages up to \a lastOrder, the oldest order to keep.
    qint64 oldestOrder(qint64 lastOrder) const
    {
        return messages > 0 && lastOrder > messages ? lastOrder - messages + 1 : 1;
    }
    /// Messages stored before this are too old.
    Timestamp oldestTime(Timestamp now) const
    {
        return timeBefore(now, days);
    }
    /// The same for the audit trail.
    Timestamp oldestAuditTime(Timestamp now) const { return timeBefore(now, auditDays); }

private:
    static Timestamp timeBefore(Timestamp now, int days)
    {
        constexpr Timestamp Day = 24 * 3600 * Timestamp(1000);
        return days > 0 ? now - days * Day : std::numeric_limits<Timestamp>::min();
    }
};

/// However young, no more entries than these are kept of the audit trail: the newest.
inline constexpr qint64 MaxAuditEntries = 1'000'000;

/// How often a store looks for what has become too old.
inline constexpr int RetentionIntervalMs = 60'000;

} // namespace parlor
