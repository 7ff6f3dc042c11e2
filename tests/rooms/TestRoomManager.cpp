// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomManager.h"
#include "storage/MemoryRoomStore.h"
#include "support/Await.h"
#include "support/FailingRoomStore.h"
#include "support/FeedLog.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace parlor;
using namespace Qt::StringLiterals;
using Call = FailingRoomStore::Call;

namespace {

constexpr MemberId Ann = makeMemberId(0, 1);
constexpr MemberId Bob = makeMemberId(0, 2);
/// On the other worker.
constexpr MemberId Cat = makeMemberId(1, 1);

/// Long enough that no second event comes by itself during a test.
constexpr int Never = 3'600'000;

struct Rooms {
    explicit Rooms(const RoomSettings &settings = {}, qint64 maxMessages = 1000) :
        memory(Retention{ .messages = maxMessages }),
        store(memory),
        manager(std::make_unique<RoomManager>(store, settings)),
        log0(*manager->addFeed()),
        log1(*manager->addFeed())
    {
    }

    MemoryRoomStore memory;
    FailingRoomStore store;
    std::unique_ptr<RoomManager> manager;
    FeedLog log0;
    FeedLog log1;

    Result<Room> create(const QString &roomId)
    {
        return await<Room>([&](auto done) { manager->createRoom(roomId, u"owner"_s, done); });
    }
    Result<void> close(const QString &roomId)
    {
        return await<void>([&](auto done) { manager->closeRoom(roomId, u"boss"_s, done); });
    }
    Result<JoinAnswer> join(MemberId member, const QString &name, const QString &roomId = u"a"_s,
                            std::optional<qint64> lastOrder = {})
    {
        const JoinRequest request = joining(member, name, roomId, lastOrder);
        return await<JoinAnswer>([&](auto done) { manager->join(request, done); });
    }
    Result<JoinAnswer> observe(MemberId member, const QString &roomId, std::optional<qint64> lastOrder = {})
    {
        const ObserveRequest request { member, roomId, u"watcher"_s, lastOrder };
        return await<JoinAnswer>([&](auto done) { manager->observe(request, done); });
    }
    Result<void> leave(MemberId member, const QString &roomId = u"a"_s)
    {
        return await<void>([&](auto done) { manager->leave(member, roomId, done); });
    }
    Result<void> unobserve(MemberId member, const QString &roomId)
    {
        return await<void>([&](auto done) { manager->unobserve(member, roomId, done); });
    }
    Result<PostedMessage> postByRest(const QString &clientMessageId = {}, const QString &roomId = u"a"_s)
    {
        PostRequest request = posting(0, 0, roomId);
        request.socketId.clear();
        request.clientMessageId = clientMessageId;
        return await<PostedMessage>([&](auto done) { manager->post(request, done); });
    }
    QList<Participant> participants(const QString &roomId = u"a"_s)
    {
        return await<QList<Participant>>([&](auto done) { manager->listParticipants(roomId, done); })
            .value_or(QList<Participant>());
    }
    QStringList names(const QString &roomId = u"a"_s)
    {
        QStringList found;
        for (const Participant &participant : participants(roomId))
            found.append((participant.connected ? u"" : u"-") + participant.username);
        return found;
    }
    qint64 storedMessages(const QString &roomId = u"a"_s)
    {
        const auto page = await<MessagePage>([&](auto done) { manager->readMessages(roomId, {}, done); });
        return page ? page->total : -1;
    }
    /// Ann is in the room `a` and has posted; the store has that and does not say so.
    bool holdPost(quint64 ticket)
    {
        if (!create(u"a"_s) || !join(Ann, u"ann"_s) || !settle())
            return false;
        store.hold();
        manager->post(posting(Ann, ticket));
        return QTest::qWaitFor([this] { return store.heldCount() == 1; });
    }
    /// Until what was asked before has reached the logs.
    bool settle()
    {
        return bool(await<void>([&](auto done) { manager->drain([done] { done({}); }); }));
    }

