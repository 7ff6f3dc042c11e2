// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/RoomStoreContract.h"

#include "support/Await.h"

#include <QTest>

#include <limits>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 NoEnd = std::numeric_limits<qint64>::max();

QList<qint64> orders(const Result<MessagePage> &page)
{
    QList<qint64> found;
    if (page) {
        for (const Message &message : page->messages)
            found.append(message.order);
    }
    return found;
}

} // namespace

RoomStoreContract::RoomStoreContract(RoomStoreFactory factory) :
    m_factory(std::move(factory))
{
}

void RoomStoreContract::init()
{
    create({});
    QVERIFY(m_store);
}

void RoomStoreContract::create(const Retention &retention)
{
    m_store = m_factory.create(retention);
}

void RoomStoreContract::cleanup()
{
    m_store.reset();
}

void RoomStoreContract::reopen()
{
    m_store = m_factory.reopen(std::move(m_store));
}

Result<void> RoomStoreContract::createRoom(RoomKey key, const QString &roomId)
{
    StoredRoom room;
    room.key = key;
    room.roomId = roomId;
    room.creatorUsername = u"ann"_s;
    room.createdAt = 1000 + qint64(key);
    room.lastActivityAt = room.createdAt;
    return await<void>([&](auto done) { m_store->createRoom(room, done); });
}

Result<void> RoomStoreContract::append(RoomKey room, qint64 first, qint64 last)
{
    QList<NewMessage> batch;
    for (qint64 order = first; order <= last; ++order)
        batch.append(makeMessage(room, order));
    return await<void>([&](auto done) { m_store->append(batch, done); });
}

Result<MessagePage> RoomStoreContract::read(RoomKey room, const MessageRange &range)
{
    return await<MessagePage>([&](auto done) { m_store->read(room, range, done); });
}

NewMessage RoomStoreContract::makeMessage(RoomKey room, qint64 order, const QString &clientMessageId)
{
    NewMessage message;
    message.room = room;
    message.message.order = order;
    message.message.members = "\"content\":\"" + QByteArray::number(room) + '/' + QByteArray::number(order) + '"';
    message.createdAt = "at " + QByteArray::number(order);
    message.clientMessageId = clientMessageId;
    message.storedAt = 5000 + order;
    return message;
}

void RoomStoreContract::newStoreHasNoRooms()
{
    const auto stored = await<StoredRooms>([&](auto done) { m_store->load(done); });
    QVERIFY(stored);
    QVERIFY(stored->rooms.isEmpty());
}

void RoomStoreContract::roomsAreLoadedAsTheyWereCreated()
{
    QVERIFY(createRoom(7, u"späti/%😀"_s));
    reopen();
    const auto stored = await<StoredRooms>([&](auto done) { m_store->load(done); });
    QVERIFY(stored);
    QCOMPARE(stored->rooms.size(), 1);
    const StoredRoom &room = stored->rooms.first();
    QCOMPARE(room.key, RoomKey(7));
    QCOMPARE(room.roomId, u"späti/%😀"_s);
    QCOMPARE(room.creatorUsername, u"ann"_s);
    QCOMPARE(room.createdAt, 1007);
    QCOMPARE(room.lastActivityAt, 1007);
    QCOMPARE(room.lastOrder, 0);
    QCOMPARE(room.messages(), 0);
}

