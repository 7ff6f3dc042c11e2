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

class TestRoomManager : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createdRoomIsFoundAndAnnounced();
    void roomCanBeCreatedOnce();
    void idIsTakenWhileTheStoreWorks();
    void roomThatCouldNotBeStoredIsFree();
    void roomsAreListedInOrderOfCreation();
    void storedRoomsAreOpenAfterTheStart();
    void failedLoadIsToldToTheStarter();

    void closingTellsThoseInTheRoomThenDissolvesIt();
    void closedRoomIsUnknownAtOnce();
    void idIsFreeWhileTheStoreCloses();
    void roomThatCouldNotBeClosedIsOpenAgain();
    void failedCloseLeavesOneRoomOfThatId();
    void batchUnderWayIsDeliveredBeforeTheClose();
    void postsWaitingForAClosedRoomAreRefused();
    void roomClosedDuringTheSearchForRepeatsStoresNothing();
    void postsForAClosedRoomDoNotReachItsSuccessor();
    void memberLeavingAClosingRoomIsForgotten();

    void unknownRoomIsRefused_data();
    void unknownRoomIsRefused();

    void countsAddUp();
    void metricsFollowRoomsAndParticipants();
    void metricsTellStoredPostsFromOthers();
    void drainWaitsForWhatWasAsked();
    void drainEndsWhilePostsKeepComing();
    void completionsAfterTheEndAreDropped();
};

void TestRoomManager::createdRoomIsFoundAndAnnounced()
{
    Rooms rooms;
    QVERIFY(rooms.observe(Cat, {}));
    QSignalSpy created(rooms.manager.get(), &RoomManager::roomCreated);
    const auto room = rooms.create(u"a"_s);
    QVERIFY(room);
    QCOMPARE(room->roomId, u"a"_s);
    QCOMPARE(room->creatorUsername, u"owner"_s);
    QCOMPARE(created.size(), 1);
    const auto found = await<Room>([&](auto done) { rooms.manager->findRoom(u"a"_s, done); });
    QVERIFY(found);
    QVERIFY(rooms.settle());
    const auto told = rooms.log1.named(R"("rooms")");
    QCOMPARE(told.size(), 1);
    QCOMPARE(object(told.first())["type"_L1].toString(), u"created"_s);
    QCOMPARE(object(told.first())["room"_L1]["roomId"_L1].toString(), u"a"_s);
    QVERIFY(rooms.log0.story().isEmpty());
}

void TestRoomManager::roomCanBeCreatedOnce()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QCOMPARE(kindOf(rooms.create(u"a"_s)), Error::Kind::RoomConflict);
}

void TestRoomManager::idIsTakenWhileTheStoreWorks()
{
    Rooms rooms;
    rooms.store.hold();
    rooms.manager->createRoom(u"a"_s, u"owner"_s, [](const auto &) {});
    QCOMPARE(kindOf(rooms.create(u"a"_s)), Error::Kind::RoomConflict);
    QCOMPARE(kindOf(rooms.join(Ann, u"ann"_s)), Error::Kind::AccessForbidden);
    QTRY_COMPARE(rooms.store.heldCount(), 1);
    rooms.store.release();
    QVERIFY(rooms.join(Ann, u"ann"_s));
}

void TestRoomManager::roomThatCouldNotBeStoredIsFree()
{
    Rooms rooms;
    rooms.store.fail(Call::CreateRoom);
    QCOMPARE(kindOf(rooms.create(u"a"_s)), Error::Kind::StorageUnavailable);
    rooms.store.recover();
    QVERIFY(rooms.create(u"a"_s));
}