    static JoinRequest joining(MemberId member, const QString &name, const QString &roomId = u"a"_s,
                               std::optional<qint64> lastOrder = {})
    {
        return { member, roomId, name, u"s%1"_s.arg(member), {}, lastOrder };
    }
    static PostRequest posting(MemberId sender, quint64 ticket, const QString &roomId = u"a"_s)
    {
        PostRequest request;
        request.sender = sender;
        request.roomId = roomId;
        request.username = u"poster"_s;
        request.socketId = u"s%1"_s.arg(sender);
        request.members = R"("username":"poster","content":"hi")";
        request.createdAt = "2026-01-31T12:00:00.000Z";
        request.ticket = ticket;
        return request;
    }
};

const QByteArray ListName = R"("participants/a")";
const QByteArray DeltaName = R"("presence/a")";

QJsonObject object(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

/// `-name` is one who is not connected.
QStringList names(const QJsonArray &participants)
{
    QStringList found;
    for (const auto &entry : participants)
        found.append((entry["connected"_L1].toBool() ? u"" : u"-") + entry["username"_L1].toString());
    return found;
}

QStringList names(const QByteArray &json)
{
    return names(QJsonDocument::fromJson(json).array());
}

/// Of the newest event, if there is one yet.
QStringList lastNames(const QList<QByteArray> &events)
{
    return events.isEmpty() ? QStringList() : names(events.last());
}

template <typename T>
Error::Kind kindOf(const Result<T> &result)
{
    return result ? Error::Kind::Internal : result.error().kind;
}

RoomSettings quietPresence()
{
    RoomSettings settings;
    settings.presenceIntervalMs = Never;
    settings.departedForMs = Never;
    return settings;
}

} // namespace

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

    void joinerEntersBeforeItsAnswer();
    void joiningAgainUpdatesTheParticipant();
    void comingBackReplacesTheDepartedEntry();
    void joinAnswerCountsThoseConnected();
    void missedMessagesAreReplayed();
    void replayMeetsLiveMessagesWithoutGapOrDuplicate();
    void replayIsLimitedAndNamesTheGap();
    void historyThatIsGoneIsNamedAsTheGap();
    void foreignHistoryIsNotReplayed_data();
    void foreignHistoryIsNotReplayed();
    void participantIsNotReplayedWhatItHeardLive();
    void memberGoneWhileJoiningLeavesNoGhost();
    void roomClosedWhileJoiningIsForbidden();
    void failedReplayIsAnswered();
    void requestsBehindAJoinKeepTheirOrder();
    void postBehindAJoinIsDeliveredAfterTheReplay();
    void kickWhileJoiningAgainHolds();

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

    void presenceOfATurnIsOneEvent();
    void presenceIsCoalesced();
    void largeRoomGetsDifferences();
    void briefVisitorIsInNoDifference();
    void returningMemberIsNoLeaver();
    void departedAreForgottenAfterAWhile();
    void departedAreBounded();
    void whoIsWhereIsRecorded();
    void recordEndsBeforeTheConnectionsDo();
    void formerParticipantsAreDepartedUntilTheyComeBack();
    void droppedMessagesAreNotCounted();

    void kickedMemberIsToldAndOut();
    void kickOfAStrangerIsNotFound();
    void leavingTwiceIsFine();
    void observerHearsButIsNoParticipant();
    void memberExitsWhenBothWaysAreOver();
    void lobbyHearsEveryExchangeAndRoom();
    void everyoneHearsInServerScope();
    void disconnectedMemberIsOutOfEverything();
    void typingIsRelayedToTheOthers();
    void typingOutsideIsForbidden();

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
    QCOMPARE(rooms.names(), QStringList { u"ann"_s });
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
    QCOMPARE(rooms.names(), QStringList { u"ann"_s });
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
    QTRY_COMPARE(rooms.store.batches(), QList<qsizetype> { 1 });
    rooms.manager->closeRoom(u"a"_s, {}, [](const auto &) {});
    QTRY_COMPARE(rooms.store.heldCount(), 2);
    rooms.store.release();
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(),
             QStringList({ u"exchange 1"_s, u"answer 1"_s, u"closed"_s, u"dissolve"_s }));
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
    QTest::newRow("leave") << Ask([](Rooms &rooms) { return kindOf(rooms.leave(Ann)); }) << Kind::RoomNotFound;
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
        return kindOf(await<QList<Participant>>([&](auto done) { rooms.manager->listParticipants(u"a"_s, done); }));
    }) << Kind::RoomNotFound;
    QTest::newRow("close") << Ask([](Rooms &rooms) { return kindOf(rooms.close(u"a"_s)); }) << Kind::RoomNotFound;
    QTest::newRow("post") << Ask([](Rooms &rooms) { return kindOf(rooms.postByRest()); }) << Kind::RoomNotFound;
}

void TestRoomManager::unknownRoomIsRefused()
{
    QFETCH(const std::function<Error::Kind(Rooms &)>, ask);
    QFETCH(const Error::Kind, expected);
    Rooms rooms;
    QCOMPARE(ask(rooms), expected);
}