void RoomStoreContract::textsKeepTheirFirstCharacter()
{
    // The first two may be taken for byte order marks.
    const QStringList texts { u"\ufefftea"_s, u"\ufffetea"_s, u"tea"_s };
    QList<NewMessage> batch;
    QList<ClientMessageRef> references;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const QString &text = texts.at(i);
        QVERIFY(createRoom(RoomKey(i + 1), text));
        batch.append(makeMessage(1, i + 1, text));
        references.append({ 1, text });
        m_store->recordPresence({ { 1, { { text, text, true, i, { { text, text } } } }, {} } });
    }
    QVERIFY(await<void>([&](auto done) { m_store->append(batch, done); }));
    const StoredRooms stored = loadAgain();
    const auto known = await<QList<KnownMessage>>([&](auto done) { m_store->findMessages(references, done); });
    QVERIFY(known);
    QCOMPARE(stored.rooms.size(), texts.size());
    QCOMPARE(stored.participants.size(), texts.size());
    for (qsizetype i = 0; i < texts.size(); ++i) {
        QCOMPARE(stored.rooms.at(i).roomId, texts.at(i));
        QCOMPARE(known->at(i).order, i + 1);
        const Participant &participant = stored.participants.at(i).participant;
        QCOMPARE(participant.username, texts.at(i));
        QCOMPARE(participant.socketId, texts.at(i));
        QCOMPARE(participant.extras, (QJsonObject { { texts.at(i), texts.at(i) } }));
    }
}

void RoomStoreContract::roomsAreLoadedInTheOrderOfTheirKeys()
{
    for (const RoomKey key : { 3, 1, 2 })
        QVERIFY(createRoom(key, QString::number(key)));
    reopen();
    const auto stored = await<StoredRooms>([&](auto done) { m_store->load(done); });
    QVERIFY(stored);
    QList<RoomKey> keys;
    for (const StoredRoom &room : stored->rooms)
        keys.append(room.key);
    QCOMPARE(keys, (QList<RoomKey> { 1, 2, 3 }));
}

void RoomStoreContract::loadedRoomKnowsItsMessages()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(append(1, 1, 3));
    reopen();
    const auto stored = await<StoredRooms>([&](auto done) { m_store->load(done); });
    QVERIFY(stored);
    QCOMPARE(stored->rooms.size(), 1);
    QCOMPARE(stored->rooms.first().lastOrder, 3);
    QCOMPARE(stored->rooms.first().messages(), 3);
    QCOMPARE(stored->rooms.first().lastActivityAt, 5003);
}

void RoomStoreContract::closedRoomIsNotLoaded()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(createRoom(2, u"b"_s));
    QVERIFY(await<void>([&](auto done) { m_store->closeRoom(1, done); }));
    reopen();
    const auto stored = await<StoredRooms>([&](auto done) { m_store->load(done); });
    QVERIFY(stored);
    QCOMPARE(stored->rooms.size(), 1);
    QCOMPARE(stored->rooms.first().roomId, u"b"_s);
}

void RoomStoreContract::closedRoomHasNoMessages()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(append(1, 1, 3));
    QVERIFY(await<void>([&](auto done) { m_store->closeRoom(1, done); }));
    const auto page = read(1);
    QVERIFY(page);
    QCOMPARE(page->total, 0);
    QVERIFY(page->messages.isEmpty());
}

void RoomStoreContract::idOfClosedRoomCanBeUsedAgain()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(append(1, 1, 2));
    QVERIFY(await<void>([&](auto done) { m_store->closeRoom(1, done); }));
    QVERIFY(createRoom(2, u"a"_s));
    QCOMPARE(orders(read(2)), QList<qint64>());
    QVERIFY(append(2, 1, 1));
    QCOMPARE(orders(read(2)), QList<qint64> { 1 });
}

void RoomStoreContract::messagesAreReadAsTheyWereStored()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(append(1, 1, 2));
    const auto page = read(1);
    QVERIFY(page);
    QCOMPARE(orders(page), (QList<qint64> { 1, 2 }));
    QCOMPARE(page->messages.at(1).members, "\"content\":\"1/2\""_ba);
}

void RoomStoreContract::batchMayHoldSeveralRooms()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(createRoom(2, u"b"_s));
    const QList<NewMessage> batch { makeMessage(1, 1), makeMessage(2, 1), makeMessage(1, 2) };
    QVERIFY(await<void>([&](auto done) { m_store->append(batch, done); }));
    QCOMPARE(orders(read(1)), (QList<qint64> { 1, 2 }));
    QCOMPARE(orders(read(2)), QList<qint64> { 1 });
}

