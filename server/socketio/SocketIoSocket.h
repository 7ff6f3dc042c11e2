// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/EngineIoHandshakeInfo.h"
#include "net/TurnWriter.h"
#include "protocol/SocketIoMessage.h"
#include "socketio/SocketIoAcks.h"
#include "socketio/SocketIoEvent.h"

#include <QByteArray>
#include <QCborArray>
#include <QJsonObject>
#include <QObject>
#include <QSet>
#include <QString>

#include <any>
#include <utility>

namespace parlor {

class SocketIoBroadcast;
class SocketIoConnection;
class SocketIoNamespace;

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

    SocketIoSocket(SocketIoConnection &connection, SocketIoNamespace &nsp, const QByteArray &id,
                   const QJsonObject &auth);
    ~SocketIoSocket() override;

    /// The id that the client knows itself by: the `sid` of its CONNECT answer, or what clients of version 1 and 2 make of
    /// the session's.
    const QByteArray &id() const { return m_id; }
    SocketIoNamespace &nsp() const { return m_nsp; }
    /// What the client sent with CONNECT. Clients of version 1 and 2 can only send texts, and none to the main namespace.
    const QJsonObject &auth() const { return m_auth; }
    const EngineIoHandshakeInfo &handshake() const;
    bool isConnected() const { return m_state == State::Connected; }

    /// What the server keeps of this client, for example from a middleware to the handler of connected().
    const std::any &data() const { return m_data; }
    void setData(std::any data) { m_data = std::move(data); }

    /// Sends an event. Byte arrays in \a arguments, however deep, travel as binary frames. Names that
    /// isReservedSocketIoEvent() knows are refused with a warning.
    ///
    /// This and all that follows do nothing where the socket is not connected.
    void emitEvent(const QString &name, const QCborArray &arguments = {});
    /// The same, and asks the client for an acknowledgement. \a answered is called once: with what the client says, or with why
    /// it says nothing, which may be at once. Not where this socket is destroyed without disconnected().
    void emitWithAck(const QString &name, const QCborArray &arguments, int timeoutMs,
                     const SocketIoAnswerHandler &answered);
    /// Answers an event that has this ackId. To be called once for each.
    void acknowledge(quint64 ackId, const QCborArray &arguments = {});
    /// The same with a single argument that is JSON text already.
    void acknowledgeJson(quint64 ackId, QByteArrayView argumentJson);
    /// Leaves the namespace; with \a closeConnection the whole connection ends.
    void disconnectClient(bool closeConnection = false);

    /// Rooms are the namespace's, and the server's alone: a client does not know which it is in. A socket that has gone is in none.
    void join(const QString &room);
    void leave(const QString &room);
    QSet<QString> rooms() const;
    /// Everybody in that room but this socket.
    SocketIoBroadcast to(const QString &room);
    /// Everybody in the namespace but this socket.
    SocketIoBroadcast broadcast();

    /// The ready-made text of a packet for this namespace (see protocol/SocketIoPacket.h).
    void sendPacket(QByteArrayView packetText);
    /// Where ready-made WebSocket frames of text packets for this client may be written; NoLine where it has no WebSocket.
    TurnWriter::Line line() const;

Q_SIGNALS:
    void eventReceived(const parlor::SocketIoEvent &event);
    /// line() is another one now. What was sent before leaves before what is written there.
    void lineChanged();
    void disconnected(parlor::SocketIoSocket::DisconnectReason reason);

private:
    friend class SocketIoBroadcast;
    friend class SocketIoConnection;
    friend class SocketIoNamespace;

    enum class State : quint8 {
        Connecting, ///< the namespace's middleware is asked
        Connected,
        Disconnected,
    };

    /// False, with a warning, for names that only the client library itself may emit.
    static bool mayEmit(const QString &name);

    void sendBroadcast(const SocketIoMessage &message, QByteArrayView textFrame);
    bool isConnecting() const { return m_state == State::Connecting; }
    void begin();
    /// False where the packet's attachments do not fit its placeholders.
    bool packetReceived(const SocketIoPacket &packet, const QList<QByteArray> &attachments);
    void end(DisconnectReason reason);

    SocketIoConnection &m_connection;
    SocketIoNamespace &m_nsp;
    const QByteArray m_id;
    const QJsonObject m_auth;
    std::any m_data;
    SocketIoAcks m_acks;
    State m_state = State::Connecting;
};

} // namespace parlor
