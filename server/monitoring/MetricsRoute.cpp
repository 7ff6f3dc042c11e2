// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitoring/MetricsRoute.h"

#include "monitoring/ServerMetrics.h"
#include "rest/RouteTable.h"

namespace parlor {

void addMetricsRoute(RouteTable &routes, const ServerMetrics &metrics)
{
    routes.add("GET", "/metrics", Action::ReadStatistics, [&metrics](const RestRequest &, const HttpReply &reply) {
        RestResponse response;
        response.body = metrics.text();
        response.contentType = "text/plain; version=0.0.4; charset=utf-8";
        reply.send(response);
    });
}

} // namespace parlor
