// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/SocketIoServer.h"

#include "engineio/EngineIoServer.h"
#include "socketio/SocketIoConnection.h"

namespace parlor {

SocketIoServer::SocketIoServer(EngineIoServer &engine, const Settings &settings, QObject *parent) :
    QObject(parent)
{
    connect(&engine, &EngineIoServer::sessionOpened, this, [this, settings](EngineIoSession *session) {
        new SocketIoConnection(*session, *this, settings.connectTimeoutMs);
    });
}

SocketIoServer::~SocketIoServer() = default;

SocketIoNamespace *SocketIoServer::of(const QString &name)
{
    const QString path = name.startsWith(u'/') ? name : u'/' + name;
    SocketIoNamespace *&nsp = m_namespaces[path];
    if (!nsp)
        nsp = new SocketIoNamespace(path, this);
    return nsp;
}

SocketIoNamespace *SocketIoServer::find(const QString &name) const
{
    return m_namespaces.value(name);
}

} // namespace parlor
