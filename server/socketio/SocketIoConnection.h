// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/EngineIoSession.h"
#include "socketio/SocketIoSocket.h"

#include <QBasicTimer>
#include <QList>
#include <QObject>

#include <optional>

namespace parlor {

class SocketIoServer;

/// One Engine.IO session and the namespaces that it has joined: reads packets, puts binary ones together, and routes
/// them. What has no place closes the session, as in the reference server. Owned by its session.
class SocketIoConnection : public QObject {
    Q_OBJECT

public:
    /// A client that joins no namespace within \a connectTimeoutMs is closed.
    SocketIoConnection(EngineIoSession &session, SocketIoServer &server, int connectTimeoutMs);
    ~SocketIoConnection() override;

    const EngineIoSession &session() const { return m_session; }

    void send(const SocketIoPacket &packet);
    void sendText(QByteArrayView packetText);
    /// Disconnects \a socket, telling the client.
    void leave(SocketIoSocket *socket);
    /// Disconnects every namespace, telling the client, and closes the session.
    void closeByServer();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void textReceived(QByteArrayView text);
    void binaryReceived(QByteArrayView data);
    void packetReceived(const SocketIoPacket &packet, const QList<QByteArray> &attachments);
    void connectNamespace(const SocketIoPacket &packet);
    void sessionClosed(EngineIoSession::CloseReason reason);
    SocketIoSocket *socketIn(const QString &nsp) const;

    EngineIoSession &m_session;
    SocketIoServer &m_server;
    QList<SocketIoSocket *> m_sockets; ///< one for each namespace joined; seldom more than one
    std::optional<SocketIoPacket> m_awaited; ///< waits for its attachments
    QList<QByteArray> m_attachments;
    QBasicTimer m_connectTimer;
};

} // namespace parlor
