// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Rooms.h"
#include "support/Await.h"

#include <QSignalSpy>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;
using Call = FailingRoomStore::Call;

Q_DECLARE_METATYPE(parlor::Error::Kind)

class TestRoomManagerPosts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordersCountUpInEachRoom();
    void messageIsSentOncePerWorker();
    void messageIsStoredBeforeItIsDelivered();
    void deliveriesDoNotWaitForTheNextBatch();
    void answerFollowsTheDelivery();
    void postsDuringACommitGoIntoTheNextBatch();
    void repeatedClientMessageIdStoresNothing();
    void repeatWithinABatchStoresNothing();
    void repeatOfAFailedPostIsStored();
    void failedStoreRefusesTheWholeBatch_data();
    void failedStoreRefusesTheWholeBatch();
    void senderOutsideJoinsByPosting();
    void senderOutsideIsForbiddenWhereItMayNotJoin();
    void restPostsWithoutJoining();
    void waitingPostsAreBounded();
    void refusalWithoutATicketIsToldToo();

    void droppedMessagesAreNotCounted();
};

void TestRoomManagerPosts::ordersCountUpInEachRoom()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.create(u"b"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s, u"b"_s));
    for (const QString &roomId : { u"a"_s, u"b"_s, u"a"_s, u"a"_s, u"b"_s })
        rooms.manager->post(Rooms::posting(Ann, 1, roomId));
    QVERIFY(rooms.settle());
    QList<qint64> orders;
    for (const PostAnswer &answer : rooms.log0.all<PostAnswer>())
        orders.append(answer.order);
    QCOMPARE(orders, (QList<qint64>{ 1, 1, 2, 3, 2 }));
    QCOMPARE(rooms.store.batches(), QList<qsizetype>{ 5 });
}

void TestRoomManagerPosts::messageIsSentOncePerWorker()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.join(Bob, u"bob"_s));
    QSignalSpy posted(rooms.manager.get(), &RoomManager::messagesPosted);
    rooms.manager->post(Rooms::posting(Ann, 0));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.count<ExchangeEvent>(), 1);
    QCOMPARE(rooms.log1.count<ExchangeEvent>(), 0);
    QCOMPARE(rooms.log0.all<ExchangeEvent>().first().data,
             QByteArray(R"({"roomId":"a","socketId":"s1","order":1,"username":"poster","content":"hi"})"));
    QVERIFY(rooms.join(Cat, u"cat"_s));
    rooms.manager->post(Rooms::posting(Ann, 0));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.count<ExchangeEvent>(), 2);
    QCOMPARE(rooms.log1.count<ExchangeEvent>(), 1);
    QCOMPARE(rooms.log0.count<PostAnswer>(), 0);
    QCOMPARE(posted.size(), 2);
}

void TestRoomManagerPosts::messageIsStoredBeforeItIsDelivered()
{
    Rooms rooms;
    QVERIFY(rooms.holdPost(7));
    QCOMPARE(rooms.log0.count<ExchangeEvent>(), 0);
    const auto before = await<Room>([&](auto done) { rooms.manager->findRoom(u"a"_s, done); });
    QCOMPARE(before->messages, 0);
    rooms.store.release();
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.count<ExchangeEvent>(), 1);
    const auto after = await<Room>([&](auto done) { rooms.manager->findRoom(u"a"_s, done); });
    QCOMPARE(after->messages, 1);
    QVERIFY(after->lastActivityAt >= after->createdAt);
}

void TestRoomManagerPosts::deliveriesDoNotWaitForTheNextBatch()
{
    Rooms rooms;
    QVERIFY(rooms.holdPost(1));
    rooms.manager->post(Rooms::posting(Ann, 2));
    QList<qsizetype> deliveredBefore;
    rooms.store.whenAppending([&] { deliveredBefore.append(rooms.log0.count<ExchangeEvent>()); });
    rooms.store.release();
    QVERIFY(rooms.settle());
    QCOMPARE(deliveredBefore, QList<qsizetype>{ 1 });
    QCOMPARE(rooms.log0.count<ExchangeEvent>(), 2);
}

