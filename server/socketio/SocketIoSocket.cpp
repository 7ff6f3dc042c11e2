// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/SocketIoSocket.h"

#include "socketio/SocketIoBroadcast.h"
#include "socketio/SocketIoConnection.h"
#include "socketio/SocketIoNamespace.h"

#include <QVariant>

namespace parlor {

SocketIoSocket::SocketIoSocket(SocketIoConnection &connection, SocketIoNamespace &nsp, const QByteArray &id,
                               const QJsonObject &auth) :
    QObject(&connection),
    m_connection(connection),
    m_nsp(nsp),
    m_id(id),
    m_auth(auth)
{
}

SocketIoSocket::~SocketIoSocket()
{
    if (m_state != State::Disconnected)
        m_nsp.remove(this);
}

const EngineIoHandshakeInfo &SocketIoSocket::handshake() const
{
    return m_connection.session().handshake();
}

void SocketIoSocket::emitEvent(const QString &name, const QCborArray &arguments)
{
    if (isConnected() && mayEmit(name))
        m_connection.send(SocketIoMessage::event(m_nsp.name(), name, arguments));
}

void SocketIoSocket::emitWithAck(const QString &name, const QCborArray &arguments, int timeoutMs,
                                 const SocketIoAnswerHandler &answered)
{
    if (!isConnected())
        answered(tl::unexpected(SocketIoAckFailure::Disconnected));
    else if (mayEmit(name))
        m_connection.send(SocketIoMessage::event(m_nsp.name(), name, arguments, m_acks.expect(timeoutMs, answered)));
}

void SocketIoSocket::acknowledge(quint64 ackId, const QCborArray &arguments)
{
    if (isConnected())
        m_connection.send(SocketIoMessage::ack(m_nsp.name(), ackId, arguments));
}

void SocketIoSocket::acknowledgeJson(quint64 ackId, QByteArrayView argumentJson)
{
    if (isConnected())
        m_connection.sendText(encodeSocketIoAck(m_nsp.name(), ackId, argumentJson));
}

void SocketIoSocket::disconnectClient(bool closeConnection)
{
    if (!isConnected())
        return;
    if (closeConnection)
        m_connection.closeByServer();
    else
        m_connection.leave(this);
}

void SocketIoSocket::join(const QString &room)
{
    if (m_state != State::Disconnected)
        m_nsp.m_rooms.join(this, room);
}

void SocketIoSocket::leave(const QString &room)
{
    m_nsp.m_rooms.leave(this, room);
}

QSet<QString> SocketIoSocket::rooms() const
{
    return m_nsp.m_rooms.roomsOf(this);
}

SocketIoBroadcast SocketIoSocket::to(const QString &room)
{
    return SocketIoBroadcast(m_nsp).to(room).except(this);
}

SocketIoBroadcast SocketIoSocket::broadcast()
{
    return SocketIoBroadcast(m_nsp).except(this);
}

void SocketIoSocket::sendPacket(QByteArrayView packetText)
{
    if (isConnected())
        m_connection.sendText(packetText);
}

void SocketIoSocket::sendBroadcast(const SocketIoMessage &message, QByteArrayView textFrame)
{
    if (isConnected())
        m_connection.send(message, textFrame);
}

TurnWriter::Line SocketIoSocket::line() const
{
    return isConnected() ? m_connection.session().line() : TurnWriter::NoLine;
}

bool SocketIoSocket::mayEmit(const QString &name)
{
    if (!isReservedSocketIoEvent(name))
        return true;
    qWarning("'%ls' is the Socket.IO library's own event and cannot be emitted", qUtf16Printable(name));
    return false;
}

void SocketIoSocket::begin()
{
    m_state = State::Connected;
    m_nsp.add(this);
}

bool SocketIoSocket::packetReceived(const SocketIoPacket &packet, const QList<QByteArray> &attachments)
{
    QJsonArray values = packet.data.toArray();
    const bool isEvent = packet.type == SocketIoPacket::Type::Event || packet.type == SocketIoPacket::Type::BinaryEvent;
    const QString name = isEvent ? values.takeAt(0).toVariant().toString() : QString();

    std::optional<QCborArray> binary;
    if (!attachments.isEmpty()) {
        binary = withSocketIoAttachments(values, attachments);
        if (!binary)
            return false;
    }
    if (isEvent)
        Q_EMIT eventReceived(binary ? SocketIoEvent(name, *binary, packet.id) : SocketIoEvent(name, values, packet.id));
    else if (packet.id)
        m_acks.settle(*packet.id, binary ? *binary : QCborArray::fromJsonArray(values));
    return true;
}

void SocketIoSocket::end(DisconnectReason reason)
{
    if (m_state == State::Disconnected)
        return;
    const bool wasConnected = isConnected();
    m_state = State::Disconnected;
    m_nsp.remove(this);
    deleteLater();
    if (!wasConnected)
        return;
    m_acks.abandon();
    Q_EMIT disconnected(reason);
}

} // namespace parlor
