// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "limits/LimitCounters.h"
#include "validation/PayloadLimits.h"

#include <QHostAddress>
#include <QString>

#include <functional>

namespace parlor {

/// What limits the controllers hold requests to.
struct RestLimits {
    PayloadLimits payload;
    /// Names where a client comes from; null for one that is exempt from limits for each user. Where it is not set, everybody is.
    std::function<QString(const QHostAddress &)> networkOf;
    LimitCounters *counters = nullptr; ///< may be null

    QString network(const QHostAddress &address) const { return networkOf ? networkOf(address) : QString(); }
    void count(Limit limit) const
    {
        if (counters)
            counters->count(limit);
    }
};

} // namespace parlor