void TestRoomManager::joinerEntersBeforeItsAnswer()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    bool entered = false;
    rooms.manager->join(Rooms::joining(Ann, u"ann"_s), [&](const Result<JoinAnswer> &answer) {
        QVERIFY(answer);
        QCOMPARE(answer->roomId, u"a"_s);
        QVERIFY(answer->recovered);
        entered = !rooms.manager->feed(0)->isEmpty();
    });
    QVERIFY(rooms.settle());
    QVERIFY(entered);
    QCOMPARE(rooms.log0.story(), QStringList { u"enter"_s });
    QCOMPARE(rooms.log0.all<EnterEvent>().first().member, Ann);
    QCOMPARE(rooms.log0.all<EnterEvent>().first().roomIdJson, "\"a\""_ba);
    QVERIFY(rooms.log1.story().isEmpty());
}

void TestRoomManager::joiningAgainUpdatesTheParticipant()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    JoinRequest again = Rooms::joining(Ann, u"anna"_s);
    again.extras.insert(u"avatar"_s, 3);
    const auto answer = await<JoinAnswer>([&](auto done) { rooms.manager->join(again, done); });
    QVERIFY(answer);
    QCOMPARE(answer->participants, 1);
    QCOMPARE(rooms.names(), QStringList { u"anna"_s });
    QCOMPARE(rooms.participants().first().extras.value("avatar"_L1).toInt(), 3);
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.count<EnterEvent>(), 1);
}

void TestRoomManager::comingBackReplacesTheDepartedEntry()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.join(Bob, u"bob"_s));
    rooms.manager->disconnected(Ann);
    QCOMPARE(rooms.names(), QStringList({ u"bob"_s, u"-ann"_s }));
    QVERIFY(rooms.join(Cat, u"ann"_s));
    QCOMPARE(rooms.names(), QStringList({ u"bob"_s, u"ann"_s }));
}

void TestRoomManager::joinAnswerCountsThoseConnected()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.join(Bob, u"bob"_s));
    rooms.manager->disconnected(Ann);
    const auto answer = rooms.join(Cat, u"cat"_s);
    QVERIFY(answer);
    QCOMPARE(answer->participants, 2);
}

void TestRoomManager::missedMessagesAreReplayed()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    for (int i = 0; i < 4; ++i)
        QVERIFY(rooms.postByRest());
    const auto answer = rooms.join(Ann, u"ann"_s, u"a"_s, 2);
    QVERIFY(answer);
    QVERIFY(answer->recovered);
    QCOMPARE(answer->missed, 2);
    QCOMPARE(answer->lastOrder, 4);
    QVERIFY(rooms.settle());
    const auto replay = rooms.log0.all<EnterEvent>().first().replay;
    QCOMPARE(replay,
             (QList<QByteArray> {
                 R"({"roomId":"a","socketId":null,"order":3,"username":"poster","content":"hi"})",
                 R"({"roomId":"a","socketId":null,"order":4,"username":"poster","content":"hi"})" }));
}

void TestRoomManager::replayMeetsLiveMessagesWithoutGapOrDuplicate()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    rooms.store.hold();
    qint64 known = 0;
    QVERIFY(rooms.observe(Cat, {}));
    // Each joiner arrives at another moment of the commits that go on.
    for (quint64 i = 1; i <= 20; ++i) {
        rooms.manager->post(Rooms::posting(0, 0), [](const auto &) {});
        if (i % 2 == 0)
            QTRY_VERIFY(rooms.store.heldCount() > 0);
        rooms.manager->join(Rooms::joining(makeMemberId(0, i), u"m%1"_s.arg(i), u"a"_s, known),
                            [](const auto &) {});
        rooms.store.releaseOne();
    }
    rooms.store.release();
    QVERIFY(rooms.settle());

    // What every joiner got, replay and live together.
    QHash<MemberId, QList<qint64>> heard;
    for (const EnterEvent &event : rooms.log0.all<EnterEvent>()) {
        for (const QByteArray &data : event.replay)
            heard[event.member].append(object(data)["order"_L1].toInteger());
    }
    QSet<MemberId> inside;
    QHash<MemberId, QList<qint64>> live;
    const QList<EnterEvent> enters = rooms.log0.all<EnterEvent>();
    QCOMPARE(enters.size(), 20);
    int entered = 0;
    for (const QString &line : rooms.log0.story()) {
        if (line == u"enter") {
            inside.insert(enters.at(entered++).member);
        } else if (line.startsWith(u"exchange ")) {
            for (const MemberId member : std::as_const(inside))
                heard[member].append(line.mid(9).toLongLong());
        }
    }
    QList<qint64> everything;
    for (qint64 order = 1; order <= 20; ++order)
        everything.append(order);
    for (const EnterEvent &event : enters)
        QCOMPARE(heard.value(event.member), everything);
}

