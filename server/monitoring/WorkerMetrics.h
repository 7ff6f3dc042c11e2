// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <memory>

namespace parlor {

struct ConnectionCounters;
struct EngineIoMetrics;
struct FanoutMetrics;
struct NetMetrics;
struct RouteMetrics;

/// Where the figures of one worker's parts are. They stay there when the parts are gone.
struct WorkerMetrics {
    std::shared_ptr<const ConnectionCounters> connections;
    std::shared_ptr<const NetMetrics> net;
    std::shared_ptr<const EngineIoMetrics> engineIo;
    std::shared_ptr<const FanoutMetrics> fanout;
    std::shared_ptr<const std::deque<RouteMetrics>> routes;
};

} // namespace parlor