void RoomStoreContract::badBatchStoresNothing_data()
{
    QTest::addColumn<quint64>("room");
    QTest::addColumn<qint64>("order");
    QTest::newRow("unknown room") << RoomKey(9) << qint64(1);
    QTest::newRow("order that is taken") << RoomKey(1) << qint64(1);
    QTest::newRow("order that leaves a gap") << RoomKey(1) << qint64(4);
}

void RoomStoreContract::badBatchStoresNothing()
{
    QFETCH(const quint64, room);
    QFETCH(const qint64, order);
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(append(1, 1, 1));
    const QList<NewMessage> batch { makeMessage(1, 2, u"id"_s), makeMessage(room, order) };
    const auto stored = await<void>([&](auto done) { m_store->append(batch, done); });
    QVERIFY(!stored);
    QCOMPARE(stored.error().kind, Error::Kind::Internal);
    QCOMPARE(orders(read(1)), QList<qint64> { 1 });
    const auto known
        = await<QList<KnownMessage>>([&](auto done) { m_store->findMessages({ { 1, u"id"_s } }, done); });
    QVERIFY(known);
    QCOMPARE(known->first().order, 0);
    QVERIFY(append(1, 2, 2));
}

void RoomStoreContract::emptyBatchIsStored()
{
    QVERIFY(await<void>([&](auto done) { m_store->append({}, done); }));
}

void RoomStoreContract::windowIsTakenFromTheNamedEnd_data()
{
    using End = MessageRange::End;
    QTest::addColumn<MessageRange>("range");
    QTest::addColumn<QList<qint64>>("expected");
    QTest::newRow("everything") << MessageRange {} << QList<qint64> { 1, 2, 3, 4, 5 };
    QTest::newRow("newest two") << MessageRange { 1, NoEnd, 2, End::Newest } << QList<qint64> { 4, 5 };
    QTest::newRow("oldest two") << MessageRange { 1, NoEnd, 2, End::Oldest } << QList<qint64> { 1, 2 };
    QTest::newRow("window") << MessageRange { 2, 4, 1000, End::Newest } << QList<qint64> { 2, 3, 4 };
    QTest::newRow("newest of a window") << MessageRange { 2, 4, 2, End::Newest } << QList<qint64> { 3, 4 };
    QTest::newRow("oldest of a window") << MessageRange { 2, 4, 2, End::Oldest } << QList<qint64> { 2, 3 };
    QTest::newRow("beyond the end") << MessageRange { 6, NoEnd, 1000, End::Newest } << QList<qint64>();
    QTest::newRow("far beyond the end") << MessageRange { NoEnd, NoEnd, 5000, End::Oldest } << QList<qint64>();
    QTest::newRow("turned round") << MessageRange { 4, 2, 1000, End::Oldest } << QList<qint64>();
    QTest::newRow("limit without bound") << MessageRange { 4, NoEnd, NoEnd, End::Oldest } << QList<qint64> { 4, 5 };
    QTest::newRow("nothing asked for") << MessageRange { 1, NoEnd, 0, End::Newest } << QList<qint64>();
}

void RoomStoreContract::windowIsTakenFromTheNamedEnd()
{
    QFETCH(const MessageRange, range);
    QFETCH(const QList<qint64>, expected);
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(append(1, 1, 5));
    QCOMPARE(orders(read(1, range)), expected);
}

