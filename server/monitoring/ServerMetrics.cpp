// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitoring/ServerMetrics.h"

#include "async/LoopPulse.h"
#include "engineio/EngineIoMetrics.h"
#include "gateway/FanoutMetrics.h"
#include "limits/LimitCounters.h"
#include "model/Timestamp.h"
#include "monitoring/ConnectionCounters.h"
#include "monitoring/MetricFamilies.h"
#include "monitoring/ProcessFigures.h"
#include "net/NetMetrics.h"
#include "rest/RouteMetrics.h"
#include "rooms/RoomMetrics.h"
#include "storage/StoreMetrics.h"

#include <prometheus/text_serializer.h>

#include <map>
#include <sstream>
#include <tuple>

namespace parlor {

namespace {

constexpr qint64 StalledNs = 5'000'000'000;

const char *nameOf(Limit limit)
{
    switch (limit) {
    case Limit::Connections:
        return "connections";
    case Limit::ConnectionsOfAddress:
        return "connections_of_address";
    case Limit::HeadBytes:
        return "head_bytes";
    case Limit::BodyBytes:
        return "body_bytes";
    case Limit::RequestTime:
        return "request_time";
    case Limit::MessageBytes:
        return "message_bytes";
    case Limit::PendingBytes:
        return "pending_bytes";
    case Limit::PostsOfConnection:
        return "posts_of_connection";
    case Limit::PostsOfUser:
        return "posts_of_user";
    case Limit::Joins:
        return "joins";
    case Limit::RoomsOfCreator:
        return "rooms_of_creator";
    case Limit::Participants:
        return "participants";
    case Limit::Extras:
        return "extras";
    case Limit::JsonDepth:
        return "json_depth";
    }
    return "other";
}

/// How many answers of each method, route and status there were.
using AnswerCounts = std::map<std::tuple<std::string, std::string, int>, quint64>;

void count(AnswerCounts &counts, const std::string &method, const std::string &route, const StatusCounters &answers)
{
    answers.each([&](int status, quint64 count) { counts[{ method, route, status }] += count; });
}

std::string statusLabel(int status)
{
    return status == 0 ? "other" : std::to_string(status);
}

} // namespace

ServerMetrics::ServerMetrics() :
    m_startedAt(double(currentTimestamp()) / 1000)
{
}

ServerMetrics::~ServerMetrics() = default;

void ServerMetrics::addThread(const QString &name, std::shared_ptr<const LoopMetrics> loop)
{
    m_threads.push_back({ name, std::move(loop) });
}

QStringList ServerMetrics::stalledThreads() const
{
    QStringList names;
    const qint64 now = monotonicNs();
    for (const Thread &thread : m_threads) {
        const qint64 lastBeat = thread.loop->lastBeatNs.value();
        if (lastBeat != 0 && now - lastBeat > StalledNs)
            names.append(thread.name);
    }
    return names;
}

std::vector<prometheus::MetricFamily> ServerMetrics::Collect() const
{
    MetricFamilies families;
    collectConnections(families);
    collectTraffic(families);
    collectLimits(families);
    collectRooms(families);
    collectDeliveries(families);
    collectStore(families);
    collectRequests(families);
    collectThreads(families);
    collectProcess(families);
    return families.take();
}

QByteArray ServerMetrics::text() const
{
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, Collect());
    return QByteArray::fromStdString(out.str());
}

template <typename Read>
double ServerMetrics::sum(Read read) const
{
    double sum = 0;
    for (const WorkerMetrics &worker : m_workers)
        sum += double(read(worker).value());
    return sum;
}