void TestRoomManager::replayIsLimitedAndNamesTheGap()
{
    RoomSettings settings;
    settings.replayLimit = 2;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    for (int i = 0; i < 5; ++i)
        QVERIFY(rooms.postByRest());
    const auto answer = rooms.join(Ann, u"ann"_s, u"a"_s, 1);
    QVERIFY(answer);
    QVERIFY(!answer->recovered);
    QCOMPARE(answer->gapFrom, 2);
    QCOMPARE(answer->gapTo, 3);
    QCOMPARE(answer->missed, 2);
}

void TestRoomManager::historyThatIsGoneIsNamedAsTheGap()
{
    Rooms rooms({}, 2);
    QVERIFY(rooms.create(u"a"_s));
    for (int i = 0; i < 5; ++i)
        QVERIFY(rooms.postByRest());
    const auto answer = rooms.join(Ann, u"ann"_s, u"a"_s, 0);
    QVERIFY(answer);
    QVERIFY(!answer->recovered);
    QCOMPARE(answer->gapFrom, 1);
    QCOMPARE(answer->gapTo, 3);
    QCOMPARE(answer->missed, 2);
}

void TestRoomManager::foreignHistoryIsNotReplayed_data()
{
    QTest::addColumn<int>("messages");
    QTest::addColumn<qint64>("gapFrom");
    QTest::addColumn<qint64>("gapTo");
    QTest::newRow("empty room") << 0 << qint64(0) << qint64(0);
    QTest::newRow("room with messages") << 3 << qint64(1) << qint64(3);
}

void TestRoomManager::foreignHistoryIsNotReplayed()
{
    QFETCH(const int, messages);
    QFETCH(const qint64, gapFrom);
    QFETCH(const qint64, gapTo);
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    for (int i = 0; i < messages; ++i)
        QVERIFY(rooms.postByRest());
    const auto answer = rooms.join(Ann, u"ann"_s, u"a"_s, 9);
    QVERIFY(answer);
    QVERIFY(!answer->recovered);
    QCOMPARE(answer->gapFrom, gapFrom);
    QCOMPARE(answer->gapTo, gapTo);
    QCOMPARE(answer->missed, 0);
}

void TestRoomManager::participantIsNotReplayedWhatItHeardLive()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.postByRest());
    const auto answer = rooms.join(Ann, u"ann"_s, u"a"_s, 0);
    QVERIFY(answer);
    QVERIFY(answer->recovered);
    QCOMPARE(answer->missed, 1);
    QCOMPARE(answer->lastOrder, 2);
}

void TestRoomManager::memberGoneWhileJoiningLeavesNoGhost()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    rooms.store.hold();
    rooms.manager->join(Rooms::joining(Ann, u"ann"_s, u"a"_s, 0), [](const auto &) {});
    QTRY_COMPARE(rooms.store.heldCount(), 1);
    rooms.manager->disconnected(Ann);
    rooms.store.release();
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.names(), QStringList());
    QCOMPARE(rooms.log0.count<EnterEvent>(), 0);
}

void TestRoomManager::roomClosedWhileJoiningIsForbidden()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    std::optional<Result<JoinAnswer>> answer;
    rooms.manager->join(Rooms::joining(Ann, u"ann"_s, u"a"_s, 0), [&](const auto &result) { answer = result; });
    rooms.manager->closeRoom(u"a"_s, {}, [](const auto &) {});
    QTRY_VERIFY(answer);
    QCOMPARE(kindOf(*answer), Error::Kind::AccessForbidden);
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.count<EnterEvent>(), 0);
}

void TestRoomManager::failedReplayIsAnswered()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    rooms.store.fail(Call::Read);
    QCOMPARE(kindOf(rooms.join(Ann, u"ann"_s, u"a"_s, 0)), Error::Kind::StorageUnavailable);
    QCOMPARE(rooms.names(), QStringList());
}

void TestRoomManager::requestsBehindAJoinKeepTheirOrder()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    QStringList answered;
    const auto note = [&answered](const QString &what) {
        return [&answered, what](const auto &result) { answered.append(result ? what : u"failed "_s + what); };
    };
    rooms.manager->join(Rooms::joining(Ann, u"ann"_s, u"a"_s, 0), note(u"join"_s));
    rooms.manager->typing(Ann, u"a"_s, true, note(u"typing"_s));
    rooms.manager->join(Rooms::joining(Ann, u"anna"_s, u"a"_s, 0), note(u"join again"_s));
    rooms.manager->leave(Ann, u"a"_s, note(u"leave"_s));
    rooms.manager->typing(Ann, u"a"_s, true, note(u"late typing"_s));
    QTRY_COMPARE(answered.size(), 5);
    QCOMPARE(answered,
             QStringList({ u"join"_s, u"typing"_s, u"join again"_s, u"leave"_s, u"failed late typing"_s }));
    QCOMPARE(rooms.names(), QStringList { u"-anna"_s });
}

