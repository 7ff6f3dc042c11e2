// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/Counter.h"
#include "metrics/Histogram.h"

namespace parlor {

/// What the rooms hold and have done. The rooms thread writes it, any may read.
struct RoomMetrics {
    Gauge rooms;
    Gauge participants;
    Counter messagesPosted; ///< stored; repeated ones do not count
    Counter messagesRepeated; ///< had a clientMessageId that was known
    Counter postsRefused; ///< because the store could not take them, or too many wait
    Histogram batchMessages { Histogram::sizes() }; ///< stored together
    Histogram storeTime { Histogram::durations() }; ///< from handing a batch to the store until it is stored
};

} // namespace parlor