void ServerMetrics::collectConnections(MetricFamilies &families) const
{
    families.beginGauge("parlor_connections", "Open connections; of Socket.IO, sessions.");
    const auto add = [this, &families](const char *protocol, const char *transport, auto read) {
        families.add(sum(read), { { "protocol", protocol }, { "transport", transport } });
    };
    using Worker = const WorkerMetrics &;
    add("http", "http", [](Worker it) -> auto & { return it.connections->http; });
    add("websocket", "websocket", [](Worker it) -> auto & { return it.connections->plainWebSocket; });
    add("engine.io 3", "polling", [](Worker it) -> auto & { return it.engineIo->revision3.polling; });
    add("engine.io 3", "websocket", [](Worker it) -> auto & { return it.engineIo->revision3.webSocket; });
    add("engine.io 4", "polling", [](Worker it) -> auto & { return it.engineIo->revision4.polling; });
    add("engine.io 4", "websocket", [](Worker it) -> auto & { return it.engineIo->revision4.webSocket; });
    families.beginCounter("parlor_connections_accepted_total", "TCP connections that were accepted.");
    families.add(sum([](Worker it) -> auto & { return it.net->accepted; }));
}

void ServerMetrics::collectTraffic(MetricFamilies &families) const
{
    using Worker = const WorkerMetrics &;
    families.beginCounter("parlor_received_bytes_total", "Bytes that were read from clients.");
    families.add(sum([](Worker it) -> auto & { return it.net->httpBytesIn; }), { { "transport", "http" } });
    families.add(sum([](Worker it) -> auto & { return it.net->webSocketBytesIn; }), { { "transport", "websocket" } });
    families.beginCounter("parlor_sent_bytes_total", "Bytes that were written to clients.");
    families.add(sum([](Worker it) -> auto & { return it.net->httpBytesOut; }), { { "transport", "http" } });
    families.add(sum([](Worker it) -> auto & { return it.net->webSocketBytesOut; }), { { "transport", "websocket" } });
    families.beginGauge("parlor_pending_bytes", "Bytes on WebSockets that clients have not read yet.");
    families.add(sum([](Worker it) -> auto & { return it.net->webSocketBytesPending; }));
    families.beginCounter("parlor_slow_consumers_cut_total", "Connections that were ended because too much was left unread.");
    families.add(sum([](Worker it) -> auto & { return it.net->slowConsumersCut; }));
}

void ServerMetrics::collectLimits(MetricFamilies &families) const
{
    families.beginCounter("parlor_limits_hit_total", "How often clients ran into a limit.");
    for (std::size_t i = 0; i <= std::size_t(LastLimit); ++i) {
        const Limit limit = Limit(i);
        qint64 hits = 0;
        for (const LimitCounters *counters : m_limits)
            hits += counters->value(limit);
        families.add(double(hits), { { "limit", nameOf(limit) } });
    }
}

void ServerMetrics::collectRooms(MetricFamilies &families) const
{
    if (!m_rooms)
        return;
    families.beginGauge("parlor_rooms", "Open rooms.");
    families.add(double(m_rooms->rooms.value()));
    families.beginGauge("parlor_participants", "Participants, each counted once in each room.");
    families.add(double(m_rooms->participants.value()));
    families.beginCounter("parlor_messages_posted_total", "Messages that were stored.");
    families.add(double(m_rooms->messagesPosted.value()));
    families.beginCounter("parlor_messages_repeated_total", "Posts that repeated a message that was stored already.");
    families.add(double(m_rooms->messagesRepeated.value()));
    families.beginCounter("parlor_posts_refused_total", "Posts that the store could not take.");
    families.add(double(m_rooms->postsRefused.value()));
    families.beginHistogram("parlor_batch_messages", "Messages that were stored together.");
    families.add({ &m_rooms->batchMessages }, 1);
    families.beginHistogram("parlor_store_duration_seconds", "Time from handing a batch to the store until it was stored.");
    families.add({ &m_rooms->storeTime }, MetricFamilies::Nanoseconds);
}

