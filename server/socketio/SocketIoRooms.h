// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Qt 6.4 hashes a pointer to a class that is only declared otherwise than one to a class that it knows derives from
// QObject. So whoever sees these sets must see the class.
#include "socketio/SocketIoSocket.h"

#include <QHash>
#include <QSet>
#include <QString>

namespace parlor {

/// Who is in which room of a namespace. A room is there as long as somebody is in it.
class SocketIoRooms {
public:
    void join(SocketIoSocket *socket, const QString &room);
    void leave(SocketIoSocket *socket, const QString &room);
    void leaveAll(SocketIoSocket *socket);

    QSet<SocketIoSocket *> membersOf(const QString &room) const { return m_members.value(room); }
    QSet<QString> roomsOf(const SocketIoSocket *socket) const { return m_rooms.value(socket); }

private:
    QHash<QString, QSet<SocketIoSocket *>> m_members;
    QHash<const SocketIoSocket *, QSet<QString>> m_rooms;
};

} // namespace parlor
