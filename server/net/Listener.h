// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpConnection.h"
#include "net/UpgradeHandler.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QDeadlineTimer>
#include <QHash>
#include <QSet>
#include <QTcpServer>
#include <QWebSocketServer>

#include <functional>
#include <memory>

namespace parlor {

class ConnectionPlace;
class ConnectionSniffer;
class HttpRequestHandler;
class TlsContext;
class TlsHandshake;
class TurnWriter;
struct NetMetrics;

/// One thread's door. It looks at each connection and, by path, gives upgrades to an UpgradeHandler and requests to an
/// HttpRequestHandler; requests of other paths go to the HTTP server that is bound to it (QAbstractHttpServer::bind), or get a
/// 404 where none is. An upgrade may come behind requests, and is then treated as if it came first. Lives on the thread of those
/// handlers.
///
/// There are two ways to use it:
/// - Alone: listen(), as with any QTcpServer. It accepts for itself.
/// - One for each of several workers: adoptListeningSocket(), because bind() wants a server that listens. It then never
///   accepts by itself; an acceptor deals the connections out evenly and hands them to admit().
class Listener : public QTcpServer {
    Q_OBJECT

public:
    struct Settings {
        HttpConnection::Settings http;
        int headTimeoutMs = 10'000;
        int tlsHandshakeTimeoutMs = 10'000;
        qint64 maxMessageBytes = 1'000'000;
        /// How long a peer has to answer a close frame.
        int closeTimeoutMs = 5'000;
        LimitCounters *counters = nullptr; ///< may be null
    };

    Listener(const Settings &settings, TurnWriter &writer, QObject *parent = nullptr);
    ~Listener() override;

    /// \a listeningDescriptor is duplicated. False where the platform refuses.
    bool adoptListeningSocket(qintptr listeningDescriptor);

    /// WebSocket upgrades whose path is \a path, or \a path without its final slash, go to \a handler, which must
    /// outlive this. Upgrades elsewhere get a 404.
    void addUpgradeHandler(const QByteArray &path, UpgradeHandler *handler);
    /// The same for all other requests of that path, whatever their method.
    void addRequestHandler(const QByteArray &path, HttpRequestHandler *handler);

    /// Connections that come from now on speak TLS by \a context, and nothing else; those that are there stay as they are. Without
    /// one they are plain.
    void setTls(std::shared_ptr<const TlsContext> context) { m_tls = std::move(context); }

    /// A connection from the acceptor. The descriptor is this listener's from now on, and so is \a place, which may be null.
    void admit(qintptr descriptor, ConnectionPlace *place = nullptr);
    /// The same for one that gets nothing but \a reply.
    void refuse(qintptr descriptor, const QByteArray &reply, ConnectionPlace *place = nullptr);

    /// An upgrade that another thread's listener passed on (see UpgradeHandler). The socket lives on this thread already, without
    /// a parent, and nothing was read from it. It is this listener's from now on.
    void takeUpgrade(QTcpSocket *socket, const HttpRequestHead &head);

    /// Until serveAll(), everything gets a 503 because the server is starting, but requests of \a paths: those go to the HTTP server
    /// from now on until the end.
    void serveOnly(const QByteArrayList &paths);
    void serveAll() { m_isStarting = false; }
    /// From now on only request handlers are served: upgrades get a 503, and so do requests for the HTTP server on connections
    /// that come from now on.
    void serveHandlersOnly() { m_servesHandlersOnly = true; }
    /// Connections that are not yet known to be one thing or the other are dropped; admit() drops from now on.
    void stop();

    /// Whether an answer waits for its client to read it.
    bool hasUnsentAnswers() const;
    using IsMeant = std::function<bool(const QHostAddress &peer)>;
    /// Closes every HTTP connection whose peer is meant as the next one does.
    void closeHttpConnections(const IsMeant &isMeant);
    /// Closes every HTTP connection, those of request handlers too, once what was answered on it has left; idle ones at once.
    void closeHttpConnections();

    /// What the HTTP server calls. QTcpServer takes it for a wish to accept more; see adoptListeningSocket().
    QTcpSocket *nextPendingConnection() override;

Q_SIGNALS:
    /// How many HTTP connections there are, whenever that changes.
    void httpConnectionCountChanged(qsizetype count);

protected:
    void incomingConnection(qintptr descriptor) override { admit(descriptor); }

private:
    /// An upgrade that was handed to QWebSocketServer.
    struct Handshake {
        HttpRequestHead head;
        UpgradeHandler *handler = nullptr;
        QByteArray early; ///< what the client sent behind the handshake
    };

    QTcpSocket *take(qintptr descriptor, ConnectionPlace *place);
    void secure(QTcpSocket *socket, const std::function<void(QTcpSocket *)> &goOn);
    void sniff(QTcpSocket *socket);
    void warnOfTls(const QTcpSocket &socket);
    void serveHttp(QTcpSocket *socket);
    /// A connection on which HTTP was spoken, and now an upgrade is asked for: it is looked at as if it had just come.
    void sniffAgain(QTcpSocket *socket, const QByteArray &unread);
    HttpRequestHandler *handlerOf(const HttpRequestHead &head) const;
    /// The same for a connection that came when handlers alone were served already, if it \a isLate.
    HttpRequestHandler *handlerNow(const HttpRequestHead &head, bool isLate) const;
    bool hasHttpServer() const;
    void upgrade(QTcpSocket *socket, const HttpRequestHead &head);
    void refuse(QTcpSocket *socket, const QByteArray &reply);
    void refuseUpgrade(QTcpSocket *socket, const QByteArray &reply);
    void onWebSocket();
    void open(QTcpSocket *upgraded, const Handshake &handshake);
    /// The same connection on a socket of its own; nothing where that is not possible. QWebSocketServer makes the handshake,
    /// but a QWebSocket, and the buffers of the socket that a handshake went through, would cost an idle connection 20 KB.
    QTcpSocket *takeOver(QTcpSocket *upgraded);
    QTcpSocket *socketOf(const QWebSocket &webSocket) const;

    TurnWriter &m_writer;
    NetMetrics &m_metrics;
    const Settings m_settings;
    std::shared_ptr<const TlsContext> m_tls;
    QWebSocketServer m_webSocketServer;
    // Both by path without its final slash.
    QHash<QByteArray, UpgradeHandler *> m_upgradeHandlers;
    QHash<QByteArray, HttpRequestHandler *> m_requestHandlers;
    QSet<TlsHandshake *> m_tlsHandshakes;
    QHash<ConnectionSniffer *, QTcpSocket *> m_sniffers;
    QHash<QTcpSocket *, Handshake> m_handshakes;
    QSet<HttpConnection *> m_httpConnections;
    QSet<QByteArray> m_alwaysServed; ///< paths of the HTTP server, without their final slash
    QDeadlineTimer m_nextTlsWarning;
    bool m_acceptsItself = true;
    bool m_isStarting = false;
    bool m_servesHandlersOnly = false;
    bool m_stopped = false;
};

} // namespace parlor
