// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitoring/ServerState.h"
#include "monitoring/WorkerMetrics.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <prometheus/collectable.h>

#include <atomic>
#include <memory>
#include <vector>

namespace parlor {

class Histogram;
class LimitCounters;
class MetricFamilies;
struct LoopMetrics;
struct RoomMetrics;
struct StoreMetrics;

/// All figures of the server, summed over its threads when somebody asks: nothing here is touched by what is counted; and how the
/// server is. Filled on one thread before others see it; then any thread may ask, and waits for none.
class ServerMetrics : public prometheus::Collectable {
public:
    /// The process counts as started now.
    ServerMetrics();
    ~ServerMetrics() override;

    void addWorker(const WorkerMetrics &worker) { m_workers.push_back(worker); }
    void addThread(const QString &name, std::shared_ptr<const LoopMetrics> loop);
    void setRooms(std::shared_ptr<const RoomMetrics> rooms) { m_rooms = std::move(rooms); }
    /// One for each thread that meets limits; it must be there for as long as anybody asks.
    void addLimits(const LimitCounters &limits) { m_limits.push_back(&limits); }
    /// Not where rooms are kept in memory alone.
    void setStore(std::shared_ptr<const StoreMetrics> store) { m_store = std::move(store); }

    /// Any thread.
    void setState(ServerState state) { m_state.store(state, std::memory_order_relaxed); }
    ServerState state() const { return m_state.load(std::memory_order_relaxed); }
    /// The names of threads that have not come to their events for five seconds, though they should four times a second.
    QStringList stalledThreads() const;

    std::vector<prometheus::MetricFamily> Collect() const override;
    /// The same in Prometheus' text format 0.0.4.
    QByteArray text() const;

private:
    struct Thread {
        QString name;
        std::shared_ptr<const LoopMetrics> loop;
    };

    void collectConnections(MetricFamilies &families) const;
    void collectTraffic(MetricFamilies &families) const;
    void collectLimits(MetricFamilies &families) const;
    void collectRooms(MetricFamilies &families) const;
    void collectDeliveries(MetricFamilies &families) const;
    void collectStore(MetricFamilies &families) const;
    void collectRequests(MetricFamilies &families) const;
    void collectThreads(MetricFamilies &families) const;
    void collectProcess(MetricFamilies &families) const;

    /// Over all workers.
    template <typename Read>
    double sum(Read read) const;

    std::atomic<ServerState> m_state = ServerState::Starting;
    const double m_startedAt; ///< seconds since 1970
    std::vector<WorkerMetrics> m_workers;
    std::vector<Thread> m_threads;
    std::vector<const LimitCounters *> m_limits;
    std::shared_ptr<const RoomMetrics> m_rooms;
    std::shared_ptr<const StoreMetrics> m_store;
};

} // namespace parlor
