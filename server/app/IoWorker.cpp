// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/IoWorker.h"

#include "app/HttpCors.h"
#include "engineio/EngineIoServer.h"
#include "gateway/ChatGateway.h"
#include "gateway/PlainWebSocketGateway.h"
#include "gateway/RoomFanout.h"
#include "gateway/SocketIoGateway.h"
#include "monitoring/HealthController.h"
#include "monitoring/MetricsRoute.h"
#include "monitoring/ServerMetrics.h"
#include "net/HttpErrorReply.h"
#include "net/Listener.h"
#include "net/SocketDescriptor.h"
#include "net/TurnWriter.h"
#include "rooms/RoomLink.h"
#include "security/PeerAddress.h"
#include "socketio/SocketIoServer.h"
#include "web/WebRoutes.h"

#include <QTimer>

#include <algorithm>

namespace parlor {

namespace {

/// How long clients may take to answer the server's goodbye, and those of long-polling to come and fetch it.
constexpr int GoodbyeMs = 3000;
constexpr int FetchMs = 500;
/// How often those that have still something to read are looked at.
constexpr int LookAgainMs = 100;

OriginPolicy originsOf(const ServerOptions &options)
{
    return OriginPolicy(options.corsOrigins, !options.tls.isEmpty());
}

/// A page is not to use the tokens that a browser keeps for another: cross-site WebSocket hijacking. Polling is asked alike.
auto refusalOfForeignPages(const OriginPolicy &origins)
{
    return [&origins](const HttpRequestHead &request) {
        const bool isAdmitted = origins.admits(request.value("origin"), request.value("host"));
        return isAdmitted ? std::nullopt : std::optional(QByteArray());
    };
}

} // namespace

IoWorker::IoWorker(const ServerOptions &options, std::shared_ptr<const Credentials> credentials, RoomManager &rooms,
                   RoomFeed &feed, EngineIoPeers &peers, quint16 index, const ServerMetrics &metrics,
                   std::function<ConnectionCounts()> connections) :
    m_options(options),
    m_origins(originsOf(options)),
    m_authenticator(std::move(credentials)),
    m_rooms(rooms),
    m_feed(feed),
    m_peers(peers),
    m_index(index),
    m_metrics(metrics),
    m_connections(std::move(connections)),
    m_counters(std::make_shared<ConnectionCounters>()),
    m_orders([this](const std::vector<Order> &orders) { obey(orders); }, this)
{
}

IoWorker::~IoWorker() = default;

void IoWorker::obey(const std::vector<Order> &orders)
{
    for (const Order &order : orders)
        order(*this);
}

bool IoWorker::start(qintptr listeningDescriptor)
{
    m_writer = std::make_unique<TurnWriter>(m_options.maxPendingBytes);
    m_writer->setCounters(&m_limitCounters);
    m_link = std::make_unique<RoomLink>(m_rooms, m_feed, m_index);
    // Before the turn's writes, so that the rooms have what was read while they last, where it is not gathered.
    connect(m_writer.get(), &TurnWriter::turnEnding, m_link.get(), &RoomLink::endTurn);

    Listener::Settings settings;
    settings.http.limits.maxBodyBytes = m_options.maxMessageBytes;
    settings.http.limits.head.maxBytes = m_options.limits.headBytes;
    settings.http.requestTimeoutMs = m_options.limits.requestTimeoutMs;
    settings.http.counters = &m_limitCounters;
    settings.http.refusalFields = [this](const HttpRequestHead &request) { return HttpCors(m_origins)(request); };
    settings.headTimeoutMs = m_options.limits.headTimeoutMs;
    settings.maxMessageBytes = m_options.maxMessageBytes;
    settings.closeTimeoutMs = std::max(settings.closeTimeoutMs, m_options.drainTimeoutMs);
    settings.counters = &m_limitCounters;
    auto listener = std::make_unique<Listener>(settings, *m_writer);
    if (!listener->adoptListeningSocket(listeningDescriptor))
        return false;
    m_rest = std::make_unique<RestServer>(*m_link, m_authenticator,
                                          RestServer::Settings { m_origins, m_connections, restLimits() });
    addMetricsRoute(m_rest->routes(), m_metrics);
    const HealthController::Settings health { [this] { return m_metrics.state(); },
                                              [this] { return m_metrics.stalledThreads(); } };
    m_health = std::make_unique<HealthController>(*m_link, health, m_rest->routes());
    addWebRoutes(m_rest->routes(), WebAsset::apiDescriptions());
    if (!m_options.noWeb)
        addWebRoutes(m_rest->routes(), WebAsset::pages());
    listener->serveOnly(HealthController::paths());
    m_listener = listener.get();
    m_rest->bind(listener.release());

    buildRealtime();
    watchConnections();
    // Those of the chat are its gateway's affair.
    connect(m_link.get(), &RoomLink::bansChanged, this, [this] {
        m_listener->closeHttpConnections([this](const QHostAddress &peer) { return !checkBans(peer); });
    });
    return true;
}

PayloadLimits IoWorker::payloadLimits() const
{
    const ServerLimits &limits = m_options.limits;
    return { limits.extrasBytes, limits.extrasDepth, limits.jsonDepth };
}

RestLimits IoWorker::restLimits()
{
    RestLimits limits;
    limits.payload = payloadLimits();
    limits.networkOf = [exemptsLoopback = !m_options.limits.holdForLoopback](const QHostAddress &address) {
        const PeerNetwork network(address);
        return exemptsLoopback && network.isLoopback() ? QString() : network.name();
    };
    limits.counters = &m_limitCounters;
    return limits;
}

void IoWorker::buildRealtime()
{
    const RoomFanout::Settings fanoutSettings { m_options.exchangesToEveryone, m_options.messageEvents };
    m_fanout = std::make_unique<RoomFanout>(*m_writer, fanoutSettings);
    connect(m_fanout.get(), &RoomFanout::fellBehind, m_link.get(), &RoomLink::setGathering);
    ChatGateway::Settings chatSettings;
    chatSettings.payload = payloadLimits();
    chatSettings.posts = RateLimit(m_options.limits.postsPerSecond);
    chatSettings.joins = RateLimit(m_options.limits.joinsPerSecond);
    chatSettings.exemptsLoopback = !m_options.limits.holdForLoopback;
    m_gateway = std::make_unique<ChatGateway>(chatSettings, *m_link, *m_fanout, *m_writer, m_limitCounters);

    EngineIoServer::Settings engineSettings;
    engineSettings.pingIntervalMs = m_options.pingIntervalMs;
    engineSettings.pingTimeoutMs = m_options.pingTimeoutMs;
    engineSettings.maxPayload = m_options.maxMessageBytes;
    engineSettings.allowsRevision3 = true;
    engineSettings.maxPendingBytes = m_options.maxPendingBytes;
    // Clients are dealt out, so each worker has its share of them.
    const auto share = [this](qint64 limit) { return (limit + m_options.ioThreads - 1) / m_options.ioThreads; };
    engineSettings.maxSessions = share(m_options.limits.connections);
    engineSettings.maxSessionsPerNetwork = share(m_options.limits.connectionsPerAddress);
    engineSettings.exemptsLoopback = !m_options.limits.holdForLoopback;
    engineSettings.counters = &m_limitCounters;
    engineSettings.responseFields = [this](const HttpRequestHead &request) { return HttpCors(m_origins)(request); };
    if (!m_authenticator.isOpen())
        engineSettings.refusal = refusalOfForeignPages(m_origins);
    m_engine = std::make_unique<EngineIoServer>(engineSettings);
    m_engine->join(m_peers, m_index, *m_listener);
    SocketIoServer::Settings socketIoSettings;
    socketIoSettings.maxJsonDepth = m_options.limits.jsonDepth;
    socketIoSettings.maxAttachmentBytes = m_options.maxMessageBytes;
    socketIoSettings.counters = &m_limitCounters;
    m_socketIo = std::make_unique<SocketIoServer>(*m_engine, socketIoSettings);
    m_socketIoGateway = std::make_unique<SocketIoGateway>(*m_socketIo, *m_gateway, m_authenticator);
    m_listener->addUpgradeHandler("/socket.io/", m_engine.get());
    m_listener->addRequestHandler("/socket.io/", m_engine.get());

    PlainWebSocketGateway::Settings plainSettings;
    plainSettings.pingIntervalMs = m_options.pingIntervalMs;
    plainSettings.pingTimeoutMs = m_options.pingTimeoutMs;
    plainSettings.origins = m_origins;
    m_plainGateway = std::make_unique<PlainWebSocketGateway>(*m_gateway, m_authenticator, plainSettings);
    m_listener->addUpgradeHandler("/ws", m_plainGateway.get());
}

void IoWorker::watchConnections()
{
    connect(m_engine.get(), &EngineIoServer::sessionCountChanged, this, [this](qsizetype count) {
        m_counters->socketIo.set(count);
        reportWhenClosed();
    });
    connect(m_plainGateway.get(), &PlainWebSocketGateway::clientCountChanged, this, [this](qsizetype count) {
        m_counters->plainWebSocket.set(count);
        reportWhenClosed();
    });
    connect(m_listener.get(), &Listener::httpConnectionCountChanged, this, [this](qsizetype count) {
        m_counters->http.set(count);
        reportWhenClosed();
    });
}

void IoWorker::open()
{
    m_listener->serveAll();
}

WorkerMetrics IoWorker::metrics() const
{
    return { m_counters, m_writer->metrics(), m_engine->metrics(), m_fanout->metrics(), m_rest->routes().metrics() };
}

void IoWorker::setCredentials(std::shared_ptr<const Credentials> credentials)
{
    m_authenticator.setCredentials(std::move(credentials));
    if (m_gateway)
        m_gateway->reviewIdentities([this](const Identity &it) { return m_authenticator.stillVouchesFor(it); });
}

void IoWorker::setTls(std::shared_ptr<const TlsContext> context)
{
    if (m_listener)
        m_listener->setTls(std::move(context));
}

void IoWorker::setOptions(const ServerOptions &options)
{
    m_options = options;
    m_origins = originsOf(options);
    if (!m_rest)
        return;
    m_gateway->setRates(RateLimit(options.limits.postsPerSecond), RateLimit(options.limits.joinsPerSecond));
    m_rest->setOrigins(m_origins);
    m_plainGateway->setOrigins(m_origins);
}

void IoWorker::admit(qintptr descriptor, const GateExit &gate, const PeerNetwork &network)
{
    auto *place = new ConnectionPlace(gate, { network, true });
    const auto admitted
        = m_link->bans().bansAddresses() ? checkBans(socket::peerAddress(descriptor)) : Result<void>();
    if (!admitted)
        m_listener->refuse(descriptor, httpErrorReply(admitted.error()), place);
    else
        m_listener->admit(descriptor, place);
}

Result<void> IoWorker::checkBans(const QHostAddress &peer) const
{
    return m_link->bans().admits(addressText(peer), currentTimestamp());
}

void IoWorker::refuse(qintptr descriptor, const GateExit &gate, const QByteArray &reply)
{
    m_listener->refuse(descriptor, reply, new ConnectionPlace(gate, { {}, false }));
}

void IoWorker::stopReceiving(int spreadMs)
{
    m_listener->serveHandlersOnly();
    m_gateway->stopReceiving(spreadMs);
    // Now, so that it is there before whatever main asks of the rooms next.
    m_link->send();
}

bool IoWorker::isPolled() const
{
    return m_engine->isPolled();
}

void IoWorker::closeConnections(bool awaitsPolls)
{
    m_isClosing = true;
    // Deliveries may still wait for the end of this turn or for a later one, and a connection takes nothing after its
    // close frame.
    do {
        m_writer->flush();
    } while (m_fanout->isBehind());
    m_engine->closeAll();
    m_plainGateway->closeAll(WebSocketCloseCode::GoingAway, "server is shutting down");
    // What long-polling has still to fetch it may fetch from any worker.
    QTimer::singleShot(awaitsPolls ? FetchMs : 0, m_listener.get(), [this] {
        m_listener->stop();
        m_listener->closeHttpConnections();
    });
    endGoodbyes(GoodbyeMs);
    reportWhenClosed();
}

void IoWorker::endGoodbyes(int afterMs)
{
    // The listener's, because this thread may go on for a while after finish().
    QTimer::singleShot(afterMs, m_listener.get(), [this] {
        // Who still reads may read on, as long as main lets it.
        if (m_writer->hasPending() || m_listener->hasUnsentAnswers())
            endGoodbyes(LookAgainMs);
        else
            Q_EMIT closed();
    });
}

void IoWorker::reportWhenClosed()
{
    const qint64 open = m_counters->http.value() + m_counters->socketIo.value() + m_counters->plainWebSocket.value();
    if (m_isClosing && open == 0)
        Q_EMIT closed();
}

void IoWorker::finish()
{
    // First the doors, then what stands behind them.
    m_rest.reset();
    m_health.reset();
    m_plainGateway.reset();
    m_socketIoGateway.reset();
    m_socketIo.reset();
    m_engine.reset();
    m_gateway.reset();
    m_fanout.reset();
    m_link.reset();
    m_writer.reset();
}

} // namespace parlor
