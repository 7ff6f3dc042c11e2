// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpConnection.h"
#include "net/UpgradeHandler.h"

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QTcpServer>
#include <QWebSocketServer>

namespace parlor {

class ConnectionSniffer;
class TurnWriter;

/// One worker's door. The acceptor hands it descriptors; it looks at each connection and gives it to the HTTP server
/// that is bound to it or, by path, to an UpgradeHandler. Lives on its worker's thread.
///
/// It "listens" on a duplicate of the one listening descriptor, because QAbstractHttpServer::bind wants a server
/// that does, but never accepts by itself: the acceptor deals connections out evenly.
class Listener : public QTcpServer {
    Q_OBJECT

public:
    struct Settings {
        HttpConnection::Settings http;
        int headTimeoutMs = 10'000;
        qint64 maxMessageBytes = 1'000'000;
        /// How long a peer has to answer a close frame.
        int closeTimeoutMs = 5'000;
    };

    Listener(const Settings &settings, TurnWriter &writer, QObject *parent = nullptr);
    ~Listener() override;

    /// \a listeningDescriptor is duplicated. False where the platform refuses.
    bool adoptListeningSocket(qintptr listeningDescriptor);

    /// WebSocket upgrades whose path is \a path, or \a path without its final slash, go to \a handler, which must
    /// outlive this. Upgrades elsewhere get a 404.
    void addUpgradeHandler(const QByteArray &path, UpgradeHandler *handler);

    /// A connection from the acceptor. The descriptor is this listener's from now on.
    void admit(qintptr descriptor);

    /// Connections that are not yet known to be one thing or the other are dropped; admit() drops from now on.
    void stop();

    /// Closes every HTTP connection once what was answered on it has left; idle ones at once.
    void closeHttpConnections();

    /// What the HTTP server calls. QTcpServer takes it for a wish to accept more.
    QTcpSocket *nextPendingConnection() override;

Q_SIGNALS:
    /// How many connections the HTTP server has, whenever that changes.
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

    void serveHttp(QTcpSocket *socket);
    void upgrade(QTcpSocket *socket, const HttpRequestHead &head);
    void refuseUpgrade(QTcpSocket *socket, const QByteArray &reply);
    void onWebSocket();
    void open(QTcpSocket *upgraded, const Handshake &handshake);
    /// The same connection on a socket of its own; nothing where that is not possible. QWebSocketServer makes the handshake,
    /// but a QWebSocket, and the buffers of the socket that a handshake went through, would cost an idle connection 20 KB.
    QTcpSocket *takeOver(QTcpSocket *upgraded);
    QTcpSocket *socketOf(const QWebSocket &webSocket) const;

    const Settings m_settings;
    TurnWriter &m_writer;
    QWebSocketServer m_webSocketServer;
    QHash<QByteArray, UpgradeHandler *> m_handlers; ///< by path without its final slash
    QHash<ConnectionSniffer *, QTcpSocket *> m_sniffers;
    QHash<QTcpSocket *, Handshake> m_handshakes;
    QSet<HttpConnection *> m_httpConnections;
    bool m_stopped = false;
};

} // namespace parlor
