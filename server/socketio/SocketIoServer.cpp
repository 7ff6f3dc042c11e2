// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/SocketIoServer.h"

#include "engineio/EngineIoServer.h"
#include "socketio/SocketIoConnection.h"

namespace parlor {

SocketIoServer::SocketIoServer(EngineIoServer &engine, const Settings &settings, QObject *parent) :
    QObject(parent),
    m_settings(settings)
{
    of();
    connect(&engine, &EngineIoServer::sessionOpened, this, &SocketIoServer::serve);
}

SocketIoServer::~SocketIoServer()
{
    // Before the namespaces, which they leave as they go.
    qDeleteAll(std::exchange(m_connections, {}));
}

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

void SocketIoServer::serve(EngineIoSession *session)
{
    auto *connection = new SocketIoConnection(*session, *this);
    m_connections.insert(connection);
    connect(connection, &QObject::destroyed, this, [this, connection] { m_connections.remove(connection); });
    connection->begin(m_settings.connectTimeoutMs);
}

} // namespace parlor
