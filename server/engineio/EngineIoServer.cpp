// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/EngineIoServer.h"

#include "engineio/EngineIoHandover.h"
#include "engineio/EngineIoMetrics.h"
#include "engineio/EngineIoUpgrade.h"
#include "engineio/PollingTransport.h"
#include "engineio/WebSocketTransport.h"
#include "net/HttpErrorReply.h"
#include "protocol/SessionId.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

using Transport = EngineIoQuery::Transport;

/// Some old clients listen for messages only once they have heard that the WebSocket is open. They would miss a handshake
/// that they read together with the answer to the upgrade.
constexpr int OpeningPauseMs = 20;

} // namespace

EngineIoServer::EngineIoServer(const Settings &settings, QObject *parent) :
    QObject(parent),
    m_metrics(std::make_shared<EngineIoMetrics>()),
    m_settings(settings),
    m_heartbeat(settings.pingIntervalMs, settings.pingTimeoutMs),
    m_places({ settings.maxSessions, settings.maxSessionsPerNetwork, settings.exemptsLoopback }, u"sessions"_s,
             settings.counters)
{
}

EngineIoServer::~EngineIoServer()
{
    // Before the heartbeat, which they leave as they go.
    qDeleteAll(std::exchange(m_sessions, {}));
}

void EngineIoServer::join(EngineIoPeers &peers, std::size_t worker, Listener &listener)
{
    m_handover = std::make_unique<EngineIoHandover>(
        peers, worker, listener, [this](std::unique_ptr<HttpExchange> exchange) { serve(std::move(exchange)); });
}

bool EngineIoServer::isPolled() const
{
    return std::any_of(m_sessions.begin(), m_sessions.end(),
                       [](const EngineIoSession *session) { return session->polling() != nullptr; });
}

void EngineIoServer::closeAll()
{
    m_isClosing = true;
    const auto sessions = m_sessions.values();
    for (EngineIoSession *session : sessions)
        session->close();
}

std::optional<QByteArray> EngineIoServer::refuse(const HttpRequestHead &head)
{
    auto response = check(EngineIoQuery::of(head), head, true);
    if (!response)
        return std::nullopt;
    response->fields += "Connection: close\r\n";
    return response->toBytes();
}

bool EngineIoServer::isElsewhere(const HttpRequestHead &head) const
{
    return m_handover && m_handover->isElsewhere(EngineIoQuery::of(head).sid);
}

void EngineIoServer::passOn(QTcpSocket *socket, const HttpRequestHead &head)
{
    m_handover->pass(socket, head, EngineIoQuery::of(head).sid);
}

void EngineIoServer::accept(std::unique_ptr<WebSocketChannel> channel, const HttpRequestHead &head)
{
    const EngineIoQuery query = EngineIoQuery::of(head);
    const QHostAddress peerAddress = channel->peerAddress();
    auto transport = std::make_unique<WebSocketTransport>(
        std::move(channel), query.revision.value_or(EngineIoRevision::V4), query.supportsBinary);
    if (!query.sid.isEmpty() || query.transport != Transport::WebSocket) {
        upgrade(query, std::move(transport));
        return;
    }
    const EngineIoHandshakeInfo info { head, peerAddress };
    if (query.revision != EngineIoRevision::V3) {
        openByWebSocket(EngineIoRevision::V4, info, std::move(transport));
        return;
    }
    // Shared, because a slot must be copyable.
    const auto kept = std::make_shared<std::unique_ptr<WebSocketTransport>>(std::move(transport));
    QTimer::singleShot(OpeningPauseMs, this,
                       [this, info, kept] { openByWebSocket(EngineIoRevision::V3, info, std::move(*kept)); });
}

void EngineIoServer::openByWebSocket(EngineIoRevision revision, const EngineIoHandshakeInfo &info,
                                     std::unique_ptr<WebSocketTransport> transport)
{
    EngineIoSession *session = addSession(revision, info);
    transport->setReceiver(session);
    transport->start();
    session->open(std::move(transport), handshakeOf(*session, {}).toJson());
    announce(session);
    if (m_isClosing)
        session->close();
}

void EngineIoServer::upgrade(const EngineIoQuery &query, std::unique_ptr<WebSocketTransport> transport)
{
    EngineIoSession *session = find(query.sid);
    auto *attempt = new EngineIoUpgrade(std::move(transport), this);
    // Too late to be refused: the WebSocket is open.
    if (!session || !session->polling() || session->isUpgrading() || query.transport != Transport::WebSocket) {
        attempt->cancel();
        return;
    }
    session->tryUpgrade(*attempt);
    attempt->start(m_settings.upgradeTimeoutMs);
}

void EngineIoServer::handle(std::unique_ptr<HttpExchange> exchange)
{
    const HttpRequestHead &head = exchange->head();
    exchange->addFields("Cache-Control: no-store\r\n");
    if (m_settings.responseFields) {
        exchange->addFields(m_settings.responseFields(head));
        if (head.method() == "OPTIONS") {
            exchange->answer({ 204, {}, {}, {} });
            return;
        }
    }
    if (isElsewhere(head))
        m_handover->pass(std::move(exchange), EngineIoQuery::of(head).sid);
    else
        serve(std::move(exchange));
}

