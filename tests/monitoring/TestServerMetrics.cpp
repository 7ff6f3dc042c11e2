// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitoring/ServerMetrics.h"

#include "async/LoopPulse.h"
#include "engineio/EngineIoMetrics.h"
#include "gateway/FanoutMetrics.h"
#include "limits/LimitCounters.h"
#include "monitoring/ConnectionCounters.h"
#include "monitoring/ProcessFigures.h"
#include "net/NetMetrics.h"
#include "rest/RouteMetrics.h"
#include "rooms/RoomMetrics.h"
#include "storage/StoreMetrics.h"

#include <QByteArrayList>
#include <QFile>
#include <QTest>

#include <memory>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Ms = 1'000'000;

/// What a worker's parts count in.
struct Worker {
    std::shared_ptr<ConnectionCounters> connections = std::make_shared<ConnectionCounters>();
    std::shared_ptr<NetMetrics> net = std::make_shared<NetMetrics>();
    std::shared_ptr<EngineIoMetrics> engineIo = std::make_shared<EngineIoMetrics>();
    std::shared_ptr<FanoutMetrics> fanout = std::make_shared<FanoutMetrics>();
    std::shared_ptr<RoutesMetrics> routes = std::make_shared<RoutesMetrics>(1);

    operator WorkerMetrics() const { return { connections, net, engineIo, fanout, routes }; }
};

/// The lines about \a name, without those that describe it.
QByteArrayList linesOf(const ServerMetrics &metrics, const QByteArray &name)
{
    QByteArrayList lines = metrics.text().split('\n');
    lines.removeIf([&name](const QByteArray &line) {
        const QByteArrayView rest = line.startsWith(name) ? QByteArrayView(line).sliced(name.size()) : QByteArrayView();
        return !rest.startsWith(' ') && !rest.startsWith('{');
    });
    return lines;
}

} // namespace

class TestServerMetrics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void workersAreSummed();
    void histogramsAreCumulativeAndInSeconds();
    void answersAreNamedByRouteAndStatus();
    void limitsAreNamedAndSummed();
    void eachThreadHasItsLag();
    void aThreadThatDoesNotComeToItsEventsIsStalled();
    void whatIsNotThereIsLeftOut();
    void theProcessIsDescribed();
};

void TestServerMetrics::workersAreSummed()
{
    Worker first;
    Worker second;
    first.engineIo->revision4.webSocket.set(3);
    second.engineIo->revision4.webSocket.set(4);
    second.engineIo->revision3.polling.set(1);
    first.fanout->messagesDelivered.add(1000);
    second.fanout->messagesDelivered.add(24);
    ServerMetrics metrics;
    metrics.addWorker(first);
    metrics.addWorker(second);
    const QByteArrayList connections = linesOf(metrics, "parlor_connections");
    QVERIFY(connections.contains(R"(parlor_connections{protocol="engine.io 4",transport="websocket"} 7)"));
    QVERIFY(connections.contains(R"(parlor_connections{protocol="engine.io 3",transport="polling"} 1)"));
    QVERIFY(connections.contains(R"(parlor_connections{protocol="http",transport="http"} 0)"));
    QCOMPARE(linesOf(metrics, "parlor_messages_delivered_total"), { "parlor_messages_delivered_total 1024" });
}

