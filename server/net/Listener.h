// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpConnection.h"
#include "net/UpgradeHandler.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QSet>
#include <QTcpServer>
#include <QWebSocketServer>

#include <utility>

namespace parlor {

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

    /// \a listeningDescriptor is duplicated. False where the platform refuses.
    bool adoptListeningSocket(qintptr listeningDescriptor);

    /// WebSocket upgrades whose path is \a path, or \a path without its final slash, go to \a handler, which must
    /// outlive this. Upgrades elsewhere get a 404.
    void addUpgradeHandler(const QByteArray &path, UpgradeHandler *handler);

    /// A connection from the acceptor. The descriptor is this listener's from now on.
    void admit(qintptr descriptor);

    /// Connections that are not yet known to be one thing or the other are dropped; admit() drops from now on.
    void stop();
    /// What the HTTP server calls. QTcpServer takes it for a wish to accept more.
    QTcpSocket *nextPendingConnection() override;
    /// Closes every HTTP connection once what was answered on it has left; idle ones at once.
    void closeHttpConnections();

Q_SIGNALS:
    /// How many connections the HTTP server has, whenever that changes.
    void httpConnectionCountChanged(qsizetype count);

protected:
    void incomingConnection(qintptr descriptor) override { admit(descriptor); }

private:
    /// A connection that QWebSocketServer is upgrading.
    struct Upgrade {
        QTcpSocket *socket = nullptr;
        HttpRequestHead head;
        UpgradeHandler *handler = nullptr;
    };
    using Peer = std::pair<QHostAddress, quint16>;

    void serveHttp(QTcpSocket *socket);
    void upgrade(QTcpSocket *socket, const HttpRequestHead &head);
    void finishUpgrades();
    static void answerAndClose(QTcpSocket *socket, const QByteArray &response);

    const Settings m_settings;
    TurnWriter &m_writer;
    QWebSocketServer m_webSocketServer;
    QHash<QByteArray, UpgradeHandler *> m_handlers; ///< by path, without its final slash
    QHash<Peer, Upgrade> m_upgrades;
    QSet<HttpConnection *> m_httpConnections;
    bool m_isStopped = false;
};

} // namespace parlor
