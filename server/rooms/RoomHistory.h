// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "model/Message.h"
#include "rooms/RoomStore.h"
#include "rooms/RoomTypes.h"

#include <QCache>
#include <QList>

#include <functional>
#include <optional>

namespace parlor {

class ActiveRoom;
class RoomDirectory;

/// Reads the rooms' messages: what was posted last from memory, in rooms of which somebody wants to read, the rest from
/// the store. Most of what is read is a room's newest page and what somebody missed who was away for a moment.
///
/// Rooms thread only.
class RoomHistory {
public:
    template <typename T>
    using Done = std::function<void(Result<T>)>;

    /// \a store must drop completions once this is gone. All that is kept in memory has \a maxBytes.
    RoomHistory(RoomStore &store, RoomDirectory &rooms, qint64 maxBytes);

    /// What RoomStore::read() promises of an open room, as of now or later. \a done may run before this returns.
    void read(const ActiveRoom &room, const MessageRange &range, Done<MessagePage> done);
    /// \a message is the room's newest now.
    void append(RoomKey room, const Message &message);
    /// The room is closed.
    void forget(RoomKey room);

private:
    /// A room's newest messages, without a gap.
    struct Recent {
        QList<Message> messages;
        qint64 bytes = 0;
        /// What it may grow to. Part of maxBytes from the start, so that appending needs no account.
        qint64 capacity = 0;
    };

    static qint64 sizeOf(const Message &message);
    std::optional<MessagePage> pageInMemory(const ActiveRoom &room, const MessageRange &range) const;
    void keep(RoomKey room, const MessagePage &page);

    RoomStore &m_store;
    RoomDirectory &m_rooms;
    /// Forgets first what was read the longest ago.
    QCache<RoomKey, Recent> m_recent;
};

} // namespace parlor