void RoomStoreContract::windowIsBoundedInBytes_data()
{
    using End = MessageRange::End;
    QTest::addColumn<End>("from");
    QTest::addColumn<qint64>("maxBytes");
    QTest::addColumn<QList<qint64>>("expected");
    const qint64 each = makeMessage(1, 1).message.members.size();
    QTest::newRow("newest") << End::Newest << 2 * each << QList<qint64> { 4, 5 };
    QTest::newRow("oldest") << End::Oldest << 2 * each << QList<qint64> { 1, 2 };
    QTest::newRow("less than another one") << End::Newest << 3 * each - 1 << QList<qint64> { 4, 5 };
    QTest::newRow("one at least, the newest") << End::Newest << qint64(1) << QList<qint64> { 5 };
    QTest::newRow("one at least, the oldest") << End::Oldest << qint64(1) << QList<qint64> { 1 };
    QTest::newRow("all") << End::Newest << 5 * each << QList<qint64> { 1, 2, 3, 4, 5 };
}

void RoomStoreContract::windowIsBoundedInBytes()
{
    QFETCH(const MessageRange::End, from);
    QFETCH(const qint64, maxBytes);
    QFETCH(const QList<qint64>, expected);
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(append(1, 1, 5));
    MessageRange range;
    range.from = from;
    range.maxBytes = maxBytes;
    QCOMPARE(orders(read(1, range)), expected);
}

void RoomStoreContract::pageTellsWhatIsStored()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(append(1, 1, 5));
    const auto page = read(1, { 2, 3, 1, MessageRange::End::Oldest });
    QVERIFY(page);
    QCOMPARE(page->total, 5);
    QCOMPARE(page->oldestOrder, 1);
    QCOMPARE(page->newestOrder, 5);
}

void RoomStoreContract::unknownRoomHasAnEmptyPage()
{
    const auto page = read(9);
    QVERIFY(page);
    QVERIFY(page->messages.isEmpty());
    QCOMPARE(page->total, 0);
    QCOMPARE(page->oldestOrder, 0);
    QCOMPARE(page->newestOrder, 0);
}

void RoomStoreContract::clientMessageIdIsFound()
{
    QVERIFY(createRoom(1, u"a"_s));
    const QList<NewMessage> batch { makeMessage(1, 1), makeMessage(1, 2, u"mine"_s) };
    QVERIFY(await<void>([&](auto done) { m_store->append(batch, done); }));
    reopen();
    const auto known
        = await<QList<KnownMessage>>([&](auto done) { m_store->findMessages({ { 1, u"mine"_s } }, done); });
    QVERIFY(known);
    QCOMPARE(known->size(), 1);
    QCOMPARE(known->first().order, 2);
    QCOMPARE(known->first().createdAt, "at 2"_ba);
}

void RoomStoreContract::clientMessageIdBelongsToItsRoom()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(createRoom(2, u"b"_s));
    const QList<NewMessage> batch { makeMessage(1, 1, u"mine"_s) };
    QVERIFY(await<void>([&](auto done) { m_store->append(batch, done); }));
    const auto known
        = await<QList<KnownMessage>>([&](auto done) { m_store->findMessages({ { 2, u"mine"_s } }, done); });
    QVERIFY(known);
    QCOMPARE(known->first().order, 0);
}

void RoomStoreContract::unknownClientMessageIdHasNoOrder()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(append(1, 1, 1));
    const auto known = await<QList<KnownMessage>>(
        [&](auto done) { m_store->findMessages({ { 1, u"none"_s }, { 9, u"none"_s } }, done); });
    QVERIFY(known);
    QCOMPARE(known->size(), 2);
    QCOMPARE(known->at(0).order, 0);
    QCOMPARE(known->at(1).order, 0);
}

void RoomStoreContract::referencesAreAnsweredInTheirOrder()
{
    QVERIFY(createRoom(1, u"a"_s));
    const QList<NewMessage> batch { makeMessage(1, 1, u"x"_s), makeMessage(1, 2, u"y"_s) };
    QVERIFY(await<void>([&](auto done) { m_store->append(batch, done); }));
    const auto known = await<QList<KnownMessage>>([&](auto done) {
        m_store->findMessages({ { 1, u"y"_s }, { 1, u"none"_s }, { 1, u"x"_s }, { 1, u"y"_s } }, done);
    });
    QVERIFY(known);
    QList<qint64> found;
    for (const KnownMessage &message : *known)
        found.append(message.order);
    QCOMPARE(found, (QList<qint64> { 2, 0, 1, 2 }));
}

