// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/EngineIoError.h"
#include "engineio/EngineIoQuery.h"
#include "engineio/EngineIoSession.h"
#include "net/Heartbeat.h"
#include "net/HttpRequestHandler.h"
#include "net/PlaceCounter.h"
#include "net/UpgradeHandler.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace parlor {

class EngineIoHandover;
class EngineIoPeers;
class LimitCounters;
class Listener;
struct EngineIoMetrics;

/// An Engine.IO server, revisions 3 and 4, over WebSocket, over HTTP long-polling, and from one to the other. It listens
/// nowhere by itself: give it to a Listener as the upgrade handler and the request handler of its path, usually /engine.io/
/// or /socket.io/. Lives on its worker's thread.
///
/// Several servers on threads of their own may serve one path together: see join().
class EngineIoServer : public QObject, public UpgradeHandler, public HttpRequestHandler {
    Q_OBJECT

public:
    struct Settings {
        int pingIntervalMs = 25'000;
        int pingTimeoutMs = 20'000;
        /// Of a message, or of the body of a long-polling request, in bytes. Announced to clients. The Listener must let
        /// bodies of that size through.
        qint64 maxPayload = 1'000'000;
        /// Lets in clients of revision 3 as well (Socket.IO 1 and 2).
        bool allowsRevision3 = false;
        /// How long a client may take to complete an upgrade.
        int upgradeTimeoutMs = 10'000;
        /// How long a closed session waits for a poll to fetch its last packets.
        int closeTimeoutMs = 30'000;
        /// A client of long-polling that leaves more unfetched is cut off. For WebSockets, the TurnWriter has such a limit.
        qint64 maxPendingBytes = 16 * 1024 * 1024;
        /// Sessions at a time; 0: no limit. On long-polling they need no connection, so nothing else bounds them.
        qint64 maxSessions = 0;
        /// The same of one address, or /64 network; 0: no limit.
        qint64 maxSessionsPerNetwork = 0;
        bool exemptsLoopback = true; ///< from the limit for each address
        LimitCounters *counters = nullptr; ///< may be null
        /// Header lines, each ending in CRLF, for the answer to a long-polling request: those of CORS, for example. Where this is
        /// set, OPTIONS requests are answered by 204 and these.
        std::function<QByteArray(const HttpRequestHead &request)> responseFields;
        /// Asked of every request, those that open a session and those of one: a message where it is not to be served, which the
        /// client is told; an empty one stands for "Forbidden".
        std::function<std::optional<QByteArray>(const HttpRequestHead &request)> refusal;
    };

    explicit EngineIoServer(const Settings &settings, QObject *parent = nullptr);
    ~EngineIoServer() override;

    /// Becomes the server of \a worker among \a peers, whose connections come by \a listener. To be called once, before the first
    /// request, on the thread of this.
    void join(EngineIoPeers &peers, std::size_t worker, Listener &listener);

    /// Any thread.
    std::shared_ptr<const EngineIoMetrics> metrics() const { return m_metrics; }
    qsizetype sessionCount() const { return m_sessions.size(); }
    /// True where a session is on long-polling.
    bool isPolled() const;
    /// Closes every session and opens no more; sessionCount() falls as they end.
    void closeAll();

    std::optional<QByteArray> refuse(const HttpRequestHead &head) override;
    qint64 maxMessageBytes() const override { return m_settings.maxPayload; }
    bool isElsewhere(const HttpRequestHead &head) const override;
    void passOn(QTcpSocket *socket, const HttpRequestHead &head) override;
    void accept(std::unique_ptr<WebSocketChannel> channel, const HttpRequestHead &head) override;
    void handle(std::unique_ptr<HttpExchange> exchange) override;

Q_SIGNALS:
    /// A client has completed its handshake. The session is this server's, and gone after its closed() signal.
    void sessionOpened(parlor::EngineIoSession *session);
    void sessionCountChanged(qsizetype count);

private:
    /// A request of this server's sessions, or of none.
    void serve(std::unique_ptr<HttpExchange> exchange);
    /// Why a request is not served, as its answer; nothing where it is.
    std::optional<HttpResponse> check(const EngineIoQuery &query, const HttpRequestHead &head, bool isUpgrade);
    std::optional<HttpResponse> checkHandshake(const EngineIoQuery &query, const HttpRequestHead &head,
                                               bool isUpgrade);
    /// Whether there is a place for one more session of that address; 503 or 429 where there is none.
    std::optional<HttpResponse> checkPlace(const QHostAddress &peerAddress) const;
    void openByWebSocket(EngineIoRevision revision, const EngineIoHandshakeInfo &info,
                         std::unique_ptr<WebSocketTransport> transport);
    void openByPolling(const EngineIoQuery &query, std::unique_ptr<HttpExchange> exchange);
    void upgrade(const EngineIoQuery &query, std::unique_ptr<WebSocketTransport> transport);
    EngineIoSession *addSession(EngineIoRevision revision, const EngineIoHandshakeInfo &info);
    EngineIoHandshake handshakeOf(const EngineIoSession &session, const QList<QByteArray> &upgrades) const;
    void announce(EngineIoSession *session);
    /// Null where there is none, or none that anything can still be fetched from or brought to.
    EngineIoSession *find(const QByteArray &sid) const;
    void remove(EngineIoSession *session);
    /// Adds \a difference to the number of sessions of that kind.
    void measure(EngineIoRevision revision, bool webSocket, qint64 difference);

    const std::shared_ptr<EngineIoMetrics> m_metrics;
    const Settings m_settings;
    Heartbeat m_heartbeat;
    std::unique_ptr<EngineIoHandover> m_handover; ///< null where this serves alone
    QHash<QByteArray, EngineIoSession *> m_sessions;
    PlaceCounter m_places;
    bool m_isClosing = false;
};

} // namespace parlor
