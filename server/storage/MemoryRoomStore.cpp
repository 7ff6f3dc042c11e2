// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/MemoryRoomStore.h"

#include <algorithm>
#include <utility>

namespace parlor {

MemoryRoomStore::MemoryRoomStore(qsizetype maxMessagesPerRoom) :
    m_maxMessagesPerRoom(maxMessagesPerRoom)
{
}

MemoryRoomStore::~MemoryRoomStore() = default;

void MemoryRoomStore::load(Done<StoredRooms> done)
{
    StoredRooms stored { m_rooms.values(), m_lastKey };
    std::ranges::sort(stored.rooms, {}, &StoredRoom::key);
    complete<StoredRooms>(done, stored);
}

void MemoryRoomStore::createRoom(const StoredRoom &room, Done<void> done)
{
    m_lastKey = std::max(m_lastKey, room.key);
    m_rooms.insert(room.key, room);
    m_histories.insert(room.key, std::make_shared<History>());
    complete<void>(done, {});
}

void MemoryRoomStore::closeRoom(RoomKey room, Done<void> done)
{
    m_rooms.remove(room);
    m_histories.remove(room);
    complete<void>(done, {});
}

bool MemoryRoomStore::follows(const QList<NewMessage> &batch) const
{
    QHash<RoomKey, qint64> lastOrders;
    for (const NewMessage &message : batch) {
        const auto room = m_rooms.constFind(message.room);
        if (room == m_rooms.cend())
            return false;
        const qint64 lastOrder = lastOrders.value(message.room, room->lastOrder);
        if (message.message.order != lastOrder + 1)
            return false;
        lastOrders.insert(message.room, message.message.order);
    }
    return true;
}

void MemoryRoomStore::append(QList<NewMessage> batch, Done<void> done)
{
    if (!follows(batch)) {
        complete<void>(done, tl::unexpected(Error::of(Error::Kind::Internal)));
        return;
    }
    for (const NewMessage &message : std::as_const(batch)) {
        const auto history = m_histories.constFind(message.room);
        add(**history, message);
        StoredRoom &room = m_rooms[message.room];
        room.lastOrder = message.message.order;
        room.lastActivityAt = std::max(room.lastActivityAt, message.storedAt);
        room.messages = qint64((*history)->messages.size());
    }
    complete<void>(done, {});
}

void MemoryRoomStore::add(History &history, const NewMessage &message) const
{
    history.messages.push_back({ message.message, message.clientMessageId });
    if (!message.clientMessageId.isEmpty())
        history.byClientId.insert(message.clientMessageId, { message.message.order, message.createdAt });
    if (qsizetype(history.messages.size()) > m_maxMessagesPerRoom) {
        history.byClientId.remove(history.messages.front().clientMessageId);
        history.messages.pop_front();
    }
}

void MemoryRoomStore::findMessages(QList<ClientMessageRef> references, Done<QList<KnownMessage>> done)
{
    QList<KnownMessage> known;
    known.reserve(references.size());
    for (const ClientMessageRef &reference : std::as_const(references)) {
        const auto history = m_histories.constFind(reference.room);
        known.append(history == m_histories.cend() ? KnownMessage {}
                                                   : (*history)->byClientId.value(reference.clientMessageId));
    }
    complete<QList<KnownMessage>>(done, known);
}

void MemoryRoomStore::read(RoomKey room, MessageRange range, Done<MessagePage> done)
{
    MessagePage page;
    const auto history = m_histories.constFind(room);
    if (history != m_histories.cend() && !(*history)->messages.empty()) {
        const auto &messages = (*history)->messages;
        page.total = qint64(messages.size());
        page.oldestOrder = messages.front().message.order;
        page.newestOrder = messages.back().message.order;
        qint64 first = std::max(range.first, page.oldestOrder);
        qint64 last = std::min(range.last, page.newestOrder);
        const qint64 limit = std::clamp(range.limit, qint64(0), page.total);
        // Only a range that meets the history has ends that can be counted from.
        if (first <= last && range.from == MessageRange::End::Oldest)
            last = std::min(last, first + limit - 1);
        else if (first <= last)
            first = std::max(first, last - limit + 1);
        for (qint64 order = first; order <= last; ++order)
            page.messages.append(messages[std::size_t(order - page.oldestOrder)].message);
    }
    complete<MessagePage>(done, page);
}

template <typename T>
void MemoryRoomStore::complete(const Done<T> &done, Result<T> result)
{
    if (!m_context)
        m_context = std::make_unique<QObject>();
    QMetaObject::invokeMethod(m_context.get(), [done, result = std::move(result)] { done(result); },
                              Qt::QueuedConnection);
}

} // namespace parlor