void RoomStoreContract::clientMessageIdIsForgottenWithItsRoom()
{
    QVERIFY(createRoom(1, u"a"_s));
    const QList<NewMessage> batch { makeMessage(1, 1, u"mine"_s) };
    QVERIFY(await<void>([&](auto done) { m_store->append(batch, done); }));
    QVERIFY(await<void>([&](auto done) { m_store->closeRoom(1, done); }));
    const auto known
        = await<QList<KnownMessage>>([&](auto done) { m_store->findMessages({ { 1, u"mine"_s } }, done); });
    QVERIFY(known);
    QCOMPARE(known->first().order, 0);
}

void RoomStoreContract::keyOfClosedRoomStaysKnown()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(createRoom(5, u"b"_s));
    QVERIFY(append(5, 1, 3));
    QVERIFY(await<void>([&](auto done) { m_store->closeRoom(5, done); }));
    for (int start = 0; start < 2; ++start) {
        reopen();
        const auto stored = await<StoredRooms>([&](auto done) { m_store->load(done); });
        QVERIFY(stored);
        QCOMPARE(stored->lastKey, RoomKey(5));
    }
}

void RoomStoreContract::onlyTheNewestMessagesAreKept()
{
    create({ .messages = 10 });
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(append(1, 1, 13));
    for (int look = 0; look < 2; ++look) {
        const auto page = read(1, { 1, 5, 1000, MessageRange::End::Newest });
        QVERIFY(page);
        QCOMPARE(page->oldestOrder, 4);
        QCOMPARE(page->newestOrder, 13);
        QCOMPARE(page->total, 10);
        QCOMPARE(orders(page), (QList<qint64> { 4, 5 }));
        QCOMPARE(page->messages.first().members, "\"content\":\"1/4\""_ba);
        reopen();
    }
    const auto stored = await<StoredRooms>([&](auto done) { m_store->load(done); });
    QVERIFY(stored);
    QCOMPARE(stored->rooms.first().messages(), 10);
}

void RoomStoreContract::droppedMessageLosesItsClientMessageId()
{
    create({ .messages = 2 });
    QVERIFY(createRoom(1, u"a"_s));
    const QList<NewMessage> first { makeMessage(1, 1, u"old"_s), makeMessage(1, 2, u"young"_s), makeMessage(1, 3) };
    QVERIFY(await<void>([&](auto done) { m_store->append(first, done); }));
    const auto known = await<QList<KnownMessage>>(
        [&](auto done) { m_store->findMessages({ { 1, u"old"_s }, { 1, u"young"_s } }, done); });
    QVERIFY(known);
    QCOMPARE(known->at(0).order, 0);
    QCOMPARE(known->at(1).order, 2);
    // The id is free, and the message that has it now keeps it.
    QVERIFY(await<void>([&](auto done) { m_store->append({ makeMessage(1, 4, u"old"_s) }, done); }));
    const auto again
        = await<QList<KnownMessage>>([&](auto done) { m_store->findMessages({ { 1, u"old"_s } }, done); });
    QVERIFY(again);
    QCOMPARE(again->first().order, 4);
}

void RoomStoreContract::ordersGoOnAfterMessagesWereDropped()
{
    create({ .days = 1 });
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(append(1, 1, 3)); // Of 1970.
    reopen();
    QVERIFY(await<StoredRooms>([&](auto done) { m_store->load(done); }));
    QTRY_COMPARE(read(1).value_or(MessagePage { {}, -1 }).total, 0);
    QVERIFY(!append(1, 1, 1));
    QVERIFY(append(1, 4, 4));
    reopen();
    const auto stored = await<StoredRooms>([&](auto done) { m_store->load(done); });
    QVERIFY(stored);
    QCOMPARE(stored->rooms.first().lastOrder, 4);
}

