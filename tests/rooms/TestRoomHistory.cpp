// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomHistory.h"

#include "rooms/RoomDirectory.h"
#include "storage/MemoryRoomStore.h"
#include "support/Await.h"
#include "support/FailingRoomStore.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

QList<qint64> ordersOf(const MessagePage &page)
{
    QList<qint64> orders;
    for (const Message &message : page.messages)
        orders.append(message.order);
    return orders;
}

/// Rooms that are stored, and a history in front of them.
struct Histories {
    explicit Histories(qint64 maxBytes = 1024 * 1024, qint64 maxMessages = 1000) :
        memory(Retention { maxMessages, 0 }),
        store(memory),
        history(store, rooms, maxBytes)
    {
        store.onTrimmed([this](const QList<TrimmedRoom> &trimmed) {
            for (const TrimmedRoom &part : trimmed)
                rooms.find(part.room)->trim(part.oldestOrder);
        });
    }

    ActiveRoom &create(const QString &roomId)
    {
        ActiveRoom &room = rooms.reserve(roomId, u"owner"_s, 0);
        StoredRoom stored;
        stored.key = room.key();
        stored.roomId = roomId;
        const auto created = await<void>([&](auto done) { store.createRoom(stored, done); });
        Q_ASSERT(created);
        room.setState(ActiveRoom::State::Open);
        return room;
    }
    /// As a post does it: stored first, then everybody's.
    void post(ActiveRoom &room, qsizetype messages = 1, const QByteArray &members = "\"content\":\"a\"")
    {
        QList<NewMessage> batch;
        for (qsizetype i = 0; i < messages; ++i)
            batch.append({ room.key(), { room.lastOrder() + i + 1, members }, {}, {}, 0 });
        const auto stored = await<void>([&](auto done) { store.append(batch, done); });
        Q_ASSERT(stored);
        for (const NewMessage &message : std::as_const(batch)) {
            room.commit(message);
            history.append(room.key(), message.message);
        }
    }
    MessagePage read(const ActiveRoom &room, const MessageRange &range)
    {
        return await<MessagePage>([&](auto done) { history.read(room, range, done); }).value_or(MessagePage());
    }
    QList<qint64> newest(const ActiveRoom &room, qint64 limit = 3)
    {
        return ordersOf(read(room, { .limit = limit }));
    }

    MemoryRoomStore memory;
    FailingRoomStore store;
    RoomDirectory rooms;
    RoomHistory history;
};

} // namespace

class TestRoomHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasReadIsNotAskedForAgain();
    void whatIsPostedLaterIsThere();
    void whatIsOlderComesFromTheStore();
    void everyPageIsWhatTheStoreWouldAnswer();
    void whatTheStoreDroppedIsNotShown();
    void memoryIsBounded();
    void oneRoomHasABoundOfItsOwn();
    void forgottenRoomsAreReadFromTheStore();
    void storeThatFailsLeavesNothing();
};

void TestRoomHistory::whatWasReadIsNotAskedForAgain()
{
    Histories rooms;
    ActiveRoom &room = rooms.create(u"a"_s);
    rooms.post(room, 10);
    QCOMPARE(rooms.newest(room), (QList<qint64> { 8, 9, 10 }));
    QCOMPARE(rooms.store.reads(), 1);
    QCOMPARE(rooms.newest(room), (QList<qint64> { 8, 9, 10 }));
    QCOMPARE(rooms.newest(room, 1), (QList<qint64> { 10 }));
    QCOMPARE(rooms.store.reads(), 1);
}

void TestRoomHistory::whatIsPostedLaterIsThere()
{
    Histories rooms;
    ActiveRoom &room = rooms.create(u"a"_s);
    rooms.post(room, 10);
    rooms.newest(room);
    rooms.post(room, 2);
    QCOMPARE(rooms.newest(room), (QList<qint64> { 10, 11, 12 }));
    QCOMPARE(ordersOf(rooms.read(room, { .first = 9 })), (QList<qint64> { 9, 10, 11, 12 }));
    QCOMPARE(rooms.store.reads(), 1);
}

void TestRoomHistory::whatIsOlderComesFromTheStore()
{
    Histories rooms;
    ActiveRoom &room = rooms.create(u"a"_s);
    rooms.post(room, 10);
    rooms.newest(room);
    QCOMPARE(ordersOf(rooms.read(room, { .first = 2, .last = 3 })), (QList<qint64> { 2, 3 }));
    QCOMPARE(rooms.store.reads(), 2);
    QCOMPARE(rooms.newest(room), (QList<qint64> { 8, 9, 10 }));
    QCOMPARE(rooms.store.reads(), 2);
    QCOMPARE(rooms.newest(room, 5), (QList<qint64> { 6, 7, 8, 9, 10 }));
    QCOMPARE(rooms.newest(room, 5), (QList<qint64> { 6, 7, 8, 9, 10 }));
    QCOMPARE(rooms.store.reads(), 3);
}

