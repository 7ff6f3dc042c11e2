// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/SocketIoSocket.h"

#include "socketio/SocketIoConnection.h"

#include <QVariant>

namespace parlor {

SocketIoSocket::SocketIoSocket(SocketIoConnection &connection, const QByteArray &id, const QString &nsp,
                               const QJsonObject &auth) :
    QObject(&connection),
    m_connection(connection),
    m_id(id),
    m_nsp(nsp),
    m_auth(auth)
{
}

SocketIoSocket::~SocketIoSocket() = default;

const EngineIoHandshakeInfo &SocketIoSocket::handshake() const
{
    return m_connection.session().handshake();
}

TurnWriter::Line SocketIoSocket::line() const
{
    return m_isConnected ? m_connection.session().line() : TurnWriter::NoLine;
}

void SocketIoSocket::emitEvent(const QString &name, const QJsonArray &arguments)
{
    if (!m_isConnected)
        return;
    SocketIoPacket packet;
    packet.type = SocketIoPacket::Type::Event;
    packet.nsp = m_nsp;
    QJsonArray data = arguments;
    data.prepend(name);
    packet.data = data;
    m_connection.send(packet);
}

void SocketIoSocket::sendPacket(QByteArrayView packetText)
{
    if (m_isConnected)
        m_connection.sendText(packetText);
}

void SocketIoSocket::acknowledge(quint64 ackId, const QJsonArray &arguments)
{
    if (!m_isConnected)
        return;
    SocketIoPacket packet;
    packet.type = SocketIoPacket::Type::Ack;
    packet.nsp = m_nsp;
    packet.id = ackId;
    packet.data = arguments;
    m_connection.send(packet);
}

void SocketIoSocket::acknowledge(quint64 ackId, QByteArrayView argumentJson)
{
    if (m_isConnected)
        m_connection.sendText(encodeSocketIoAck(m_nsp, ackId, argumentJson));
}

void SocketIoSocket::disconnectClient(bool closeConnection)
{
    if (!m_isConnected)
        return;
    if (closeConnection) {
        m_connection.closeByServer();
        return;
    }
    m_connection.leave(this);
}

void SocketIoSocket::packetReceived(const SocketIoPacket &packet, const QList<QByteArray> &attachments)
{
    switch (packet.type) {
    case SocketIoPacket::Type::Event:
    case SocketIoPacket::Type::BinaryEvent: {
        SocketIoEvent event;
        event.arguments = packet.data.toArray();
        event.name = event.arguments.takeAt(0).toVariant().toString();
        event.attachments = attachments;
        event.ackId = packet.id;
        Q_EMIT eventReceived(event);
        break;
    }
    case SocketIoPacket::Type::Ack:
    case SocketIoPacket::Type::BinaryAck:
    case SocketIoPacket::Type::Connect:
    case SocketIoPacket::Type::Disconnect:
    case SocketIoPacket::Type::ConnectError:
        break;
    }
}

void SocketIoSocket::end(DisconnectReason reason)
{
    if (!m_isConnected)
        return;
    m_isConnected = false;
    Q_EMIT disconnected(reason);
    deleteLater();
}

} // namespace parlor