void TestRoomManagerPosts::answerFollowsTheDelivery()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.settle());
    rooms.log0.clear();
    rooms.manager->post(Rooms::posting(Ann, 7));
    rooms.manager->post(Rooms::posting(Ann, 8));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(),
             QStringList({ u"exchange 1"_s, u"answer 1"_s, u"exchange 2"_s, u"answer 2"_s }));
    const auto answer = rooms.log0.all<PostAnswer>().first();
    QCOMPARE(answer.ticket, 7);
    QCOMPARE(answer.sender, Ann);
    QCOMPARE(answer.createdAt, "2026-01-31T12:00:00.000Z"_ba);
    QVERIFY(!answer.duplicate);
}

void TestRoomManagerPosts::postsDuringACommitGoIntoTheNextBatch()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    rooms.store.hold();
    rooms.manager->post(Rooms::posting(0, 0), [](const auto &) {});
    QTRY_COMPARE(rooms.store.heldCount(), 1);
    for (int i = 0; i < 3; ++i)
        rooms.manager->post(Rooms::posting(0, 0), [](const auto &) {});
    // A turn in which the second batch could have started wrongly.
    QVERIFY(await<Room>([&](auto done) {
        QMetaObject::invokeMethod(
            rooms.manager.get(), [&rooms, done] { rooms.manager->findRoom(u"a"_s, done); },
            Qt::QueuedConnection);
    }));
    QCOMPARE(rooms.store.batches(), QList<qsizetype>{ 1 });
    rooms.store.release();
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.store.batches(), (QList<qsizetype>{ 1, 3 }));
    QCOMPARE(rooms.storedMessages(), 4);
}

void TestRoomManagerPosts::repeatedClientMessageIdStoresNothing()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.create(u"b"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    PostRequest request = Rooms::posting(Ann, 7);
    request.clientMessageId = u"id"_s;
    rooms.manager->post(request);
    QVERIFY(rooms.settle());
    rooms.log0.clear();
    request.ticket = 8;
    request.createdAt = "2027-01-31T12:00:00.000Z";
    rooms.manager->post(request);
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList{ u"answer 1"_s });
    const auto answer = rooms.log0.all<PostAnswer>().first();
    QVERIFY(answer.duplicate);
    QCOMPARE(answer.createdAt, "2026-01-31T12:00:00.000Z"_ba);
    QCOMPARE(rooms.storedMessages(), 1);
    const auto byRest = rooms.postByRest(u"id"_s);
    QVERIFY(byRest);
    QVERIFY(byRest->duplicate);
    QCOMPARE(byRest->order, 1);
    const auto elsewhere = rooms.postByRest(u"id"_s, u"b"_s);
    QVERIFY(elsewhere);
    QVERIFY(!elsewhere->duplicate);
}

void TestRoomManagerPosts::repeatWithinABatchStoresNothing()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    for (const quint64 ticket : { 7, 8 }) {
        PostRequest request = Rooms::posting(Ann, ticket);
        request.clientMessageId = u"id"_s;
        rooms.manager->post(request);
    }
    rooms.manager->post(Rooms::posting(Ann, 9));
    QVERIFY(rooms.settle());
    const auto answers = rooms.log0.all<PostAnswer>();
    QCOMPARE(answers.size(), 3);
    QVERIFY(!answers.at(0).duplicate);
    QVERIFY(answers.at(1).duplicate);
    QCOMPARE(answers.at(1).order, 1);
    QCOMPARE(answers.at(2).order, 2);
    QCOMPARE(rooms.log0.count<ExchangeEvent>(), 2);
}

void TestRoomManagerPosts::repeatOfAFailedPostIsStored()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    rooms.store.fail(Call::Append);
    QCOMPARE(kindOf(rooms.postByRest(u"id"_s)), Error::Kind::StorageUnavailable);
    rooms.store.recover();
    const auto posted = rooms.postByRest(u"id"_s);
    QVERIFY(posted);
    QVERIFY(!posted->duplicate);
    QCOMPARE(posted->order, 1);
}

void TestRoomManagerPosts::failedStoreRefusesTheWholeBatch_data()
{
    QTest::addColumn<Call>("failing");
    QTest::newRow("append") << Call::Append;
    QTest::newRow("find messages") << Call::FindMessages;
}