void TestRoomHistory::everyPageIsWhatTheStoreWouldAnswer()
{
    using End = MessageRange::End;
    Histories rooms(1024 * 1024, 8);
    ActiveRoom &room = rooms.create(u"a"_s);
    rooms.post(room, 12);
    QTRY_COMPARE(room.messages(), 8);
    rooms.newest(room, 5);
    for (const End end : { End::Oldest, End::Newest }) {
        for (qint64 first = 1; first <= 14; ++first) {
            for (qint64 last = first - 1; last <= 14; ++last) {
                for (const qint64 limit : { 0, 1, 2, 100 }) {
                    const MessageRange range { first, last, limit, end };
                    const auto wanted
                        = await<MessagePage>([&](auto done) { rooms.memory.read(room.key(), range, done); });
                    QVERIFY(wanted);
                    const MessagePage page = rooms.read(room, range);
                    QCOMPARE(ordersOf(page), ordersOf(*wanted));
                    QCOMPARE(page.total, wanted->total);
                    QCOMPARE(page.oldestOrder, wanted->oldestOrder);
                    QCOMPARE(page.newestOrder, wanted->newestOrder);
                }
            }
        }
    }
}

void TestRoomHistory::whatTheStoreDroppedIsNotShown()
{
    Histories rooms(1024 * 1024, 4);
    ActiveRoom &room = rooms.create(u"a"_s);
    rooms.post(room, 4);
    QCOMPARE(rooms.newest(room, 100), (QList<qint64> { 1, 2, 3, 4 }));
    rooms.post(room, 2);
    QTRY_COMPARE(room.messages(), 4);
    QCOMPARE(rooms.newest(room, 100), (QList<qint64> { 3, 4, 5, 6 }));
    QCOMPARE(rooms.store.reads(), 1);
}

void TestRoomHistory::memoryIsBounded()
{
    Histories rooms(10'000);
    ActiveRoom &first = rooms.create(u"first"_s);
    ActiveRoom &second = rooms.create(u"second"_s);
    ActiveRoom &third = rooms.create(u"third"_s);
    for (ActiveRoom *room : { &first, &second, &third })
        rooms.post(*room, 3);
    rooms.newest(first);
    rooms.newest(second);
    rooms.newest(first);
    QCOMPARE(rooms.store.reads(), 2);
    // There is room for two. The one that was read the longest ago goes.
    rooms.newest(third);
    rooms.newest(first);
    QCOMPARE(rooms.store.reads(), 3);
    rooms.newest(second);
    QCOMPARE(rooms.store.reads(), 4);
}

void TestRoomHistory::oneRoomHasABoundOfItsOwn()
{
    Histories rooms;
    ActiveRoom &room = rooms.create(u"a"_s);
    const QByteArray large = "\"content\":\"" + QByteArray(100'000, 'a') + '"';
    rooms.post(room, 3, large);
    rooms.newest(room);
    QCOMPARE(rooms.newest(room, 2), (QList<qint64> { 2, 3 }));
    QCOMPARE(rooms.store.reads(), 1);
    QCOMPARE(rooms.newest(room), (QList<qint64> { 1, 2, 3 }));
    QCOMPARE(rooms.store.reads(), 2);
    rooms.post(room, 1, "\"content\":\"" + QByteArray(300'000, 'a') + '"');
    QCOMPARE(rooms.newest(room, 1), (QList<qint64> { 4 }));
    QCOMPARE(rooms.store.reads(), 3);
}

void TestRoomHistory::forgottenRoomsAreReadFromTheStore()
{
    Histories rooms;
    ActiveRoom &room = rooms.create(u"a"_s);
    rooms.post(room, 3);
    rooms.newest(room);
    rooms.history.forget(room.key());
    QCOMPARE(rooms.newest(room), (QList<qint64> { 1, 2, 3 }));
    QCOMPARE(rooms.store.reads(), 2);
}

void TestRoomHistory::storeThatFailsLeavesNothing()
{
    Histories rooms;
    ActiveRoom &room = rooms.create(u"a"_s);
    rooms.post(room, 3);
    rooms.store.fail(FailingRoomStore::Call::Read);
    const auto failed = await<MessagePage>([&](auto done) { rooms.history.read(room, {}, done); });
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, Error::Kind::StorageUnavailable);
    rooms.store.recover();
    QCOMPARE(rooms.newest(room), (QList<qint64> { 1, 2, 3 }));
}

QTEST_GUILESS_MAIN(TestRoomHistory)
#include "TestRoomHistory.moc"