void TestRoomManager::postBehindAJoinIsDeliveredAfterTheReplay()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    rooms.manager->join(Rooms::joining(Ann, u"ann"_s, u"a"_s, 0), [](const auto &) {});
    PostRequest request = Rooms::posting(Ann, 7);
    request.joins = false;
    rooms.manager->post(request);
    QTRY_COMPARE(rooms.log0.count<PostAnswer>(), 1);
    QCOMPARE(rooms.log0.story(), QStringList({ u"enter"_s, u"exchange 2"_s, u"answer 2"_s }));
    QCOMPARE(rooms.log0.all<EnterEvent>().first().replay.size(), 1);
    QCOMPARE(rooms.names(), QStringList { u"ann"_s });
}

void TestRoomManager::kickWhileJoiningAgainHolds()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.join(Ann, u"ann"_s));
    rooms.manager->join(Rooms::joining(Ann, u"ann"_s, u"a"_s, 0), [](const auto &) {});
    QVERIFY(await<Participant>([&](auto done) { rooms.manager->kick(u"a"_s, u"s%1"_s.arg(Ann), {}, done); }));
    QCOMPARE(rooms.names(), QStringList { u"-ann"_s });
}

void TestRoomManager::ordersCountUpInEachRoom()
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
    QCOMPARE(orders, (QList<qint64> { 1, 1, 2, 3, 2 }));
    QCOMPARE(rooms.store.batches(), QList<qsizetype> { 5 });
}

void TestRoomManager::messageIsSentOncePerWorker()
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

void TestRoomManager::deliveriesDoNotWaitForTheNextBatch()
{
    Rooms rooms;
    QVERIFY(rooms.holdPost(1));
    rooms.manager->post(Rooms::posting(Ann, 2));
    QList<qsizetype> deliveredBefore;
    rooms.store.whenAppending([&] { deliveredBefore.append(rooms.log0.count<ExchangeEvent>()); });
    rooms.store.release();
    QVERIFY(rooms.settle());
    QCOMPARE(deliveredBefore, QList<qsizetype> { 1 });
    QCOMPARE(rooms.log0.count<ExchangeEvent>(), 2);
}

void TestRoomManager::messageIsStoredBeforeItIsDelivered()
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

void TestRoomManager::answerFollowsTheDelivery()
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

void TestRoomManager::postsDuringACommitGoIntoTheNextBatch()
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
        QMetaObject::invokeMethod(rooms.manager.get(),
                                  [&rooms, done] { rooms.manager->findRoom(u"a"_s, done); }, Qt::QueuedConnection);
    }));
    QCOMPARE(rooms.store.batches(), QList<qsizetype> { 1 });
    rooms.store.release();
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.store.batches(), (QList<qsizetype> { 1, 3 }));
    QCOMPARE(rooms.storedMessages(), 4);
}

void TestRoomManager::repeatedClientMessageIdStoresNothing()
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
    QCOMPARE(rooms.log0.story(), QStringList { u"answer 1"_s });
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

void TestRoomManager::repeatWithinABatchStoresNothing()
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

void TestRoomManager::repeatOfAFailedPostIsStored()
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

void TestRoomManager::failedStoreRefusesTheWholeBatch_data()
{
    QTest::addColumn<Call>("failing");
    QTest::newRow("append") << Call::Append;
    QTest::newRow("find messages") << Call::FindMessages;
}

void TestRoomManager::failedStoreRefusesTheWholeBatch()
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

void TestRoomManager::senderOutsideJoinsByPosting()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    rooms.manager->post(Rooms::posting(Ann, 7));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList({ u"enter"_s, u"exchange 1"_s, u"answer 1"_s }));
    QCOMPARE(rooms.names(), QStringList { u"poster"_s });
    QCOMPARE(rooms.log0.named(ListName).size(), 1);
}

void TestRoomManager::senderOutsideIsForbiddenWhereItMayNotJoin()
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

void TestRoomManager::restPostsWithoutJoining()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.names(), QStringList { u"ann"_s });
    QCOMPARE(object(rooms.log0.all<ExchangeEvent>().first().data)["socketId"_L1], QJsonValue(QJsonValue::Null));
}

void TestRoomManager::waitingPostsAreBounded()
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