void TestServerMetrics::histogramsAreCumulativeAndInSeconds()
{
    Worker first;
    Worker second;
    first.fanout->deliveryTime.observe(3 * Ms);
    second.fanout->deliveryTime.observe(40 * Ms);
    second.fanout->deliveryTime.observe(60'000 * Ms);
    ServerMetrics metrics;
    metrics.addWorker(first);
    metrics.addWorker(second);
    const QByteArrayList buckets = linesOf(metrics, "parlor_delivery_duration_seconds_bucket");
    QCOMPARE(buckets.size(), qsizetype(Histogram::durations().size()) + 1);
    QVERIFY(buckets.contains(R"(parlor_delivery_duration_seconds_bucket{le="0.0025"} 0)"));
    QVERIFY(buckets.contains(R"(parlor_delivery_duration_seconds_bucket{le="0.005"} 1)"));
    QVERIFY(buckets.contains(R"(parlor_delivery_duration_seconds_bucket{le="0.05"} 2)"));
    QVERIFY(buckets.contains(R"(parlor_delivery_duration_seconds_bucket{le="10"} 2)"));
    QVERIFY(buckets.contains(R"(parlor_delivery_duration_seconds_bucket{le="+Inf"} 3)"));
    QCOMPARE(linesOf(metrics, "parlor_delivery_duration_seconds_count"), { "parlor_delivery_duration_seconds_count 3" });
    QCOMPARE(linesOf(metrics, "parlor_delivery_duration_seconds_sum"), { "parlor_delivery_duration_seconds_sum 60.043" });
}

void TestServerMetrics::answersAreNamedByRouteAndStatus()
{
    Worker first;
    Worker second;
    for (const Worker &worker : { first, second }) {
        RouteMetrics &route = worker.routes->emplace_back();
        route.method = "GET";
        route.route = "/api/v1/rooms/{roomId}";
        route.answers.count(200);
    }
    second.routes->back().answers.count(404);
    first.routes->front().answers.count(405);
    first.net->handled.count(200);
    first.net->refused.count(431);
    first.net->upgrades.count(101);
    first.net->upgrades.count(299);
    ServerMetrics metrics;
    metrics.addWorker(first);
    metrics.addWorker(second);
    QCOMPARE(linesOf(metrics, "parlor_http_requests_total"),
             QByteArrayList({
                 R"(parlor_http_requests_total{method="GET",route="/api/v1/rooms/{roomId}",status="200"} 2)",
                 R"(parlor_http_requests_total{method="GET",route="/api/v1/rooms/{roomId}",status="404"} 1)",
                 R"(parlor_http_requests_total{method="any",route="/socket.io/",status="200"} 1)",
                 R"(parlor_http_requests_total{method="any",route="unknown",status="405"} 1)",
                 R"(parlor_http_requests_total{method="any",route="unreadable",status="431"} 1)",
             }));
    QCOMPARE(linesOf(metrics, "parlor_websocket_handshakes_total"),
             QByteArrayList({
                 R"(parlor_websocket_handshakes_total{status="other"} 1)",
                 R"(parlor_websocket_handshakes_total{status="101"} 1)",
             }));
}

void TestServerMetrics::eachThreadHasItsLag()
{
    const auto loop = std::make_shared<LoopMetrics>();
    loop->lag.observe(2 * Ms);
    ServerMetrics metrics;
    metrics.addThread(u"rooms"_s, loop);
    metrics.addThread(u"io-0"_s, std::make_shared<LoopMetrics>());
    QCOMPARE(linesOf(metrics, "parlor_event_loop_lag_seconds_count"),
             QByteArrayList({ R"(parlor_event_loop_lag_seconds_count{thread="rooms"} 1)",
                              R"(parlor_event_loop_lag_seconds_count{thread="io-0"} 0)" }));
    QVERIFY(linesOf(metrics, "parlor_event_loop_lag_seconds_sum")
                .contains(R"(parlor_event_loop_lag_seconds_sum{thread="rooms"} 0.002)"));
}

void TestServerMetrics::limitsAreNamedAndSummed()
{
    LimitCounters first;
    LimitCounters second;
    first.count(Limit::PostsOfUser);
    second.count(Limit::PostsOfUser);
    second.count(LastLimit);
    ServerMetrics metrics;
    metrics.addLimits(first);
    metrics.addLimits(second);
    const QByteArrayList lines = linesOf(metrics, "parlor_limits_hit_total");
    QCOMPARE(lines.size(), qsizetype(LastLimit) + 1);
    QVERIFY(lines.contains(R"(parlor_limits_hit_total{limit="posts_of_user"} 2)"));
    QVERIFY(lines.last().endsWith(" 1"));
    QVERIFY(!metrics.text().contains(R"(limit="other")"));
}

void TestServerMetrics::aThreadThatDoesNotComeToItsEventsIsStalled()
{
    const auto busy = std::make_shared<LoopMetrics>();
    const auto idle = std::make_shared<LoopMetrics>();
    ServerMetrics metrics;
    metrics.addThread(u"rooms"_s, busy);
    metrics.addThread(u"io-0"_s, idle);
    metrics.addThread(u"not begun"_s, std::make_shared<LoopMetrics>());
    busy->lastBeatNs.set(monotonicNs() - 6000 * Ms);
    idle->lastBeatNs.set(monotonicNs());
    QCOMPARE(metrics.stalledThreads(), QStringList { u"rooms"_s });
}

void TestServerMetrics::whatIsNotThereIsLeftOut()
{
    ServerMetrics metrics;
    QVERIFY(!metrics.text().contains("parlor_commit"));
    QVERIFY(!metrics.text().contains("parlor_rooms"));
    metrics.setRooms(std::make_shared<RoomMetrics>());
    const auto store = std::make_shared<StoreMetrics>();
    store->isFailing.set(1);
    metrics.setStore(store);
    QCOMPARE(linesOf(metrics, "parlor_rooms"), { "parlor_rooms 0" });
    QCOMPARE(linesOf(metrics, "parlor_store_failing"), { "parlor_store_failing 1" });
}

void TestServerMetrics::theProcessIsDescribed()
{
#ifdef Q_OS_LINUX
    const ProcessFigures figures = ProcessFigures::read();
    QVERIFY(figures.cpuSeconds.value_or(0) > 0);
    QVERIFY(figures.residentBytes.value_or(0) > 1024 * 1024);
    QVERIFY(figures.virtualBytes.value_or(0) >= figures.residentBytes.value_or(0));
    QVERIFY(figures.openDescriptors.value_or(0) >= 3);
    QVERIFY(figures.maxDescriptors.value_or(0) >= figures.openDescriptors.value_or(0));

    QFile another(QCoreApplication::applicationFilePath());
    QVERIFY(another.open(QIODevice::ReadOnly));
    QCOMPARE(ProcessFigures::read().openDescriptors, figures.openDescriptors.value_or(0) + 1);
#endif
    QVERIFY(ServerMetrics().text().contains("\nprocess_start_time_seconds "));
}

QTEST_GUILESS_MAIN(TestServerMetrics)
#include "TestServerMetrics.moc"
