// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/SocketIoBroadcast.h"

#include "protocol/SocketIoMessage.h"
#include "socketio/SocketIoNamespace.h"

namespace parlor {

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
    for (SocketIoSocket *socket : receivers())
        socket->sendMessage(message);
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
