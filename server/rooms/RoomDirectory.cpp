// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomDirectory.h"

#include <algorithm>

namespace parlor {

void RoomDirectory::addStored(const StoredRooms &stored)
{
    m_lastKey = std::max(m_lastKey, stored.lastKey);
    for (const StoredRoom &room : stored.rooms)
        add(room, ActiveRoom::State::Open);
}

ActiveRoom &RoomDirectory::reserve(const QString &roomId, const QString &creatorUsername, Timestamp createdAt)
{
    StoredRoom room;
    room.key = m_lastKey + 1;
    room.roomId = roomId;
    room.creatorUsername = creatorUsername;
    room.createdAt = createdAt;
    room.lastActivityAt = createdAt;
    return add(room, ActiveRoom::State::Creating);
}

ActiveRoom *RoomDirectory::findOpen(const QString &roomId) const
{
    ActiveRoom *const room = m_byId.value(roomId);
    return room && room->isOpen() ? room : nullptr;
}

ActiveRoom *RoomDirectory::findOpen(RoomKey key) const
{
    ActiveRoom *const room = find(key);
    return room && room->isOpen() ? room : nullptr;
}

ActiveRoom *RoomDirectory::find(RoomKey key) const
{
    const auto room = m_rooms.find(key);
    return room == m_rooms.end() ? nullptr : room->second.get();
}

void RoomDirectory::beginClosing(ActiveRoom &room)
{
    room.setState(ActiveRoom::State::Closing);
    m_byId.remove(room.roomId());
    m_closing.insert(room.roomId());
}

void RoomDirectory::reopen(ActiveRoom &room)
{
    room.setState(ActiveRoom::State::Open);
    m_byId.insert(room.roomId(), &room);
    m_closing.remove(room.roomId());
}

void RoomDirectory::remove(RoomKey key)
{
    const auto room = m_rooms.find(key);
    if (room == m_rooms.end())
        return;
    const auto byId = m_byId.constFind(room->second->roomId());
    if (byId != m_byId.cend() && *byId == room->second.get())
        m_byId.erase(byId);
    if (room->second->isClosing())
        m_closing.remove(room->second->roomId());
    const auto count = m_countOf.find(room->second->creatorUsername());
    if (--*count == 0)
        m_countOf.erase(count);
    m_rooms.erase(room);
}

ActiveRoom &RoomDirectory::add(const StoredRoom &stored, ActiveRoom::State state)
{
    auto room = std::make_unique<ActiveRoom>(stored, state);
    ActiveRoom &added = *room;
    m_rooms.insert_or_assign(stored.key, std::move(room));
    m_byId.insert(stored.roomId, &added);
    ++m_countOf[stored.creatorUsername];
    m_lastKey = std::max(m_lastKey, stored.key);
    return added;
}

} // namespace parlor
