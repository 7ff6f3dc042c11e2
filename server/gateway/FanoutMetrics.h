// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/Counter.h"
#include "metrics/Histogram.h"

namespace parlor {

/// What one worker has delivered. The worker writes it, any thread may read.
struct FanoutMetrics {
    Counter messagesDelivered; ///< one for each client that a message was sent to
    Counter messagesReplayed; ///< the same for those that a client had missed
    /// From a message's arrival at the worker that read it until it is sent to those who listen here: one for each message.
    Histogram deliveryTime { Histogram::durations() };
};

} // namespace parlor
