// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/SocketIoAdmission.h"
#include "socketio/SocketIoBroadcast.h"
#include "socketio/SocketIoRooms.h"
#include "socketio/SocketIoSocket.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QString>

namespace parlor {

/// A communication channel of a SocketIoServer that clients join by its name. Lives on its worker's thread.
class SocketIoNamespace : public QObject {
    Q_OBJECT

public:
    SocketIoNamespace(const QString &name, QObject *parent);
    ~SocketIoNamespace() override;

    /// Begins with a slash.
    const QString &name() const { return m_name; }
    /// Those that are connected.
    QList<SocketIoSocket *> sockets() const { return m_sockets.values(); }
    /// The one with that id, or nullptr.
    SocketIoSocket *socket(const QByteArray &id) const { return m_sockets.value(id); }
    const SocketIoRooms &rooms() const { return m_rooms; }

    /// Asks \a middleware of every client from now on, after those that were given before.
    void use(const SocketIoMiddleware &middleware) { m_middleware.append(middleware); }

    /// To everybody in this namespace, on this server.
    void emitEvent(const QString &name, const QCborArray &arguments = {}) const;
    SocketIoBroadcast to(const QString &room) const;
    SocketIoBroadcast except(const QString &room) const;
    SocketIoBroadcast except(SocketIoSocket *socket) const;

Q_SIGNALS:
    /// A client has joined. Connect to the socket's signals here: nothing that it sends is lost.
    void connected(parlor::SocketIoSocket *socket);

private:
    friend class SocketIoConnection;
    friend class SocketIoSocket;

    /// Asks the middleware one after the other. \a answered follows, where the socket is still there.
    void screen(SocketIoSocket &socket, const SocketIoAdmission::Answered &answered, qsizetype next = 0);
    void add(SocketIoSocket *socket);
    void remove(SocketIoSocket *socket);

    const QString m_name;
    QList<SocketIoMiddleware> m_middleware;
    QHash<QByteArray, SocketIoSocket *> m_sockets;
    SocketIoRooms m_rooms;
};

} // namespace parlor
