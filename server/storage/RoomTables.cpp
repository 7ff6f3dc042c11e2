// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/RoomTables.h"

#include "storage/SqliteDatabase.h"

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> brokenRule()
{
    return tl::unexpected(Error::of(Error::Kind::Internal));
}

} // namespace

RoomTables::RoomTables(SqliteDatabase &database) :
    m_database(database),
    m_loadRooms(database, "load-rooms"_L1),
    m_lastRoomKey(database, "last-room-key"_L1),
    m_createRoom(database, "create-room"_L1),
    m_closeRoom(database, "close-room"_L1),
    m_openRoom(database, "open-room"_L1),
    m_appendMessage(database, "append-message"_L1),
    m_advanceRoom(database, "advance-room"_L1),
    m_findMessage(database, "find-message"_L1),
    m_readMessages(database, "read-messages"_L1)
{
}

Result<StoredRooms> RoomTables::load()
{
    StoredRooms stored;
    const auto takeRoom = [&stored](const SqliteRow &row) {
        const qint64 lastOrder = row.integer(5);
        stored.rooms.append({ .key = RoomKey(row.integer(0)),
                              .roomId = row.text(1),
                              .creatorUsername = row.text(2),
                              .createdAt = row.integer(3),
                              .lastActivityAt = row.integer(4),
                              .lastOrder = lastOrder,
                              .messages = lastOrder });
    };
    const auto takeKey = [&stored](const SqliteRow &row) { stored.lastKey = RoomKey(row.integer(0)); };
    return m_loadRooms.each(takeRoom)
        .and_then([&] { return m_lastRoomKey.each(takeKey); })
        .map([&] { return stored; });
}

Result<void> RoomTables::create(const StoredRoom &room)
{
    auto created = m_createRoom.run(qint64(room.key), room.roomId, room.creatorUsername, room.createdAt,
                                    room.lastActivityAt);
    if (created && m_database.changedRows() == 0)
        return brokenRule();
    return created;
}

Result<void> RoomTables::close(RoomKey room)
{
    m_hasLitter = true;
    return m_closeRoom.run(qint64(room));
}

Result<void> RoomTables::append(const QList<NewMessage> &batch)
{
    const auto ends = advances(batch);
    if (!ends)
        return tl::unexpected(ends.error());
    for (const NewMessage &message : batch) {
        if (auto inserted = insert(message); !inserted)
            return inserted;
    }
    for (auto room = ends->cbegin(); room != ends->cend(); ++room) {
        if (auto advanced = m_advanceRoom.run(qint64(room.key()), room->lastOrder, room->storedAt); !advanced)
            return advanced;
    }
    return {};
}

Result<RoomTables::Advances> RoomTables::advances(const QList<NewMessage> &batch)
{
    Advances ends;
    for (const NewMessage &message : batch) {
        auto end = ends.find(message.room);
        if (end == ends.end()) {
            const auto stored = lastOrder(message.room);
            if (!stored)
                return tl::unexpected(stored.error());
            if (!*stored)
                return brokenRule();
            end = ends.insert(message.room, { **stored, message.storedAt });
        }
        if (message.message.order != ++end->lastOrder)
            return brokenRule();
        end->storedAt = std::max(end->storedAt, message.storedAt);
    }
    return ends;
}

Result<std::optional<qint64>> RoomTables::lastOrder(RoomKey room)
{
    std::optional<qint64> order;
    return m_openRoom.each([&order](const SqliteRow &row) { order = row.integer(0); }, qint64(room)).map([&] {
        return order;
    });
}

Result<void> RoomTables::insert(const NewMessage &message)
{
    const bool hasId = !message.clientMessageId.isEmpty();
    return m_appendMessage.run(qint64(message.room), message.message.order, message.storedAt, message.message.members,
                               hasId ? std::optional(message.clientMessageId) : std::nullopt,
                               hasId ? std::optional(message.createdAt) : std::nullopt);
}

Result<QList<KnownMessage>> RoomTables::find(const QList<ClientMessageRef> &references)
{
    QList<KnownMessage> known;
    known.reserve(references.size());
    for (const ClientMessageRef &reference : references) {
        KnownMessage message;
        const auto found = m_findMessage.each(
            [&message](const SqliteRow &row) { message = { row.integer(0), row.blob(1) }; }, qint64(reference.room),
            reference.clientMessageId);
        if (!found)
            return tl::unexpected(found.error());
        known.append(message);
    }
    return known;
}

Result<MessagePage> RoomTables::read(RoomKey room, const MessageRange &range)
{
    const auto stored = lastOrder(room);
    if (!stored)
        return tl::unexpected(stored.error());
    MessagePage page;
    if (stored->value_or(0) == 0)
        return page;
    page.oldestOrder = 1;
    page.newestOrder = **stored;
    page.total = page.newestOrder - page.oldestOrder + 1;
    qint64 first = std::max(range.first, page.oldestOrder);
    qint64 last = std::min(range.last, page.newestOrder);
    const qint64 limit = std::clamp(range.limit, qint64(0), page.total);
    if (first > last || limit == 0)
        return page;
    if (range.from == MessageRange::End::Oldest)
        last = std::min(last, first + limit - 1);
    else
        first = std::max(first, last - limit + 1);
    page.messages.reserve(last - first + 1);
    const auto take = [&page](const SqliteRow &row) { page.messages.append({ row.integer(0), row.blob(1) }); };
    return m_readMessages.each(take, qint64(room), first, last).map([&] { return page; });
}

} // namespace parlor
