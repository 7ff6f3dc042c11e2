// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/Counter.h"

namespace parlor {

/// One worker's open connections. Written by the worker alone, read by anyone.
struct ConnectionCounters {
    Gauge http;
    Gauge socketIo;
    Gauge plainWebSocket;
};

} // namespace parlor
