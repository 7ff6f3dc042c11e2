// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/SocketIoConnection.h"

#include "protocol/SessionId.h"
#include "socketio/SocketIoNamespace.h"
#include "socketio/SocketIoServer.h"

#include <QTimerEvent>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

SocketIoSocket::DisconnectReason disconnectReason(EngineIoSession::CloseReason reason)
{
    switch (reason) {
    case EngineIoSession::CloseReason::TransportClosed:
        return SocketIoSocket::DisconnectReason::TransportClosed;
    case EngineIoSession::CloseReason::PingTimeout:
        return SocketIoSocket::DisconnectReason::PingTimeout;
    case EngineIoSession::CloseReason::ParseError:
        return SocketIoSocket::DisconnectReason::ParseError;
    case EngineIoSession::CloseReason::ForcedClose:
        break;
    }
    return SocketIoSocket::DisconnectReason::ServerShutdown;
}

} // namespace

SocketIoConnection::SocketIoConnection(EngineIoSession &session, SocketIoServer &server, int connectTimeoutMs) :
    QObject(&session),
    m_session(session),
    m_server(server)
{
    connect(&session, &EngineIoSession::messageReceived, this, &SocketIoConnection::textReceived);
    connect(&session, &EngineIoSession::binaryReceived, this, &SocketIoConnection::binaryReceived);
    connect(&session, &EngineIoSession::closed, this, &SocketIoConnection::sessionClosed);
    m_connectTimer.start(connectTimeoutMs, Qt::CoarseTimer, this);
}

SocketIoConnection::~SocketIoConnection() = default;

void SocketIoConnection::send(const SocketIoPacket &packet)
{
    m_session.sendMessage(encodeSocketIoPacket(packet));
}

void SocketIoConnection::sendText(QByteArrayView packetText)
{
    m_session.sendMessage(packetText);
}

void SocketIoConnection::leave(SocketIoSocket *socket)
{
    SocketIoPacket packet;
    packet.type = SocketIoPacket::Type::Disconnect;
    packet.nsp = socket->nsp();
    send(packet);
    m_sockets.removeOne(socket);
    socket->end(SocketIoSocket::DisconnectReason::ServerDisconnect);
}

void SocketIoConnection::closeByServer()
{
    while (!m_sockets.isEmpty())
        leave(m_sockets.constFirst());
    m_session.close();
}

void SocketIoConnection::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_connectTimer.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    m_connectTimer.stop();
    if (m_sockets.isEmpty())
        m_session.close();
}

void SocketIoConnection::textReceived(QByteArrayView text)
{
    auto packet = decodeSocketIoPacket(text);
    // A text packet has no place among the attachments of another.
    if (!packet || m_awaited) {
        m_session.close(EngineIoSession::CloseReason::ParseError);
        return;
    }
    if (packet->attachments > 0)
        m_awaited = std::move(*packet);
    else
        packetReceived(*packet, {});
}

void SocketIoConnection::binaryReceived(QByteArrayView data)
{
    if (!m_awaited) {
        m_session.close(EngineIoSession::CloseReason::ParseError);
        return;
    }
    m_attachments.append(data.toByteArray());
    if (m_attachments.size() < m_awaited->attachments)
        return;
    const SocketIoPacket packet = *std::exchange(m_awaited, std::nullopt);
    packetReceived(packet, std::exchange(m_attachments, {}));
}

void SocketIoConnection::packetReceived(const SocketIoPacket &packet, const QList<QByteArray> &attachments)
{
    SocketIoSocket *socket = socketIn(packet.nsp);
    if (packet.type == SocketIoPacket::Type::Connect && !socket) {
        connectNamespace(packet);
    } else if (!socket || packet.type == SocketIoPacket::Type::Connect
               || packet.type == SocketIoPacket::Type::ConnectError) {
        m_session.close(EngineIoSession::CloseReason::ParseError);
    } else if (packet.type == SocketIoPacket::Type::Disconnect) {
        m_sockets.removeOne(socket);
        socket->end(SocketIoSocket::DisconnectReason::ClientDisconnect);
    } else {
        socket->packetReceived(packet, attachments);
    }
}

void SocketIoConnection::connectNamespace(const SocketIoPacket &packet)
{
    SocketIoPacket answer;
    answer.nsp = packet.nsp;
    SocketIoNamespace *nsp = m_server.find(packet.nsp);
    if (!nsp) {
        answer.type = SocketIoPacket::Type::ConnectError;
        answer.data = QJsonObject { { u"message"_s, u"Invalid namespace"_s } };
        send(answer);
        return;
    }
    m_connectTimer.stop();
    auto *socket = new SocketIoSocket(*this, makeSessionId(), packet.nsp, packet.data.toObject());
    m_sockets.append(socket);
    answer.type = SocketIoPacket::Type::Connect;
    answer.data = QJsonObject { { u"sid"_s, QString::fromLatin1(socket->id()) } };
    send(answer);
    Q_EMIT nsp->connected(socket);
}

void SocketIoConnection::sessionClosed(EngineIoSession::CloseReason reason)
{
    m_connectTimer.stop();
    const auto sockets = std::exchange(m_sockets, {});
    for (SocketIoSocket *socket : sockets)
        socket->end(disconnectReason(reason));
}

SocketIoSocket *SocketIoConnection::socketIn(const QString &nsp) const
{
    for (SocketIoSocket *socket : m_sockets) {
        if (socket->nsp() == nsp)
            return socket;
    }
    return nullptr;
}

} // namespace parlor
