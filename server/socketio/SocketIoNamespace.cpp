// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/SocketIoNamespace.h"

#include <QPointer>

namespace parlor {

SocketIoNamespace::SocketIoNamespace(const QString &name, QObject *parent) :
    QObject(parent),
    m_name(name)
{
}

SocketIoNamespace::~SocketIoNamespace() = default;

void SocketIoNamespace::emitEvent(const QString &name, const QCborArray &arguments) const
{
    SocketIoBroadcast(*this).emitEvent(name, arguments);
}

SocketIoBroadcast SocketIoNamespace::to(const QString &room) const
{
    return SocketIoBroadcast(*this).to(room);
}

SocketIoBroadcast SocketIoNamespace::except(const QString &room) const
{
    return SocketIoBroadcast(*this).except(room);
}

SocketIoBroadcast SocketIoNamespace::except(SocketIoSocket *socket) const
{
    return SocketIoBroadcast(*this).except(socket);
}

void SocketIoNamespace::screen(SocketIoSocket &socket, const SocketIoAdmission::Answered &answered, qsizetype next)
{
    if (next == m_middleware.size()) {
        answered(nullptr);
        return;
    }
    const QPointer<SocketIoSocket> candidate(&socket);
    const SocketIoAdmission admission([this, candidate, answered, next](const SocketIoAdmission::Refusal *refusal) {
        if (!candidate || !candidate->isConnecting())
            return;
        if (refusal)
            answered(refusal);
        else
            screen(*candidate, answered, next + 1);
    });
    // A copy: it may be given more middleware meanwhile.
    const SocketIoMiddleware middleware = m_middleware[next];
    middleware(socket, admission);
}

void SocketIoNamespace::add(SocketIoSocket *socket)
{
    m_sockets.insert(socket->id(), socket);
}

void SocketIoNamespace::remove(SocketIoSocket *socket)
{
    m_rooms.leaveAll(socket);
    if (m_sockets.value(socket->id()) == socket)
        m_sockets.remove(socket->id());
}

} // namespace parlor
