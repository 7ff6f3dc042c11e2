// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/Counter.h"
#include "metrics/Histogram.h"

namespace parlor {

/// What was done with the database. Who holds that writes this, any thread may read.
struct StoreMetrics {
    Histogram commitTime { Histogram::durations() }; ///< of transactions that write, from their beginning to their commit
    Histogram commitCalls { Histogram::sizes() }; ///< calls that shared one of them
    Counter transactionsFailed;
    Gauge isFailing; ///< 1 from a transaction that failed to one that writes and did not
};

} // namespace parlor