void TestRoomManager::refusalWithoutATicketIsToldToo()
{
    Rooms rooms;
    rooms.manager->post(Rooms::posting(Ann, 0));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.count<PostAnswer>(), 1);
    QCOMPARE(rooms.log0.all<PostAnswer>().first().error.value_or(Error()).kind, Error::Kind::RoomNotFound);
}

void TestRoomManager::presenceOfATurnIsOneEvent()
{
    Rooms rooms(quietPresence());
    QVERIFY(rooms.create(u"a"_s));
    QSignalSpy changed(rooms.manager.get(), &RoomManager::participantsChanged);
    for (const quint64 serial : { 1, 2, 3 })
        rooms.manager->join(Rooms::joining(makeMemberId(0, serial), u"m%1"_s.arg(serial)), [](const auto &) {});
    QTRY_COMPARE(rooms.log0.named(ListName).size(), 1);
    QCOMPARE(names(rooms.log0.named(ListName).first()), QStringList({ u"m1"_s, u"m2"_s, u"m3"_s }));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(1).toLongLong(), 3);
}

void TestRoomManager::presenceIsCoalesced()
{
    RoomSettings settings;
    settings.presenceIntervalMs = 50;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QTRY_COMPARE(rooms.log0.named(ListName).size(), 1);
    QVERIFY(rooms.join(Bob, u"bob"_s));
    QVERIFY(rooms.leave(Ann));
    QTRY_COMPARE(lastNames(rooms.log0.named(ListName)), QStringList({ u"bob"_s, u"-ann"_s }));
    QVERIFY(rooms.log0.named(ListName).size() <= 3);
}

void TestRoomManager::largeRoomGetsDifferences()
{
    RoomSettings settings;
    settings.presenceListLimit = 2;
    settings.presenceIntervalMs = 0;
    settings.departedForMs = Never;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.settle());
    QVERIFY(rooms.join(Bob, u"bob"_s));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.named(ListName).size(), 2);
    QVERIFY(rooms.join(Cat, u"cat"_s));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.named(ListName).size(), 2);
    QCOMPARE(rooms.log0.named(DeltaName).size(), 1);
    const QJsonObject joined = object(rooms.log0.named(DeltaName).last());
    QCOMPARE(names(joined["joined"_L1].toArray()), QStringList { u"cat"_s });
    QCOMPARE(names(joined["left"_L1].toArray()), QStringList());
    QCOMPARE(joined["participants"_L1].toInt(), 3);

    rooms.log0.clear();
    QVERIFY(rooms.join(makeMemberId(1, 2), u"dan"_s));
    rooms.manager->disconnected(Cat);
    QVERIFY(rooms.settle());
    const QJsonObject left = object(rooms.log0.named(DeltaName).last());
    QCOMPARE(names(left["left"_L1].toArray()), QStringList { u"-cat"_s });
    QCOMPARE(left["participants"_L1].toInt(), 3);

    QVERIFY(rooms.leave(Bob));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.named(ListName).size(), 1);
}

void TestRoomManager::briefVisitorIsInNoDifference()
{
    RoomSettings settings = quietPresence();
    settings.presenceListLimit = 1;
    settings.presenceIntervalMs = 50;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    rooms.manager->join(Rooms::joining(Ann, u"ann"_s), [](const auto &) {});
    rooms.manager->join(Rooms::joining(Bob, u"bob"_s), [](const auto &) {});
    QTRY_COMPARE(rooms.log0.named(DeltaName).size(), 1);
    rooms.manager->join(Rooms::joining(Cat, u"cat"_s), [](const auto &) {});
    rooms.manager->leave(Cat, u"a"_s, [](const auto &) {});
    rooms.manager->join(Rooms::joining(makeMemberId(0, 9), u"dan"_s), [](const auto &) {});
    QTRY_COMPARE(rooms.log0.named(DeltaName).size(), 2);
    const QJsonObject change = object(rooms.log0.named(DeltaName).last());
    QCOMPARE(names(change["joined"_L1].toArray()), QStringList { u"dan"_s });
    QCOMPARE(names(change["left"_L1].toArray()), QStringList());
}

void TestRoomManager::returningMemberIsNoLeaver()
{
    RoomSettings settings = quietPresence();
    settings.presenceListLimit = 1;
    settings.presenceIntervalMs = 50;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    rooms.manager->join(Rooms::joining(Ann, u"ann"_s), [](const auto &) {});
    rooms.manager->join(Rooms::joining(Bob, u"bob"_s), [](const auto &) {});
    QTRY_COMPARE(rooms.log0.named(DeltaName).size(), 1);
    rooms.manager->leave(Bob, u"a"_s, [](const auto &) {});
    rooms.manager->join(Rooms::joining(Bob, u"bob"_s), [](const auto &) {});
    QTRY_COMPARE(rooms.log0.named(DeltaName).size(), 2);
    const QJsonObject change = object(rooms.log0.named(DeltaName).last());
    QCOMPARE(names(change["joined"_L1].toArray()), QStringList { u"bob"_s });
    QCOMPARE(names(change["left"_L1].toArray()), QStringList());
}

