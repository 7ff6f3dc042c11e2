// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/Counter.h"

namespace parlor {

/// The sessions of one worker. The worker writes it, any thread may read.
struct EngineIoMetrics {
    struct Sessions {
        Gauge polling;
        Gauge webSocket;
    };
    Sessions revision3;
    Sessions revision4;
};

} // namespace parlor
