// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/StatusCounters.h"

#include <QByteArray>

#include <deque>

namespace parlor {

/// How the requests of one route were answered. The worker counts, any thread may read.
struct RouteMetrics {
    QByteArray method;
    QByteArray route; ///< its pattern, or what several patterns are counted as; empty for requests that no route fits
    StatusCounters answers;
};

/// One for each route of a RouteTable; grows only until requests are served.
using RoutesMetrics = std::deque<RouteMetrics>;

} // namespace parlor
