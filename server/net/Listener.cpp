// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Listener.h"

#include "net/ConnectionSniffer.h"
#include "net/HttpErrorReply.h"
#include "net/LingeringClose.h"
#include "net/SocketDescriptor.h"
#include "net/WebSocketChannel.h"

#include <QTcpSocket>
#include <QWebSocket>

#include <limits>
#include <memory>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// `/ws` and `/ws/` are the same door.
QByteArray withoutFinalSlash(QByteArrayView path)
{
    return (path.endsWith('/') ? path.chopped(1) : path).toByteArray();
}

} // namespace

Listener::Listener(const Settings &settings, TurnWriter &writer, QObject *parent) :
    QTcpServer(parent),
    m_settings(settings),
    m_writer(writer),
    m_webSocketServer(u"Parlor"_s, QWebSocketServer::NonSecureMode)
{
    // Nothing ever waits: what is pending is taken at once.
    setMaxPendingConnections(std::numeric_limits<int>::max());
    connect(&m_webSocketServer, &QWebSocketServer::newConnection, this, &Listener::finishUpgrades);
}

bool Listener::adoptListeningSocket(qintptr listeningDescriptor)
{
    const qintptr descriptor = socket::duplicate(listeningDescriptor);
    if (descriptor == -1)
        return false;
    if (!setSocketDescriptor(descriptor)) {
        socket::close(descriptor);
        return false;
    }
    pauseAccepting();
    return true;
}

void Listener::addUpgradeHandler(const QByteArray &path, UpgradeHandler *handler)
{
    m_handlers.insert(withoutFinalSlash(path), handler);
}

void Listener::admit(qintptr descriptor)
{
    if (m_isStopped) {
        socket::close(descriptor);
        return;
    }
    auto *socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        socket::close(descriptor);
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);

    auto *sniffer = new ConnectionSniffer(socket, m_settings.http.limits.head, m_settings.headTimeoutMs, this);
    connect(sniffer, &ConnectionSniffer::httpFound, this, &Listener::serveHttp);
    connect(sniffer, &ConnectionSniffer::upgradeFound, this, &Listener::upgrade);
    connect(sniffer, &ConnectionSniffer::ended, sniffer, &QObject::deleteLater);
    connect(sniffer, &ConnectionSniffer::httpFound, sniffer, &QObject::deleteLater);
    connect(sniffer, &ConnectionSniffer::upgradeFound, sniffer, &QObject::deleteLater);
}

void Listener::stop()
{
    m_isStopped = true;
    const auto sniffers = findChildren<ConnectionSniffer *>(Qt::FindDirectChildrenOnly);
    qDeleteAll(sniffers);
}

QTcpSocket *Listener::nextPendingConnection()
{
    QTcpSocket *connection = QTcpServer::nextPendingConnection();
    pauseAccepting();
    return connection;
}

void Listener::closeHttpConnections()
{
    const auto connections = m_httpConnections;
    for (HttpConnection *connection : connections)
        connection->closeWhenIdle();
}

void Listener::serveHttp(QTcpSocket *socket)
{
    auto *connection = new HttpConnection(socket, m_settings.http, this);
    m_httpConnections.insert(connection);
    connect(connection, &QObject::destroyed, this, [this, connection] {
        m_httpConnections.remove(connection);
        Q_EMIT httpConnectionCountChanged(m_httpConnections.size());
    });
    Q_EMIT httpConnectionCountChanged(m_httpConnections.size());
    addPendingConnection(connection);
    connection->start();
}

void Listener::upgrade(QTcpSocket *socket, const HttpRequestHead &head)
{
    UpgradeHandler *handler = m_handlers.value(withoutFinalSlash(head.path()));
    if (!handler) {
        const QString message = u"Cannot GET "_s + QString::fromLatin1(head.target());
        answerAndClose(socket, httpErrorReply(Error::of(Error::Kind::RouteNotFound, message)));
        return;
    }
    if (const auto refusal = handler->refuse(head)) {
        answerAndClose(socket, *refusal);
        return;
    }
    const Peer peer(socket->peerAddress(), socket->peerPort());
    m_upgrades.insert(peer, { socket, head, handler });
    connect(socket, &QObject::destroyed, this, [this, peer] { m_upgrades.remove(peer); });
    m_webSocketServer.handleConnection(socket);
}

void Listener::finishUpgrades()
{
    while (QWebSocket *webSocket = m_webSocketServer.nextPendingConnection()) {
        // QWebSocket does not tell its socket; a peer has one connection from each of its ports.
        const Upgrade upgrade = m_upgrades.take({ webSocket->peerAddress(), webSocket->peerPort() });
        if (!upgrade.socket) {
            webSocket->deleteLater();
            continue;
        }
        // The channel owns the socket from now on: nobody else is to delete it.
        disconnect(upgrade.socket, &QAbstractSocket::disconnected, &m_webSocketServer, nullptr);
        disconnect(upgrade.socket, &QObject::destroyed, this, nullptr);
        upgrade.handler->accept(std::make_unique<WebSocketChannel>(webSocket, upgrade.socket, m_writer,
                                                                   m_settings.maxMessageBytes,
                                                                   m_settings.closeTimeoutMs),
                                upgrade.head);
    }
}

void Listener::answerAndClose(QTcpSocket *socket, const QByteArray &response)
{
    connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
    socket->write(response);
    new LingeringClose(socket);
}

} // namespace parlor
