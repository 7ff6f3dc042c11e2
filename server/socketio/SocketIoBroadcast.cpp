// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/SocketIoBroadcast.h"

#include "protocol/EngineIoPacket.h"
#include "protocol/SocketIoMessage.h"
#include "protocol/WebSocketFrame.h"
#include "socketio/SocketIoNamespace.h"

namespace parlor {

namespace {

QByteArray webSocketFrame(QByteArrayView packetText)
{
    QByteArray packet;
    packet.reserve(packetText.size() + 1);
    appendEngineIoText(packet, EngineIoPacket::Type::Message, packetText);
    QByteArray frame;
    frame.reserve(packet.size() + 10);
    appendWebSocketFrame(frame, WebSocketOpcode::Text, packet);
    return frame;
}

} // namespace

SocketIoBroadcast::SocketIoBroadcast(const SocketIoNamespace &nsp) :
    m_nsp(nsp)
{
}

SocketIoBroadcast &SocketIoBroadcast::to(const QString &room)
{
    m_rooms.insert(room);
    return *this;
}

SocketIoBroadcast &SocketIoBroadcast::except(const QString &room)
{
    m_exceptRooms.insert(room);
    return *this;
}

SocketIoBroadcast &SocketIoBroadcast::except(SocketIoSocket *socket)
{
    m_exceptSockets.insert(socket);
    return *this;
}

void SocketIoBroadcast::emitEvent(const QString &name, const QCborArray &arguments) const
{
    if (!SocketIoSocket::mayEmit(name))
        return;
    const SocketIoMessage message = SocketIoMessage::event(m_nsp.name(), name, arguments);
    const QByteArray frame = webSocketFrame(message.text);
    for (SocketIoSocket *socket : receivers())
        socket->sendBroadcast(message, frame);
}

std::vector<SocketIoSocket *> SocketIoBroadcast::receivers() const
{
    QSet<SocketIoSocket *> candidates;
    if (m_rooms.isEmpty()) {
        const QList<SocketIoSocket *> everybody = m_nsp.sockets();
        candidates = { everybody.begin(), everybody.end() };
    }
    for (const QString &room : m_rooms)
        candidates += m_nsp.rooms().membersOf(room);
    for (const QString &room : m_exceptRooms)
        candidates -= m_nsp.rooms().membersOf(room);
    candidates -= m_exceptSockets;
    return { candidates.begin(), candidates.end() };
}

} // namespace parlor
