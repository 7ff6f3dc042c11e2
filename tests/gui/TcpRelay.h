// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

/// Stands between a client and a server, so that a test can take the way between them away and give it back.
class TcpRelay : public QObject {
    Q_OBJECT

public:
    explicit TcpRelay(quint16 serverPort) : m_serverPort(serverPort)
    {
        connect(&m_server, &QTcpServer::newConnection, this, &TcpRelay::accept);
        m_server.listen(QHostAddress::LocalHost);
        m_port = m_server.serverPort();
    }

    quint16 port() const { return m_port; }

    /// Ends every connection and refuses new ones.
    void cut()
    {
        m_server.close();
        const QList<QTcpSocket *> sockets = findChildren<QTcpSocket *>();
        for (QTcpSocket *socket : sockets)
            socket->abort();
    }
    bool restore() { return m_server.listen(QHostAddress::LocalHost, m_port); }

private:
    void accept()
    {
        while (QTcpSocket *client = m_server.nextPendingConnection()) {
            client->setParent(this);
            auto *server = new QTcpSocket(this);
            server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_serverPort);
            join(client, server);
            join(server, client);
        }
    }

    static void join(QTcpSocket *from, QTcpSocket *to)
    {
        connect(from, &QTcpSocket::readyRead, to, [from, to] { to->write(from->readAll()); });
        connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
        connect(from, &QTcpSocket::disconnected, from, &QObject::deleteLater);
    }

    const quint16 m_serverPort;
    quint16 m_port = 0;
    QTcpServer m_server;
};
