// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/ActiveRoom.h"

#include <QHash>
#include <QSet>

#include <map>
#include <memory>

namespace parlor {

/// All rooms by key, and by id those whose id is taken. Rooms thread only.
class RoomDirectory {
public:
    /// The rooms that the store has. Keys that it knows are not used again.
    void addStored(const StoredRooms &stored);
    /// A room that is Creating, under a key of its own; its id must be free.
    ActiveRoom &reserve(const QString &roomId, const QString &creatorUsername, Timestamp createdAt);

    /// Whether a room with that id is open or being created.
    bool isTaken(const QString &roomId) const { return m_byId.contains(roomId); }
    ActiveRoom *findOpen(const QString &roomId) const;
    /// The open room of that key.
    ActiveRoom *findOpen(RoomKey key) const;
    /// In any state; nothing once it was removed.
    ActiveRoom *find(RoomKey key) const;

    /// How many rooms of that creator there are, in any state.
    qint64 countOf(const QString &creatorUsername) const { return m_countOf.value(creatorUsername); }

    /// The room is Closing from now on and its id can be reserved, but not yet used.
    void beginClosing(ActiveRoom &room);
    /// Whether a room of that id is Closing.
    bool isClosing(const QString &roomId) const { return m_closing.contains(roomId); }
    /// It is open again after all; its id must be free.
    void reopen(ActiveRoom &room);
    void remove(RoomKey key);

    /// In the order of creation, in any state.
    const std::map<RoomKey, std::unique_ptr<ActiveRoom>> &rooms() const { return m_rooms; }

private:
    ActiveRoom &add(const StoredRoom &stored, ActiveRoom::State state);

    std::map<RoomKey, std::unique_ptr<ActiveRoom>> m_rooms;
    QHash<QString, ActiveRoom *> m_byId;
    QSet<QString> m_closing;
    QHash<QString, qint64> m_countOf; ///< by creator
    RoomKey m_lastKey = 0;
};

} // namespace parlor