void ServerMetrics::collectDeliveries(MetricFamilies &families) const
{
    using Worker = const WorkerMetrics &;
    families.beginCounter("parlor_messages_delivered_total", "Messages sent to clients, one for each client and message.");
    families.add(sum([](Worker it) -> auto & { return it.fanout->messagesDelivered; }));
    families.beginCounter("parlor_messages_replayed_total", "Messages sent to clients that had missed them.");
    families.add(sum([](Worker it) -> auto & { return it.fanout->messagesReplayed; }));
    families.beginHistogram("parlor_delivery_duration_seconds",
                            "Time from a message's arrival until it was sent to the listeners of one thread.");
    std::vector<const Histogram *> times;
    for (const WorkerMetrics &worker : m_workers)
        times.push_back(&worker.fanout->deliveryTime);
    families.add(times, MetricFamilies::Nanoseconds);
}

void ServerMetrics::collectStore(MetricFamilies &families) const
{
    if (!m_store)
        return;
    families.beginHistogram("parlor_commit_duration_seconds", "Time that a transaction took which wrote to the database.");
    families.add({ &m_store->commitTime }, MetricFamilies::Nanoseconds);
    families.beginHistogram("parlor_commit_calls", "Calls that shared such a transaction.");
    families.add({ &m_store->commitCalls }, 1);
    families.beginCounter("parlor_transactions_failed_total", "Transactions that the database did not take.");
    families.add(double(m_store->transactionsFailed.value()));
    families.beginGauge("parlor_store_failing", "1 while the database cannot be written to.");
    families.add(double(m_store->isFailing.value()));
}

void ServerMetrics::collectRequests(MetricFamilies &families) const
{
    AnswerCounts counts;
    AnswerCounts upgrades;
    for (const WorkerMetrics &worker : m_workers) {
        for (const RouteMetrics &route : *worker.routes) {
            if (route.route.isEmpty())
                count(counts, "any", "unknown", route.answers);
            else
                count(counts, route.method.toStdString(), route.route.toStdString(), route.answers);
        }
        count(counts, "any", "/socket.io/", worker.net->handled);
        count(counts, "any", "unreadable", worker.net->refused);
        count(upgrades, {}, {}, worker.net->upgrades);
    }
    families.beginCounter("parlor_http_requests_total", "HTTP requests, by the pattern of their path and by their answer.");
    for (const auto &[key, number] : counts) {
        const auto &[method, route, status] = key;
        families.add(double(number), { { "method", method }, { "route", route }, { "status", statusLabel(status) } });
    }
    families.beginCounter("parlor_websocket_handshakes_total", "Well-formed WebSocket handshakes, by their answer.");
    for (const auto &[key, number] : upgrades)
        families.add(double(number), { { "status", statusLabel(std::get<int>(key)) } });
}

void ServerMetrics::collectThreads(MetricFamilies &families) const
{
    families.beginHistogram("parlor_event_loop_lag_seconds", "How late a thread came to what was due, four times a second.");
    for (const Thread &thread : m_threads)
        families.add({ &thread.loop->lag }, MetricFamilies::Nanoseconds, { { "thread", thread.name.toStdString() } });
}

void ServerMetrics::collectProcess(MetricFamilies &families) const
{
    const ProcessFigures figures = ProcessFigures::read();
    families.beginGauge("parlor_build_info", "What runs here.");
    families.add(1, { { "version", PARLOR_VERSION }, { "qt", qVersion() } });
    families.beginGauge("process_start_time_seconds", "When the process started, in seconds since 1970.");
    families.add(m_startedAt);
    families.beginCounter("process_cpu_seconds_total", "Processor time that the process has taken.");
    if (figures.cpuSeconds)
        families.add(*figures.cpuSeconds);
    const auto addGauge = [&families](const char *name, const char *help, const std::optional<qint64> &value) {
        families.beginGauge(name, help);
        if (value)
            families.add(double(*value));
    };
    addGauge("process_resident_memory_bytes", "Memory of the process that is not paged out.", figures.residentBytes);
    addGauge("process_virtual_memory_bytes", "Addresses that the process has taken.", figures.virtualBytes);
    addGauge("process_open_fds", "Descriptors that the process has open.", figures.openDescriptors);
    addGauge("process_max_fds", "Descriptors that the process may have open.", figures.maxDescriptors);
}

} // namespace parlor