void TestRoomManager::roomsAreListedInOrderOfCreation()
{
    Rooms rooms;
    for (const QString &roomId : { u"z"_s, u"m"_s, u"a"_s })
        QVERIFY(rooms.create(roomId));
    QVERIFY(rooms.close(u"m"_s));
    QVERIFY(rooms.create(u"m"_s));
    const auto list = await<QList<Room>>([&](auto done) { rooms.manager->listRooms(done); });
    QVERIFY(list);
    QStringList ids;
    for (const Room &room : *list)
        ids.append(room.roomId);
    QCOMPARE(ids, QStringList({ u"z"_s, u"a"_s, u"m"_s }));
}

void TestRoomManager::storedRoomsAreOpenAfterTheStart()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    RoomManager restarted(rooms.store, {});
    QVERIFY(await<void>([&](auto done) { restarted.start(done); }));
    const auto room = await<Room>([&](auto done) { restarted.findRoom(u"a"_s, done); });
    QVERIFY(room);
    QCOMPARE(room->messages, 1);
    QVERIFY(await<Room>([&](auto done) { restarted.createRoom(u"b"_s, u"owner"_s, done); }));
    const auto stored = await<StoredRooms>([&](auto done) { rooms.memory.load(done); });
    QVERIFY(stored);
    QCOMPARE(stored->rooms.size(), 2);
    const auto posted = await<PostedMessage>([&](auto done) { restarted.post(Rooms::posting(0, 0), done); });
    QVERIFY(posted);
    QCOMPARE(posted->order, 2);
}

void TestRoomManager::failedLoadIsToldToTheStarter()
{
    Rooms rooms;
    rooms.store.fail(Call::Load);
    QCOMPARE(kindOf(await<void>([&](auto done) { rooms.manager->start(done); })),
             Error::Kind::StorageUnavailable);
}

void TestRoomManager::closingTellsThoseInTheRoomThenDissolvesIt()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.observe(Cat, u"a"_s));
    QVERIFY(rooms.observe(makeMemberId(1, 9), {}));
    QVERIFY(rooms.settle());
    rooms.log0.clear();
    rooms.log1.clear();
    QVERIFY(rooms.close(u"a"_s));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList({ u"closed"_s, u"dissolve"_s }));
    QCOMPARE(rooms.log1.count<DissolveEvent>(), 1);
    const QJsonObject closed = object(rooms.log0.named(R"("closed")").first());
    QCOMPARE(closed.keys(), QStringList({ u"closedAt"_s, u"closedBy"_s, u"roomId"_s }));
    QCOMPARE(closed["closedBy"_L1].toString(), u"boss"_s);
    const auto told = rooms.log1.named(R"("rooms")");
    QCOMPARE(told.size(), 1);
    QCOMPARE(object(told.first())["type"_L1].toString(), u"closed"_s);
}

void TestRoomManager::closedRoomIsUnknownAtOnce()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    rooms.manager->closeRoom(u"a"_s, {}, [](const auto &) {});
    QCOMPARE(kindOf(rooms.join(Ann, u"ann"_s)), Error::Kind::AccessForbidden);
    QCOMPARE(kindOf(rooms.close(u"a"_s)), Error::Kind::RoomNotFound);
}

void TestRoomManager::idIsFreeWhileTheStoreCloses()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.observe(Cat, {}));
    QVERIFY(rooms.settle());
    rooms.log1.clear();
    rooms.manager->closeRoom(u"a"_s, {}, [](const auto &) {});
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log1.story(), QStringList({ u"rooms closed"_s, u"rooms created"_s }));
    const auto posted = rooms.postByRest();
    QVERIFY(posted);
    QCOMPARE(posted->order, 1);
    QCOMPARE(rooms.names(), QStringList());
}

void TestRoomManager::roomThatCouldNotBeClosedIsOpenAgain()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    rooms.store.fail(Call::CloseRoom);
    QCOMPARE(kindOf(rooms.close(u"a"_s)), Error::Kind::StorageUnavailable);
    QVERIFY(rooms.settle());
    QVERIFY(rooms.log0.named(R"("closed")").isEmpty());
    QCOMPARE(rooms.names(), QStringList{ u"ann"_s });
    QVERIFY(rooms.postByRest());
}

