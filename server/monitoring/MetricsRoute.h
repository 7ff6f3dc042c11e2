// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlor {

class RouteTable;
class ServerMetrics;

/// Makes \a routes answer GET /metrics in Prometheus' text format, to those who may read statistics. \a metrics must outlive them.
void addMetricsRoute(RouteTable &routes, const ServerMetrics &metrics);

} // namespace parlor
