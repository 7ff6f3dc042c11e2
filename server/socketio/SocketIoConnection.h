// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/EngineIoSession.h"
#include "socketio/SocketIoAdmission.h"
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
    SocketIoConnection(EngineIoSession &session, SocketIoServer &server);
    ~SocketIoConnection() override;

    /// Takes packets from now on. A client of revision 4 is in the main namespace at once; one of revision 5 that joins none within
    /// \a connectTimeoutMs is closed.
    void begin(int connectTimeoutMs);

    const EngineIoSession &session() const { return m_session; }

    void send(const SocketIoMessage &message);
    /// The same, where \a textFrame is the ready-made WebSocket frame of the message's text.
    void send(const SocketIoMessage &message, QByteArrayView textFrame);
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
    void connectNamespace(const QString &name, const QJsonObject &auth);
    void answerConnect(SocketIoSocket *socket, const SocketIoAdmission::Refusal *refusal);
    void sendRefusal(const QString &nsp, const SocketIoAdmission::Refusal &refusal);
    void lineChanged();
    void sessionClosed(EngineIoSession::CloseReason reason);

    bool isRevision4() const { return m_session.revision() == EngineIoRevision::V3; }
    QByteArray makeSocketId(const QString &nsp) const;
    /// The one there that is connected or about to be, or nullptr.
    SocketIoSocket *socketIn(const QString &nsp) const;
    bool hasJoined() const;

    EngineIoSession &m_session;
    SocketIoServer &m_server;
    QList<SocketIoSocket *> m_sockets; ///< one for each namespace; seldom more than one
    std::optional<SocketIoPacket> m_awaited; ///< waits for its attachments
    QList<QByteArray> m_attachments;
    qint64 m_attachmentBytes = 0;
    QBasicTimer m_connectTimer;
};

} // namespace parlor