void TestRoomManager::failedCloseLeavesOneRoomOfThatId()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.settle());
    rooms.log0.clear();
    rooms.store.fail(Call::CloseRoom);
    rooms.manager->closeRoom(u"a"_s, {}, [](const auto &) {});
    QCOMPARE(kindOf(rooms.create(u"a"_s)), Error::Kind::StorageUnavailable);
    QCOMPARE(rooms.names(), QStringList{ u"ann"_s });
    QVERIFY(rooms.settle());
    QVERIFY(rooms.log0.named(R"("closed")").isEmpty());
    const auto stored = await<StoredRooms>([&](auto done) { rooms.memory.load(done); });
    QVERIFY(stored);
    QCOMPARE(stored->rooms.size(), 1);
}

void TestRoomManager::batchUnderWayIsDeliveredBeforeTheClose()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.settle());
    rooms.log0.clear();
    rooms.store.hold();
    rooms.manager->post(Rooms::posting(Ann, 7));
    QTRY_COMPARE(rooms.store.batches(), QList<qsizetype>{ 1 });
    rooms.manager->closeRoom(u"a"_s, {}, [](const auto &) {});
    QTRY_COMPARE(rooms.store.heldCount(), 2);
    rooms.store.release();
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList({ u"exchange 1"_s, u"answer 1"_s, u"closed"_s, u"dissolve"_s }));
}

void TestRoomManager::postsWaitingForAClosedRoomAreRefused()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.create(u"b"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    rooms.manager->post(Rooms::posting(Ann, 7));
    rooms.manager->post(Rooms::posting(Ann, 8, u"b"_s));
    rooms.manager->closeRoom(u"a"_s, {}, [](const auto &) {});
    QVERIFY(rooms.settle());
    const auto answers = rooms.log0.all<PostAnswer>();
    QCOMPARE(answers.size(), 2);
    QCOMPARE(answers.at(0).ticket, 7);
    QCOMPARE(answers.at(0).error.value_or(Error()).kind, Error::Kind::RoomNotFound);
    QCOMPARE(answers.at(1).order, 1);
}

void TestRoomManager::roomClosedDuringTheSearchForRepeatsStoresNothing()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    rooms.store.hold();
    PostRequest request = Rooms::posting(Ann, 7);
    request.clientMessageId = u"id"_s;
    rooms.manager->post(request);
    QTRY_COMPARE(rooms.store.heldCount(), 1);
    rooms.manager->closeRoom(u"a"_s, {}, [](const auto &) {});
    rooms.store.release();
    QVERIFY(rooms.settle());
    QVERIFY(rooms.store.batches().isEmpty());
    QCOMPARE(rooms.log0.all<PostAnswer>().size(), 1);
    QVERIFY(rooms.log0.all<PostAnswer>().first().error);
}

void TestRoomManager::postsForAClosedRoomDoNotReachItsSuccessor()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.create(u"b"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    rooms.store.hold();
    rooms.manager->post(Rooms::posting(0, 0, u"b"_s), [](const auto &) {});
    QTRY_COMPARE(rooms.store.heldCount(), 1);
    rooms.manager->post(Rooms::posting(Ann, 7));
    rooms.manager->closeRoom(u"a"_s, {}, [](const auto &) {});
    rooms.manager->createRoom(u"a"_s, {}, [](const auto &) {});
    rooms.store.release();
    QVERIFY(rooms.settle());
    QVERIFY(rooms.log0.all<PostAnswer>().first().error);
    QCOMPARE(rooms.storedMessages(), 0);
}

void TestRoomManager::memberLeavingAClosingRoomIsForgotten()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    rooms.manager->closeRoom(u"a"_s, {}, [](const auto &) {});
    rooms.manager->disconnected(Ann);
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.count<ExitEvent>(), 1);
    QVERIFY(rooms.log0.named(R"("closed")").isEmpty());
}

