// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/SocketIoRooms.h"

namespace parlor {

namespace {

/// Removes \a value from the set under \a key, and the set where it becomes empty.
template <typename Key, typename Value>
void removeFrom(QHash<Key, QSet<Value>> &sets, const Key &key, const Value &value)
{
    const auto set = sets.find(key);
    if (set == sets.end())
        return;
    set->remove(value);
    if (set->isEmpty())
        sets.erase(set);
}

} // namespace

void SocketIoRooms::join(SocketIoSocket *socket, const QString &room)
{
    m_members[room].insert(socket);
    m_rooms[socket].insert(room);
}

void SocketIoRooms::leave(SocketIoSocket *socket, const QString &room)
{
    removeFrom(m_members, room, socket);
    removeFrom<const SocketIoSocket *>(m_rooms, socket, room);
}

void SocketIoRooms::leaveAll(SocketIoSocket *socket)
{
    const QSet<QString> rooms = m_rooms.take(socket);
    for (const QString &room : rooms)
        removeFrom(m_members, room, socket);
}

} // namespace parlor