void TestRoomManagerPosts::failedStoreRefusesTheWholeBatch()
{
    QFETCH(const Call, failing);
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    rooms.store.fail(failing);
    for (const quint64 ticket : { 7, 8, 9 }) {
        PostRequest request = Rooms::posting(Ann, ticket);
        request.clientMessageId = ticket == 9 ? QString() : u"id"_s;
        rooms.manager->post(request);
    }
    QTRY_COMPARE(rooms.log0.count<PostAnswer>(), 3);
    for (const PostAnswer &answer : rooms.log0.all<PostAnswer>())
        QCOMPARE(answer.error.value_or(Error()).kind, Error::Kind::StorageUnavailable);
    QCOMPARE(rooms.log0.count<ExchangeEvent>(), 0);
    rooms.store.recover();
    const auto posted = rooms.postByRest();
    QVERIFY(posted);
    QCOMPARE(posted->order, 1);
}

void TestRoomManagerPosts::senderOutsideJoinsByPosting()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    rooms.manager->post(Rooms::posting(Ann, 7));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList({ u"enter"_s, u"exchange 1"_s, u"answer 1"_s }));
    QCOMPARE(rooms.names(), QStringList{ u"poster"_s });
    QCOMPARE(rooms.log0.named(ListName).size(), 1);
}

void TestRoomManagerPosts::senderOutsideIsForbiddenWhereItMayNotJoin()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    PostRequest request = Rooms::posting(Ann, 7);
    request.joins = false;
    rooms.manager->post(request);
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.all<PostAnswer>().first().error.value_or(Error()).kind, Error::Kind::AccessForbidden);
    QCOMPARE(rooms.names(), QStringList());
    QCOMPARE(rooms.storedMessages(), 0);
}

void TestRoomManagerPosts::restPostsWithoutJoining()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.names(), QStringList{ u"ann"_s });
    QCOMPARE(object(rooms.log0.all<ExchangeEvent>().first().data)["socketId"_L1],
             QJsonValue(QJsonValue::Null));
}

void TestRoomManagerPosts::waitingPostsAreBounded()
{
    RoomSettings settings;
    settings.maxWaitingPostBytes = 4096;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    int stored = 0;
    int refused = 0;
    for (int i = 0; i < 20; ++i) {
        rooms.manager->post(Rooms::posting(0, 0),
                            [&](const Result<PostedMessage> &posted) { ++(posted ? stored : refused); });
    }
    QVERIFY(rooms.settle());
    QCOMPARE(stored + refused, 20);
    QVERIFY(stored > 0);
    QVERIFY(refused > 0);
    QVERIFY(rooms.postByRest());
}

void TestRoomManagerPosts::refusalWithoutATicketIsToldToo()
{
    Rooms rooms;
    rooms.manager->post(Rooms::posting(Ann, 0));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.count<PostAnswer>(), 1);
    QCOMPARE(rooms.log0.all<PostAnswer>().first().error.value_or(Error()).kind, Error::Kind::RoomNotFound);
}

void TestRoomManagerPosts::droppedMessagesAreNotCounted()
{
    Rooms rooms({}, 2);
    QVERIFY(await<void>([&](auto done) { rooms.manager->start(done); }));
    QVERIFY(rooms.create(u"a"_s));
    for (int i = 0; i < 5; ++i)
        QVERIFY(rooms.postByRest());
    QVERIFY(rooms.settle());
    const auto room = await<Room>([&](auto done) { rooms.manager->findRoom(u"a"_s, done); });
    QVERIFY(room);
    QCOMPARE(room->messages, 2);
    const auto joined = rooms.join(Ann, u"ann"_s, u"a"_s, 1);
    QVERIFY(joined);
    QVERIFY(!joined->recovered);
    QCOMPARE(joined->gapFrom, 2);
    QCOMPARE(joined->gapTo, 3);
    QCOMPARE(joined->missed, 2);
}

QTEST_GUILESS_MAIN(TestRoomManagerPosts)
#include "TestRoomManagerPosts.moc"
