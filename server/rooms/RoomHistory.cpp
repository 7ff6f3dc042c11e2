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

/// What of \a range there is in a room; first > last where that is nothing.
std::pair<qint64, qint64> ordersOf(const ActiveRoom &room, const MessageRange &range)
{
    qint64 first = std::max(range.first, room.lastOrder() - room.messages() + 1);
    qint64 last = std::min(range.last, room.lastOrder());
    // Only a range that meets the history has ends that can be counted from.
    const qint64 limit = std::clamp(range.limit, qint64(0), room.messages());
    if (first <= last && range.from == MessageRange::End::Oldest)
        last = std::min(last, first + limit - 1);
    else if (first <= last)
        first = std::max(first, last - limit + 1);
    return { first, last };
}

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
    const auto [first, last] = ordersOf(room, range);
    const qint64 oldest = recent->messages.first().order;
    if (first <= last && first < oldest)
        return std::nullopt;

    MessagePage page;
    page.total = room.messages();
    if (page.total > 0) {
        page.newestOrder = room.lastOrder();
        page.oldestOrder = page.newestOrder - page.total + 1;
    }
    if (first <= last)
        page.messages = recent->messages.sliced(first - oldest, last - first + 1);
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