void EngineIoServer::serve(std::unique_ptr<HttpExchange> exchange)
{
    const HttpRequestHead &head = exchange->head();
    const EngineIoQuery query = EngineIoQuery::of(head);
    if (const auto refusal = check(query, head, false))
        exchange->answer(*refusal);
    else if (const auto full = query.sid.isEmpty() ? checkPlace(exchange->peerAddress()) : std::nullopt)
        exchange->answer(*full);
    else if (query.sid.isEmpty())
        openByPolling(query, std::move(exchange));
    else
        find(query.sid)->polling()->take(std::move(exchange));
}

std::optional<HttpResponse> EngineIoServer::check(const EngineIoQuery &query, const HttpRequestHead &head,
                                                  bool isUpgrade)
{
    if (query.transport == Transport::Unknown)
        return toHttpResponse(EngineIoError::UnknownTransport);
    if (m_settings.refusal) {
        if (const auto message = m_settings.refusal(head))
            return toHttpResponse(EngineIoError::Forbidden, *message);
    }
    if (query.sid.isEmpty())
        return checkHandshake(query, head, isUpgrade);
    m_heartbeat.expire();
    const EngineIoSession *session = find(query.sid);
    if (!session)
        return toHttpResponse(EngineIoError::UnknownSid);
    const Transport current = session->polling() ? Transport::Polling : Transport::WebSocket;
    if (!isUpgrade && query.transport != current)
        return toHttpResponse(EngineIoError::BadRequest);
    return std::nullopt;
}

std::optional<HttpResponse> EngineIoServer::checkHandshake(const EngineIoQuery &query, const HttpRequestHead &head,
                                                           bool isUpgrade)
{
    if (head.method() != "GET")
        return toHttpResponse(EngineIoError::BadHandshakeMethod);
    if ((query.transport == Transport::WebSocket && !isUpgrade) || m_isClosing)
        return toHttpResponse(EngineIoError::BadRequest);
    if (!query.revision || (query.revision == EngineIoRevision::V3 && !m_settings.allowsRevision3))
        return toHttpResponse(EngineIoError::UnsupportedVersion);
    return std::nullopt;
}

std::optional<HttpResponse> EngineIoServer::checkPlace(const QHostAddress &peerAddress) const
{
    const auto refusal = m_places.check(PeerNetwork(peerAddress));
    return refusal ? std::optional(httpErrorResponse(*refusal)) : std::nullopt;
}

void EngineIoServer::openByPolling(const EngineIoQuery &query, std::unique_ptr<HttpExchange> exchange)
{
    EngineIoSession *session = addSession(*query.revision, { exchange->head(), exchange->peerAddress() });
    EngineIoTransport::Receiver *receiver = session;
    auto transport = std::make_unique<PollingTransport>(
        PollingTransport::Settings { session->revision(), query.supportsBinary, m_settings.maxPayload,
                                     m_settings.maxPendingBytes, m_settings.closeTimeoutMs },
        receiver);
    PollingTransport &polling = *transport;
    session->open(std::move(transport), handshakeOf(*session, { "websocket" }).toJson());
    // The handshake leaves alone: whatever is sent by who hears of the session waits for the next poll.
    polling.take(std::move(exchange));
    announce(session);
}

EngineIoSession *EngineIoServer::addSession(EngineIoRevision revision, const EngineIoHandshakeInfo &info)
{
    const QByteArray sid = m_handover ? m_handover->makeSessionId() : makeSessionId();
    auto *session = new EngineIoSession(sid, revision, info, m_heartbeat, this);
    m_sessions.insert(session->sid(), session);
    m_places.enter(PeerNetwork(info.peerAddress));
    connect(session, &EngineIoSession::finished, this, [this, session] { remove(session); });
    connect(session, &EngineIoSession::lineChanged, this, [this, revision] {
        measure(revision, false, -1);
        measure(revision, true, 1);
    });
    return session;
}

EngineIoHandshake EngineIoServer::handshakeOf(const EngineIoSession &session,
                                              const QList<QByteArray> &upgrades) const
{
    return { session.sid(), upgrades, m_settings.pingIntervalMs, m_settings.pingTimeoutMs, m_settings.maxPayload };
}

void EngineIoServer::announce(EngineIoSession *session)
{
    measure(session->revision(), session->hasWebSocket(), 1);
    Q_EMIT sessionOpened(session);
    Q_EMIT sessionCountChanged(m_sessions.size());
}

EngineIoSession *EngineIoServer::find(const QByteArray &sid) const
{
    EngineIoSession *session = m_sessions.value(sid);
    return session && (session->isOpen() || session->polling()) ? session : nullptr;
}

void EngineIoServer::remove(EngineIoSession *session)
{
    m_sessions.remove(session->sid());
    measure(session->revision(), session->hasWebSocket(), -1);
    m_places.leave(PeerNetwork(session->handshake().peerAddress));
    session->deleteLater();
    Q_EMIT sessionCountChanged(m_sessions.size());
}

void EngineIoServer::measure(EngineIoRevision revision, bool webSocket, qint64 difference)
{
    EngineIoMetrics::Sessions &sessions
        = revision == EngineIoRevision::V3 ? m_metrics->revision3 : m_metrics->revision4;
    (webSocket ? sessions.webSocket : sessions.polling).add(difference);
}

} // namespace parlor
