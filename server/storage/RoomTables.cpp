// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/RoomTables.h"

#include "log/LogCategories.h"
#include "rooms/ByteBudget.h"
#include "storage/Litter.h"
#include "storage/SqliteDatabase.h"

#include <algorithm>
#include <utility>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> brokenRule()
{
    return tl::unexpected(Error::of(Error::Kind::Internal));
}

} // namespace

RoomTables::RoomTables(SqliteDatabase &database, const Retention &retention, QList<TrimmedRoom> &trimmed,
                       Litter &litter) :
    m_database(database),
    m_retention(retention),
    m_trimmed(trimmed),
    m_litter(litter),
    m_trimRooms(database, "trim-rooms"_L1),
    m_loadRooms(database, "load-rooms"_L1),
    m_erasableRooms(database, "erasable-rooms"_L1),
    m_lastRoomKey(database, "last-room-key"_L1),
    m_createRoom(database, "create-room"_L1),
    m_closeRoom(database, "close-room"_L1),
    m_openRoom(database, "open-room"_L1),
    m_appendMessage(database, "append-message"_L1),
    m_advanceRoom(database, "advance-room"_L1),
    m_beginHistory(database, "begin-history"_L1),
    m_findMessage(database, "find-message"_L1),
    m_readMessages(database, "read-messages"_L1),
    m_readMessagesBackwards(database, "read-messages-backwards"_L1),
    m_agedRoom(database, "aged-room"_L1),
    m_messageAges(database, "message-ages"_L1),
    m_trimRoom(database, "trim-room"_L1)
{
}

Result<StoredRooms> RoomTables::load()
{
    StoredRooms stored;
    const auto takeRoom = [&stored](const SqliteRow &row) {
        stored.rooms.append({ .key = RoomKey(row.integer(0)),
                              .roomId = row.text(1),
                              .creatorUsername = row.text(2),
                              .createdAt = row.integer(3),
                              .lastActivityAt = row.integer(4),
                              .lastOrder = row.integer(5),
                              .oldestOrder = row.integer(6) });
    };
    const auto takeKey = [&stored](const SqliteRow &row) { stored.lastKey = RoomKey(row.integer(0)); };
    const auto noteErasable = [this](const SqliteRow &row) { m_litter.found(RoomKey(row.integer(0))); };
    return (m_retention.messages > 0 ? m_trimRooms.run(m_retention.messages) : Result<void>())
        .and_then([&] { return m_loadRooms.each(takeRoom); })
        .and_then([&] { return m_lastRoomKey.each(takeKey); })
        .and_then([&] { return m_erasableRooms.each(noteErasable); })
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
    m_litter.found(room);
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
        if (auto advanced = advance(room.key(), *room); !advanced)
            return advanced;
    }
    return {};
}

Result<void> RoomTables::advance(RoomKey room, const Advance &end)
{
    const qint64 oldest = std::max(end.before.oldestOrder, m_retention.oldestOrder(end.lastOrder));
    noteCut(room, end.before.oldestOrder, oldest);
    const auto advanced = m_advanceRoom.run(qint64(room), end.lastOrder, end.lastStoredAt, oldest);
    const bool wasEmpty = end.before.oldestOrder > end.before.lastOrder;
    return advanced && wasEmpty ? m_beginHistory.run(qint64(room), end.firstStoredAt) : advanced;
}

void RoomTables::noteCut(RoomKey room, qint64 from, qint64 to)
{
    if (to <= from)
        return;
    m_trimmed.append({ room, to });
    m_litter.cut(room, to - from);
}

Result<RoomTables::Advances> RoomTables::advances(const QList<NewMessage> &batch)
{
    Advances ends;
    for (const NewMessage &message : batch) {
        auto end = ends.find(message.room);
        if (end == ends.end()) {
            const auto stored = history(message.room);
            if (!stored)
                return tl::unexpected(stored.error());
            if (!*stored)
                return brokenRule();
            end = ends.insert(message.room,
                              { **stored, (*stored)->lastOrder, message.storedAt, message.storedAt });
        }
        if (message.message.order != ++end->lastOrder)
            return foreignOrder(message.room, end->lastOrder - 1);
        end->lastStoredAt = std::max(end->lastStoredAt, message.storedAt);
    }
    return ends;
}

tl::unexpected<Error> RoomTables::foreignOrder(RoomKey room, qint64 stored)
{
    if (!std::exchange(m_hasToldOfForeignOrders, true)) {
        qCCritical(log::storage,
                   "room %llu has messages up to %lld in the database, which are not the server's: another program has written to it. "
                   "Nothing is stored in such a room until the next start",
                   room, stored);
    }
    return brokenRule();
}

Result<std::optional<RoomTables::History>> RoomTables::history(RoomKey room)
{
    std::optional<History> stored;
    const auto take = [&stored](const SqliteRow &row) { stored = { row.integer(1), row.integer(0) }; };
    return m_openRoom.each(take, qint64(room)).map([&] { return stored; });
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
    const auto stored = history(room);
    if (!stored)
        return tl::unexpected(stored.error());
    const History kept = stored->value_or(History());
    MessagePage page;
    if (kept.oldestOrder > kept.lastOrder)
        return page;
    page.oldestOrder = kept.oldestOrder;
    page.newestOrder = kept.lastOrder;
    page.total = page.newestOrder - page.oldestOrder + 1;
    const OrderSpan span = range.within(page.oldestOrder, page.newestOrder);
    if (span.isEmpty())
        return page;
    page.messages.reserve(span.last - span.first + 1);
    ByteBudget budget(range.maxBytes);
    const auto take = [&](const SqliteRow &row) {
        Message message { row.integer(0), row.blob(1) };
        const bool isPart = budget.takes(message.members.size());
        if (isPart)
            page.messages.append(std::move(message));
        return isPart;
    };
    const bool ascends = range.from == MessageRange::End::Oldest;
    SqliteStatement &statement = ascends ? m_readMessages : m_readMessagesBackwards;
    return statement.eachWhile(take, qint64(room), span.first, span.last).map([&] {
        if (!ascends)
            std::ranges::reverse(page.messages);
        return page;
    });
}

Result<bool> RoomTables::cutAged(Timestamp oldestTime)
{
    std::optional<RoomKey> room;
    History kept;
    const auto take = [&](const SqliteRow &row) {
        room = RoomKey(row.integer(0));
        kept = { row.integer(1), row.integer(2) };
    };
    return m_agedRoom.each(take, oldestTime)
        .and_then([&] { return room ? cutAged(*room, kept, oldestTime) : Result<void>(); })
        .map([&] { return room.has_value(); });
}

Result<void> RoomTables::cutAged(RoomKey room, const History &kept, Timestamp oldestTime)
{
    qint64 oldest = kept.oldestOrder;
    std::optional<Timestamp> storedAt;
    const auto take = [&](const SqliteRow &row) {
        if (storedAt.value_or(oldestTime - 1) >= oldestTime)
            return;
        oldest = row.integer(0);
        storedAt = row.integer(1);
    };
    return m_messageAges.each(take, qint64(room), kept.oldestOrder).and_then([&] {
        // The last one that was looked at may be too old as well.
        const bool isAllAged = oldest == kept.lastOrder && storedAt.value_or(oldestTime - 1) < oldestTime;
        if (isAllAged || !storedAt)
            oldest = kept.lastOrder + 1;
        noteCut(room, kept.oldestOrder, oldest);
        return m_trimRoom.run(qint64(room), oldest, isAllAged ? std::nullopt : storedAt);
    });
}

} // namespace parlor