void RoomStoreContract::droppedMessagesAreTold()
{
    create({ .messages = 2 });
    QList<TrimmedRoom> told;
    m_store->onTrimmed([&told](const QList<TrimmedRoom> &rooms) { told += rooms; });
    QVERIFY(await<StoredRooms>([&](auto done) { m_store->load(done); }));
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(createRoom(2, u"b"_s));
    QVERIFY(append(2, 1, 2));
    QVERIFY(append(1, 1, 5));
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.first().room, RoomKey(1));
    QCOMPARE(told.first().oldestOrder, 4);
}

void RoomStoreContract::oldMessagesAreDropped()
{
    create({ .days = 1 });
    QVERIFY(createRoom(1, u"a"_s));
    QList<NewMessage> batch;
    for (qint64 order = 1; order <= 700; ++order) {
        batch.append(makeMessage(1, order));
        if (order > 600)
            batch.last().storedAt = currentTimestamp();
    }
    QVERIFY(await<void>([&](auto done) { m_store->append(batch, done); }));
    reopen();
    QVERIFY(await<StoredRooms>([&](auto done) { m_store->load(done); }));
    QTRY_COMPARE(read(1).value_or(MessagePage()).oldestOrder, 601);
    QCOMPARE(read(1).value_or(MessagePage()).total, 100);
}

void RoomStoreContract::youngMessageKeepsWhatStandsBehindIt()
{
    create({ .days = 1 });
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(createRoom(2, u"b"_s));
    QList<NewMessage> batch { makeMessage(1, 1), makeMessage(1, 2), makeMessage(1, 3), makeMessage(2, 1) };
    batch[1].storedAt = currentTimestamp();
    QVERIFY(await<void>([&](auto done) { m_store->append(batch, done); }));
    reopen();
    QVERIFY(await<StoredRooms>([&](auto done) { m_store->load(done); }));
    QTRY_COMPARE(read(1).value_or(MessagePage()).oldestOrder, 2);
    QTRY_COMPARE(read(2).value_or(MessagePage { {}, -1 }).total, 0);
    QCOMPARE(orders(read(1)), (QList<qint64> { 2, 3 }));
}

void RoomStoreContract::participantsAreLoadedAsTheyWereRecorded()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(createRoom(2, u"b"_s));
    const Participant ann { u"ann"_s, u"s1"_s, true, 2000, { { u"avatar"_s, u"😀"_s } } };
    const Participant ben { u"ben"_s, u"s2"_s, true, 1000, {} };
    const Participant cleo { u"cleo"_s, u"s3"_s, true, 3000, {} };
    Participant renamed = cleo;
    renamed.username = u"cléo"_s;
    m_store->recordPresence({ { 1, { ann, ben, cleo }, {} }, { 2, { ann }, {} } });
    m_store->recordPresence({ { 1, { renamed }, { u"s9"_s } }, { 2, {}, { u"s1"_s } }, { 9, { ann }, {} } });
    // They may have been in their rooms for longer than one server.
    for (int start = 0; start < 2; ++start) {
        reopen();
        const auto stored = await<StoredRooms>([&](auto done) { m_store->load(done); });
        QVERIFY(stored);
        QStringList names;
        for (const StoredParticipant &participant : stored->participants) {
            QCOMPARE(participant.room, RoomKey(1));
            names.append(participant.participant.username);
        }
        QCOMPARE(names, (QStringList { u"ben"_s, u"ann"_s, u"cléo"_s }));
        QCOMPARE(stored->participants.at(1).participant.socketId, u"s1"_s);
        QCOMPARE(stored->participants.at(1).participant.joinedAt, 2000);
        QCOMPARE(stored->participants.at(1).participant.extras, ann.extras);
    }
}