void TestRoomManager::unknownRoomIsRefused_data()
{
    using Ask = std::function<Error::Kind(Rooms &)>;
    using Kind = Error::Kind;
    QTest::addColumn<Ask>("ask");
    QTest::addColumn<Kind>("expected");
    QTest::newRow("join") << Ask([](Rooms &rooms) { return kindOf(rooms.join(Ann, u"ann"_s)); })
                          << Kind::AccessForbidden;
    QTest::newRow("join with history")
        << Ask([](Rooms &rooms) { return kindOf(rooms.join(Ann, u"ann"_s, u"a"_s, 3)); })
        << Kind::AccessForbidden;
    QTest::newRow("observe") << Ask([](Rooms &rooms) { return kindOf(rooms.observe(Ann, u"a"_s)); })
                             << Kind::AccessForbidden;
    QTest::newRow("read") << Ask([](Rooms &rooms) {
        return kindOf(await<MessagePage>([&](auto done) { rooms.manager->readMessages(u"a"_s, {}, done); }));
    }) << Kind::AccessForbidden;
    QTest::newRow("leave") << Ask([](Rooms &rooms) { return kindOf(rooms.leave(Ann)); })
                           << Kind::RoomNotFound;
    QTest::newRow("unobserve") << Ask([](Rooms &rooms) { return kindOf(rooms.unobserve(Ann, u"a"_s)); })
                               << Kind::RoomNotFound;
    QTest::newRow("typing") << Ask([](Rooms &rooms) {
        return kindOf(await<void>([&](auto done) { rooms.manager->typing(Ann, u"a"_s, true, done); }));
    }) << Kind::RoomNotFound;
    QTest::newRow("kick") << Ask([](Rooms &rooms) {
        return kindOf(await<Participant>([&](auto done) { rooms.manager->kick(u"a"_s, u"s"_s, {}, done); }));
    }) << Kind::RoomNotFound;
    QTest::newRow("find") << Ask([](Rooms &rooms) {
        return kindOf(await<Room>([&](auto done) { rooms.manager->findRoom(u"a"_s, done); }));
    }) << Kind::RoomNotFound;
    QTest::newRow("participants") << Ask([](Rooms &rooms) {
        return kindOf(
            await<QList<Participant>>([&](auto done) { rooms.manager->listParticipants(u"a"_s, done); }));
    }) << Kind::RoomNotFound;
    QTest::newRow("close") << Ask([](Rooms &rooms) { return kindOf(rooms.close(u"a"_s)); })
                           << Kind::RoomNotFound;
    QTest::newRow("post") << Ask([](Rooms &rooms) { return kindOf(rooms.postByRest()); })
                          << Kind::RoomNotFound;
}

void TestRoomManager::unknownRoomIsRefused()
{
    QFETCH(const std::function<Error::Kind(Rooms &)>, ask);
    QFETCH(const Error::Kind, expected);
    Rooms rooms;
    QCOMPARE(ask(rooms), expected);
}

void TestRoomManager::countsAddUp()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.create(u"b"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.join(Bob, u"bob"_s, u"b"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.postByRest({}, u"b"_s));
    QVERIFY(rooms.close(u"b"_s));
    const auto counts = await<RoomManager::Counts>([&](auto done) { rooms.manager->count(done); });
    QVERIFY(counts);
    QCOMPARE(counts->rooms, 1);
    QCOMPARE(counts->participants, 1);
    QCOMPARE(counts->messagesPosted, 2);
    QCOMPARE(counts->messagesStored, 1);
}

