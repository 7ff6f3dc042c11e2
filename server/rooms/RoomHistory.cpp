// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomHistory.h"

#include "rooms/ActiveRoom.h"
#include "rooms/RoomDirectory.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace parlor {

namespace {

/// Of one room. More is only read by those who page through all of it.
constexpr qint64 MaxRoomBytes = 256 * 1024;
constexpr qint64 MinRoomBytes = 4 * 1024;
/// What a message takes in memory beside its text.
constexpr qint64 MessageOverhead = 64;

} // namespace

RoomHistory::RoomHistory(RoomStore &store, RoomDirectory &rooms, qint64 maxBytes) :
    m_store(store),
    m_rooms(rooms),
    m_recent(maxBytes)
{
}

void RoomHistory::read(const ActiveRoom &room, const MessageRange &range, Done<MessagePage> done)
{
    if (const auto page = pageInMemory(room, range))
        return done(*page);
    m_store.read(room.key(), range, [this, key = room.key(), done = std::move(done)](const Result<MessagePage> &read) {
        if (read)
            keep(key, *read);
        done(read);
    });
}

std::optional<MessagePage> RoomHistory::pageInMemory(const ActiveRoom &room, const MessageRange &range) const
{
    const Recent *const recent = m_recent.object(room.key());
    if (!recent)
        return std::nullopt;
    const qint64 kept = recent->messages.first().order;
    const OrderSpan span = range.within(room.lastOrder() - room.messages() + 1, room.lastOrder());
    if (!span.isEmpty() && span.first < kept)
        return std::nullopt;

    MessagePage page;
    page.total = room.messages();
    if (page.total > 0) {
        page.newestOrder = room.lastOrder();
        page.oldestOrder = page.newestOrder - page.total + 1;
    }
    if (!span.isEmpty())
        page.messages = recent->messages.sliced(span.first - kept, span.last - span.first + 1);
    range.limitBytes(page.messages);
    return page;
}

void RoomHistory::keep(RoomKey room, const MessagePage &page)
{
    const ActiveRoom *const active = m_rooms.findOpen(room);
    // The store answers in the order of its calls, so what ends at its newest message ends at the room's.
    if (!active || page.messages.isEmpty() || page.messages.last().order != active->lastOrder())
        return;
    const auto &messages = page.messages;
    qint64 bytes = 0;
    auto first = messages.cend();
    while (first != messages.cbegin() && bytes + sizeOf(*std::prev(first)) <= MaxRoomBytes) {
        --first;
        bytes += sizeOf(*first);
    }
    if (first == messages.cend())
        return;
    auto recent = std::make_unique<Recent>();
    recent->messages = QList<Message>(first, messages.cend());
    recent->bytes = bytes;
    recent->capacity = std::clamp(2 * bytes, MinRoomBytes, MaxRoomBytes);
    const qint64 capacity = recent->capacity;
    m_recent.insert(room, recent.release(), capacity);
}

void RoomHistory::append(RoomKey room, const Message &message)
{
    Recent *const recent = m_recent.isEmpty() ? nullptr : m_recent.object(room);
    if (!recent)
        return;
    recent->messages.append(message);
    recent->bytes += sizeOf(message);
    while (recent->bytes > recent->capacity && !recent->messages.isEmpty()) {
        recent->bytes -= sizeOf(recent->messages.first());
        recent->messages.removeFirst();
    }
    if (recent->messages.isEmpty())
        m_recent.remove(room);
}

void RoomHistory::forget(RoomKey room)
{
    m_recent.remove(room);
}

qint64 RoomHistory::sizeOf(const Message &message)
{
    return message.members.capacity() + MessageOverhead;
}

} // namespace parlor