void TestRoomManager::departedAreForgottenAfterAWhile()
{
    RoomSettings settings;
    settings.presenceIntervalMs = 0;
    settings.departedForMs = 50;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.join(Bob, u"bob"_s));
    QVERIFY(rooms.join(Cat, u"cat"_s));
    rooms.manager->disconnected(Bob);
    rooms.manager->disconnected(Cat);
    QTRY_COMPARE(lastNames(rooms.log0.named(ListName)), QStringList({ u"ann"_s, u"-bob"_s, u"-cat"_s }));
    QTRY_COMPARE(lastNames(rooms.log0.named(ListName)), QStringList { u"ann"_s });
    QCOMPARE(rooms.names(), QStringList { u"ann"_s });
}

void TestRoomManager::departedAreBounded()
{
    RoomSettings settings = quietPresence();
    settings.presenceListLimit = 3;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    for (quint64 serial = 1; serial <= 8; ++serial) {
        QVERIFY(rooms.join(makeMemberId(0, serial), u"m%1"_s.arg(serial)));
        rooms.manager->disconnected(makeMemberId(0, serial));
    }
    QCOMPARE(rooms.names(), QStringList({ u"-m6"_s, u"-m7"_s, u"-m8"_s }));
}

void TestRoomManager::whoIsWhereIsRecorded()
{
    RoomSettings settings;
    settings.presenceIntervalMs = 0;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.join(Bob, u"bob"_s));
    QVERIFY(rooms.settle());
    QVERIFY(rooms.leave(Ann));
    QVERIFY(rooms.settle());
    QStringList joined;
    QStringList left;
    for (const PresenceRecord &record : rooms.store.records()) {
        for (const Participant &participant : record.joined)
            joined.append(participant.username);
        left += record.left;
    }
    QCOMPARE(joined, QStringList({ u"ann"_s, u"bob"_s }));
    QCOMPARE(left, QStringList { u"s%1"_s.arg(Ann) });
}

void TestRoomManager::recordEndsBeforeTheConnectionsDo()
{
    Rooms rooms(quietPresence());
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.settle());
    QVERIFY(rooms.join(Bob, u"bob"_s)); // Not yet told to the room.
    rooms.manager->closeRecord();
    rooms.manager->disconnected(Ann);
    rooms.manager->disconnected(Bob);
    QVERIFY(rooms.settle());
    const auto stored = await<StoredRooms>([&](auto done) { rooms.memory.load(done); });
    QVERIFY(stored);
    QCOMPARE(stored->participants.size(), 2);
}

void TestRoomManager::formerParticipantsAreDepartedUntilTheyComeBack()
{
    MemoryRoomStore store;
    QVERIFY(await<void>([&](auto done) { store.createRoom({ 1, u"a"_s, u"owner"_s, 1000, 1000 }, done); }));
    store.recordPresence({ { 1, { { u"ann"_s, u"x1"_s, true, 10, {} }, { u"bob"_s, u"x2"_s, true, 20, {} } }, {} } });
    RoomManager manager(store, quietPresence());
    FeedLog log(*manager.addFeed());
    const auto participants = [&manager] {
        QStringList found;
        const auto listed = await<QList<Participant>>([&](auto done) { manager.listParticipants(u"a"_s, done); });
        for (const Participant &participant : listed.value_or(QList<Participant>()))
            found.append((participant.connected ? u"" : u"-") + participant.username);
        return found;
    };
    QVERIFY(await<void>([&](auto done) { manager.start(done); }));
    QCOMPARE(participants(), QStringList({ u"-ann"_s, u"-bob"_s }));
    QVERIFY(await<JoinAnswer>([&](auto done) { manager.join(Rooms::joining(Ann, u"ann"_s), done); }));
    QCOMPARE(participants(), QStringList({ u"ann"_s, u"-bob"_s }));
}

void TestRoomManager::droppedMessagesAreNotCounted()
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