void RoomStoreContract::participantsOfClosedRoomsAreForgotten()
{
    QVERIFY(createRoom(1, u"a"_s));
    m_store->recordPresence({ { 1, { { u"ann"_s, u"s1"_s, true, 2000, {} } }, {} } });
    QVERIFY(await<void>([&](auto done) { m_store->closeRoom(1, done); }));
    m_store->recordPresence({ { 1, { { u"ben"_s, u"s2"_s, true, 2000, {} } }, {} } });
    QVERIFY(createRoom(2, u"a"_s));
    reopen();
    const auto stored = await<StoredRooms>([&](auto done) { m_store->load(done); });
    QVERIFY(stored);
    QVERIFY(stored->participants.isEmpty());
}

void RoomStoreContract::writingCanBeProved()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(await<void>([this](auto done) { m_store->append({ makeMessage(1, 1) }, done); }));
    QVERIFY(await<void>([this](auto done) { m_store->proveWritable(done); }));
    QVERIFY(await<void>([this](auto done) { m_store->append({ makeMessage(1, 2) }, done); }));
    reopen();
    const auto stored = await<StoredRooms>([this](auto done) { m_store->load(done); });
    QVERIFY(stored);
    QCOMPARE(stored->rooms.size(), 1);
    QCOMPARE(stored->rooms.first().lastOrder, 2);
}

void RoomStoreContract::completionsNeverRunWithinTheCall()
{
    int completed = 0;
    m_store->load([&](const auto &) { ++completed; });
    m_store->createRoom({ 1, u"a"_s, u"ann"_s, 1000, 1000 }, [&](const auto &) { ++completed; });
    m_store->append({ makeMessage(1, 1) }, [&](const auto &) { ++completed; });
    m_store->findMessages({}, [&](const auto &) { ++completed; });
    m_store->read(1, {}, [&](const auto &) { ++completed; });
    m_store->proveWritable([&](const auto &) { ++completed; });
    m_store->closeRoom(1, [&](const auto &) { ++completed; });
    QCOMPARE(completed, 0);
    QTRY_COMPARE(completed, 7);
}

void RoomStoreContract::completionsRunInTheOrderOfTheCalls()
{
    QStringList completed;
    const auto note = [&completed](const QString &call) {
        return [&completed, call](const auto &) { completed.append(call); };
    };
    m_store->createRoom({ 1, u"a"_s, u"ann"_s, 1000, 1000 }, note(u"create"_s));
    m_store->append({ makeMessage(1, 1) }, note(u"append"_s));
    m_store->read(1, {}, note(u"read"_s));
    m_store->append({ makeMessage(9, 1) }, note(u"bad append"_s));
    m_store->findMessages({}, note(u"find nothing"_s));
    m_store->findMessages({ { 1, u"x"_s } }, note(u"find"_s));
    m_store->append({}, note(u"append nothing"_s));
    m_store->closeRoom(1, note(u"close"_s));
    m_store->read(1, {}, note(u"read closed"_s));
    QTRY_COMPARE(completed.size(), 9);
    QCOMPARE(completed,
             QStringList({ u"create"_s, u"append"_s, u"read"_s, u"bad append"_s, u"find nothing"_s, u"find"_s,
                           u"append nothing"_s, u"close"_s, u"read closed"_s }));
}

void RoomStoreContract::readSeesWhatWasAppendedBefore()
{
    QVERIFY(createRoom(1, u"a"_s));
    QList<qint64> seen;
    m_store->append({ makeMessage(1, 1) }, [](const auto &) {});
    m_store->append({ makeMessage(1, 2) }, [](const auto &) {});
    m_store->read(1, {}, [&seen](const Result<MessagePage> &page) { seen = orders(page); });
    QTRY_COMPARE(seen, (QList<qint64> { 1, 2 }));
}

} // namespace parlor
