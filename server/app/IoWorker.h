// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "async/Mailbox.h"
#include "config/ServerOptions.h"
#include "limits/LimitCounters.h"
#include "monitoring/ConnectionCounters.h"
#include "monitoring/WorkerMetrics.h"
#include "net/ConnectionGate.h"
#include "rest/RestServer.h"
#include "security/Authenticator.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace parlor {

class ChatGateway;
class EngineIoPeers;
class EngineIoServer;
class HealthController;
class Listener;
class PlainWebSocketGateway;
class RoomFanout;
class RoomFeed;
class RoomLink;
class RoomManager;
class ServerMetrics;
class SocketIoGateway;
class SocketIoServer;
class TlsContext;
class TurnWriter;

/// Everything that serves the connections of one thread, put together. Made anywhere, then moved to its thread; from start() on
/// all of it lives there and is to be called there, which other threads do by tell().
class IoWorker : public QObject {
    Q_OBJECT

public:
    /// Where \a credentials are null, the server is open.
    IoWorker(const ServerOptions &options, std::shared_ptr<const Credentials> credentials, RoomManager &rooms,
             RoomFeed &feed, EngineIoPeers &peers, quint16 index, const ServerMetrics &metrics,
             std::function<ConnectionCounts()> connections);
    ~IoWorker() override;

    /// Any thread.
    const ConnectionCounters &counters() const { return *m_counters; }
    /// Any thread.
    const LimitCounters &limitCounters() const { return m_limitCounters; }

    using GateExit = Mailbox<ConnectionGate::Departure>::Address;
    using Order = std::function<void(IoWorker &)>;
    /// From any thread: \a order runs on the worker's, after those that were given before.
    void tell(Order order) { m_orders.post(std::move(order)); }

    /// Builds the parts. False where the platform cannot share \a listeningDescriptor.
    bool start(qintptr listeningDescriptor);
    /// From now on it serves everything. Until then whoever asks is told that the server is starting, but for its health.
    void open();
    /// Where what its parts count can be read by any thread.
    WorkerMetrics metrics() const;
    /// What tokens are checked against from now on. Who came in by what is no longer there is disconnected.
    void setCredentials(std::shared_ptr<const Credentials> credentials);
    /// What connections that come from now on are encrypted with; null: they are plain.
    void setTls(std::shared_ptr<const TlsContext> context);
    /// Takes up what can be applied of \a options while it serves (Setting::Applies).
    void setOptions(const ServerOptions &options);
    /// Serves a connection that was accepted for this worker. Its end is told to \a gate.
    void admit(qintptr descriptor, const GateExit &gate, const PeerNetwork &network);
    /// The same for one that gets nothing but \a reply.
    void refuse(qintptr descriptor, const GateExit &gate, const QByteArray &reply);

    /// Takes no more clients and no more events from those that are there, who are told (ChatGateway::stopReceiving()); what was taken
    /// is still answered.
    void stopReceiving(int spreadMs);
    /// True where a client of long-polling has a session here.
    bool isPolled() const;
    /// Says goodbye to every client; closed() follows once all are gone, or after a while those that
    /// have read everything. With \a awaitsPolls, clients of
    /// long-polling have a moment to come and fetch it.
    void closeConnections(bool awaitsPolls);
    /// Takes everything down. The last call.
    void finish();

Q_SIGNALS:
    void closed();

private:
    void obey(const std::vector<Order> &orders);
    PayloadLimits payloadLimits() const;
    RestLimits restLimits();
    void buildRealtime();
    void watchConnections();
    void reportWhenClosed();
    /// Reports, once \a afterMs are over, as soon as nobody is left who reads.
    void endGoodbyes(int afterMs);
    /// Banned where that address is kept out of the whole server.
    Result<void> checkBans(const QHostAddress &peer) const;

    ServerOptions m_options;
    OriginPolicy m_origins;
    Authenticator m_authenticator;
    RoomManager &m_rooms;
    RoomFeed &m_feed;
    EngineIoPeers &m_peers;
    const quint16 m_index;
    const ServerMetrics &m_metrics;
    const std::function<ConnectionCounts()> m_connections;
    const std::shared_ptr<ConnectionCounters> m_counters;
    LimitCounters m_limitCounters;
    bool m_isClosing = false;

    // In the order in which they depend on each other; destroyed the other way round.
    std::unique_ptr<TurnWriter> m_writer;
    std::unique_ptr<RoomLink> m_link;
    std::unique_ptr<RoomFanout> m_fanout;
    std::unique_ptr<ChatGateway> m_gateway;
    std::unique_ptr<EngineIoServer> m_engine;
    std::unique_ptr<SocketIoServer> m_socketIo;
    std::unique_ptr<SocketIoGateway> m_socketIoGateway;
    std::unique_ptr<PlainWebSocketGateway> m_plainGateway;
    std::unique_ptr<RestServer> m_rest;
    std::unique_ptr<HealthController> m_health;
    QPointer<Listener> m_listener; ///< the REST server's, once it is bound
    Mailbox<Order> m_orders;
};

} // namespace parlor