void TestRoomManager::kickedMemberIsToldAndOut()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.settle());
    rooms.log0.clear();
    QVERIFY(await<Participant>([&](auto done) { rooms.manager->kick(u"a"_s, u"s%1"_s.arg(Ann), u"spam"_s, done); }));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList({ u"kicked"_s, u"exit"_s }));
    QCOMPARE(rooms.log0.named(R"("kicked")").first(), QByteArray(R"({"roomId":"a","reason":"spam"})"));
    QCOMPARE(rooms.log0.all<DirectEvent>().first().member, Ann);
    QCOMPARE(rooms.names(), QStringList { u"-ann"_s });
}

void TestRoomManager::kickOfAStrangerIsNotFound()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.observe(Ann, u"a"_s));
    for (const QString &socketId : { u"nobody"_s, u"watcher"_s, QString() }) {
        QCOMPARE(kindOf(await<Participant>([&](auto done) { rooms.manager->kick(u"a"_s, socketId, {}, done); })),
                 Error::Kind::ParticipantNotFound);
    }
}

void TestRoomManager::leavingTwiceIsFine()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.leave(Ann));
    QVERIFY(rooms.leave(Ann));
    QVERIFY(rooms.unobserve(Ann, u"a"_s));
    QVERIFY(rooms.unobserve(Ann, {}));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList({ u"enter"_s, u"exit"_s }));
    QCOMPARE(rooms.names(), QStringList { u"-ann"_s });
}

void TestRoomManager::observerHearsButIsNoParticipant()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    const auto answer = rooms.observe(Cat, u"a"_s, 0);
    QVERIFY(answer);
    QCOMPARE(answer->missed, 1);
    QCOMPARE(answer->participants, 0);
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.names(), QStringList { u"ann"_s });
    QCOMPARE(rooms.log1.story(), QStringList({ u"enter"_s, u"exchange 2"_s }));
    QCOMPARE(rooms.log1.named(ListName).size(), 1);
}

void TestRoomManager::memberExitsWhenBothWaysAreOver()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.observe(Ann, u"a"_s));
    QVERIFY(rooms.leave(Ann));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList { u"enter"_s });
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.unobserve(Ann, u"a"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList({ u"enter"_s, u"exchange 1"_s, u"exit"_s }));
}

void TestRoomManager::lobbyHearsEveryExchangeAndRoom()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.observe(Cat, {}));
    QVERIFY(rooms.observe(Cat, {}));
    QVERIFY(rooms.observe(makeMemberId(1, 2), {}));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log1.count<ExchangeEvent>(), 1);
    QCOMPARE(rooms.log0.count<ExchangeEvent>(), 0);
    QVERIFY(rooms.join(makeMemberId(1, 3), u"dan"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log1.count<ExchangeEvent>(), 2);
    QCOMPARE(rooms.log1.all<EnterEvent>().first().room, 0);
    QCOMPARE(rooms.log1.count<EnterEvent>(), 3);
    QVERIFY(rooms.unobserve(Cat, {}));
    rooms.manager->disconnected(makeMemberId(1, 2));
    rooms.manager->disconnected(makeMemberId(1, 3));
    QVERIFY(rooms.settle());
    rooms.log1.clear();
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.create(u"b"_s));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log1.story(), QStringList());
}

void TestRoomManager::everyoneHearsInServerScope()
{
    RoomSettings settings;
    settings.exchangesToEveryone = true;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList { u"exchange 1"_s });
    QCOMPARE(rooms.log1.story(), QStringList { u"exchange 1"_s });
}

void TestRoomManager::disconnectedMemberIsOutOfEverything()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.create(u"b"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.observe(Ann, u"b"_s));
    QVERIFY(rooms.observe(Ann, {}));
    rooms.manager->disconnected(Ann);
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.count<ExitEvent>(), 3);
    rooms.log0.clear();
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.postByRest({}, u"b"_s));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList());
    QCOMPARE(rooms.names(), QStringList { u"-ann"_s });
}

void TestRoomManager::typingIsRelayedToTheOthers()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.join(Cat, u"cat"_s));
    QVERIFY(await<void>([&](auto done) { rooms.manager->typing(Ann, u"a"_s, true, done); }));
    QVERIFY(rooms.settle());
    const auto events = rooms.log1.named(R"("typing")");
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first(), QByteArray(R"({"roomId":"a","username":"ann","socketId":"s1","typing":true})"));
    for (const BroadcastEvent &event : rooms.log1.all<BroadcastEvent>()) {
        if (event.nameJson == R"("typing")")
            QCOMPARE(event.except, Ann);
    }
    QCOMPARE(rooms.storedMessages(), 0);
}

void TestRoomManager::typingOutsideIsForbidden()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.observe(Ann, u"a"_s));
    QCOMPARE(kindOf(await<void>([&](auto done) { rooms.manager->typing(Ann, u"a"_s, true, done); })),
             Error::Kind::AccessForbidden);
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