void TestRoomManager::metricsFollowRoomsAndParticipants()
{
    Rooms rooms;
    const auto metrics = rooms.manager->metrics();
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.create(u"b"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.join(Ann, u"anna"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s, u"b"_s));
    QVERIFY(rooms.join(Bob, u"bob"_s));
    QVERIFY(rooms.observe(Cat, u"a"_s));
    QCOMPARE(metrics->rooms.value(), 2);
    QCOMPARE(metrics->participants.value(), 3);

    rooms.manager->disconnected(Bob);
    rooms.manager->disconnected(Cat);
    QCOMPARE(metrics->participants.value(), 2);
    rooms.store.fail(Call::CloseRoom);
    QVERIFY(!rooms.close(u"a"_s));
    rooms.store.recover();
    QCOMPARE(metrics->rooms.value(), 2);
    QVERIFY(rooms.close(u"a"_s));
    QCOMPARE(metrics->rooms.value(), 1);
    QCOMPARE(metrics->participants.value(), 1);

    RoomManager restarted(rooms.store, {});
    QVERIFY(await<void>([&](auto done) { restarted.start(done); }));
    QCOMPARE(restarted.metrics()->rooms.value(), 1);
}

void TestRoomManager::metricsTellStoredPostsFromOthers()
{
    Rooms rooms;
    const auto metrics = rooms.manager->metrics();
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    for (const quint64 ticket : { 1, 2, 3 }) {
        PostRequest post = Rooms::posting(Ann, ticket);
        post.clientMessageId = ticket == 3 ? u"x2"_s : u"x%1"_s.arg(ticket);
        rooms.manager->post(post);
    }
    QVERIFY(rooms.settle());
    QCOMPARE(metrics->messagesPosted.value(), quint64(2));
    QCOMPARE(metrics->messagesRepeated.value(), quint64(1));
    QCOMPARE(metrics->batchMessages.sum(), quint64(2));
    QCOMPARE(metrics->batchMessages.count(1), quint64(1));

    rooms.store.fail(Call::Append);
    rooms.manager->post(Rooms::posting(Ann, 4));
    QVERIFY(rooms.settle());
    QCOMPARE(metrics->messagesPosted.value(), quint64(2));
    QCOMPARE(metrics->postsRefused.value(), quint64(1));
}

void TestRoomManager::drainWaitsForWhatWasAsked()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.create(u"b"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.observe(Cat, {}));
    QVERIFY(rooms.settle());
    rooms.log0.clear();
    rooms.log1.clear();
    // A post behind a join that needs history, and a room behind the close of its predecessor.
    rooms.manager->join(Rooms::joining(Ann, u"ann"_s, u"a"_s, 0), [](const auto &) {});
    rooms.manager->post(Rooms::posting(Ann, 7));
    rooms.manager->closeRoom(u"b"_s, {}, [](const auto &) {});
    rooms.manager->createRoom(u"b"_s, {}, [](const auto &) {});
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList({ u"enter"_s, u"exchange 2"_s, u"answer 2"_s }));
    QCOMPARE(rooms.log1.named(R"("rooms")").size(), 2);
}

void TestRoomManager::drainEndsWhilePostsKeepComing()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    bool ended = false;
    std::function<void(const Result<PostedMessage> &)> again = [&](const auto &) {
        if (!ended)
            rooms.manager->post(Rooms::posting(0, 0), again);
    };
    again({});
    QVERIFY(rooms.settle());
    ended = true;
    QVERIFY(rooms.settle());
}

void TestRoomManager::completionsAfterTheEndAreDropped()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.create(u"c"_s));
    QVERIFY(rooms.postByRest());
    rooms.store.hold();
    int answered = 0;
    const auto note = [&answered](const auto &) { ++answered; };
    rooms.manager->createRoom(u"b"_s, {}, note);
    rooms.manager->post(Rooms::posting(0, 0), note);
    rooms.manager->join(Rooms::joining(Ann, u"ann"_s, u"a"_s, 0), note);
    rooms.manager->closeRoom(u"c"_s, {}, note);
    QTRY_COMPARE(rooms.store.heldCount(), 4);
    rooms.manager.reset();
    rooms.store.release();
    QCOMPARE(answered, 0);
}

QTEST_GUILESS_MAIN(TestRoomManager)
#include "TestRoomManager.moc"
