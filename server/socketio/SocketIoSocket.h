// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/EngineIoHandshakeInfo.h"
#include "net/TurnWriter.h"
#include "protocol/SocketIoPacket.h"
#include "socketio/SocketIoEvent.h"

#include <QByteArray>
#include <QJsonObject>
#include <QObject>
#include <QString>

namespace parlor {

class SocketIoConnection;

/// One client in one namespace. Lives on its worker's thread.
///
/// Deleted once it is disconnected, from the event loop; disconnected() was emitted before that.
class SocketIoSocket : public QObject {
    Q_OBJECT

public:
    enum class DisconnectReason : quint8 {
        ClientDisconnect, ///< the client left the namespace
        ServerDisconnect, ///< disconnectClient() was called
        TransportClosed,
        PingTimeout,
        ParseError,
        ServerShutdown,
    };
    Q_ENUM(DisconnectReason)

    SocketIoSocket(SocketIoConnection &connection, const QByteArray &id, const QString &nsp, const QJsonObject &auth);
    ~SocketIoSocket() override;

    /// The id that the client knows itself by: the `sid` of its CONNECT answer.
    const QByteArray &id() const { return m_id; }
    const QString &nsp() const { return m_nsp; }
    /// What the client sent with CONNECT.
    const QJsonObject &auth() const { return m_auth; }
    const EngineIoHandshakeInfo &handshake() const;
    bool isConnected() const { return m_isConnected; }

    /// Where ready-made WebSocket frames of text packets for this client may be written; NoLine where it has no WebSocket.
    TurnWriter::Line line() const;

    /// Each does nothing once the socket is disconnected.
    void emitEvent(const QString &name, const QJsonArray &arguments);
    /// The ready-made text of a packet for this namespace (see protocol/SocketIoPacket.h).
    void sendPacket(QByteArrayView packetText);
    /// Answers an event that has this ackId. To be called once for each.
    void acknowledge(quint64 ackId, const QJsonArray &arguments);
    /// The same with a single argument that is JSON text already.
    void acknowledge(quint64 ackId, QByteArrayView argumentJson);
    /// Leaves the namespace; with \a closeConnection the whole connection ends.
    void disconnectClient(bool closeConnection = false);

Q_SIGNALS:
    void eventReceived(const parlor::SocketIoEvent &event);
    void disconnected(parlor::SocketIoSocket::DisconnectReason reason);

private:
    friend class SocketIoConnection;

    void packetReceived(const SocketIoPacket &packet, const QList<QByteArray> &attachments);
    void end(DisconnectReason reason);

    SocketIoConnection &m_connection;
    const QByteArray m_id;
    const QString m_nsp;
    const QJsonObject m_auth;
    bool m_isConnected = true;
};

} // namespace parlor
