// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>

/// Two ends of a real TCP connection over the loopback address.
struct SocketPair {
    SocketPair()
    {
        QTcpServer server;
        if (!server.listen(QHostAddress::LocalHost))
            qFatal("No port");
        peer.connectToHost(QHostAddress(QHostAddress::LocalHost), server.serverPort());
        if (!QTest::qWaitFor([&] { return server.hasPendingConnections() && peer.state() == QTcpSocket::ConnectedState; }))
            qFatal("No connection");
        socket.reset(server.nextPendingConnection());
        socket->setParent(nullptr);
        // As the server has it: each write is to show as such.
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }

    std::unique_ptr<QTcpSocket> socket; ///< the server's end
    QTcpSocket peer;
};
