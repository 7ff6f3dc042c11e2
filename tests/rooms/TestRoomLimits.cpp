// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomManager.h"
#include "storage/MemoryRoomStore.h"
#include "support/Await.h"
#include "support/FeedLog.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

constexpr MemberId Ann = makeMemberId(0, 1);
constexpr MemberId Bob = makeMemberId(0, 2);

struct Rooms {
    explicit Rooms(const RoomSettings &settings) :
        store(Retention { 1000, 0 }),
        manager(store, settings),
        log(*manager.addFeed())
    {
    }

    MemoryRoomStore store;
    RoomManager manager;
    FeedLog log;

    Result<Room> create(const QString &roomId, const QString &creator = u"owner"_s, Quota quota = Quota::Held)
    {
        return await<Room>([&](auto done) { manager.createRoom(roomId, creator, done, quota); });
    }
    Result<void> close(const QString &roomId)
    {
        return await<void>([&](auto done) { manager.closeRoom(roomId, u"boss"_s, done); });
    }
    Result<JoinAnswer> join(MemberId member, std::optional<qint64> lastOrder = {})
    {
        const JoinRequest request { member, u"a"_s, u"somebody"_s, QString::number(member), {}, lastOrder };
        return await<JoinAnswer>([&](auto done) { manager.join(request, done); });
    }
    Result<PostedMessage> post(MemberId sender, const QString &account = {})
    {
        PostRequest request;
        request.sender = sender;
        request.roomId = u"a"_s;
        request.username = u"somebody"_s;
        request.socketId = QString::number(sender);
        request.members = R"("username":"somebody","content":"hi")";
        request.createdAt = "2026-01-31T12:00:00.000Z";
        request.account = account;
        return await<PostedMessage>([&](auto done) { manager.post(request, done); });
    }
};

template <typename T>
Error::Kind kindOf(const Result<T> &result)
{
    return result ? Error::Kind::Internal : result.error().kind;
}

} // namespace

/// What RoomManager refuses because there is enough of it.
class TestRoomLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void creatorMayHaveSoManyRooms();
    void closedRoomMakesPlaceForAnother();
    void roomsOfBeforeCount();
    void whoIsExemptMayCreateMore();
    void fullRoomRefusesWhoIsNotInIt();
    void fullRoomRefusesWhoWouldJoinByPosting();
    void fullRoomIsFullForThoseWhoCatchUpToo();
    void observersAreNoParticipants();
    void userMayPostSoOften();
    void usersWithoutAccountAreNotCounted();
};

void TestRoomLimits::creatorMayHaveSoManyRooms()
{
    Rooms rooms({ .roomsPerCreator = 2 });
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.create(u"b"_s));
    const auto third = rooms.create(u"c"_s);
    QCOMPARE(kindOf(third), Error::Kind::LimitReached);
    QVERIFY(third.error().messages.first().contains(u"owner"_s));
    QVERIFY(rooms.create(u"c"_s, u"another"_s));
    // Who asks for a room that is there learns that first.
    QCOMPARE(kindOf(rooms.create(u"a"_s)), Error::Kind::RoomConflict);
    QCOMPARE(rooms.manager.limitCounters().value(Limit::RoomsOfCreator), 1);
}

void TestRoomLimits::closedRoomMakesPlaceForAnother()
{
    Rooms rooms({ .roomsPerCreator = 1 });
    for (int i = 0; i < 3; ++i) {
        QVERIFY(rooms.create(u"a"_s));
        QVERIFY(!rooms.create(u"b"_s));
        QVERIFY(rooms.close(u"a"_s));
    }
}

void TestRoomLimits::roomsOfBeforeCount()
{
    Rooms rooms({});
    QVERIFY(rooms.create(u"a"_s));
    RoomManager restarted(rooms.store, { .roomsPerCreator = 1 });
    QVERIFY(await<void>([&](auto done) { restarted.start(done); }));
    const auto room = await<Room>([&](auto done) { restarted.createRoom(u"b"_s, u"owner"_s, done, Quota::Held); });
    QCOMPARE(kindOf(room), Error::Kind::LimitReached);
}

void TestRoomLimits::whoIsExemptMayCreateMore()
{
    Rooms rooms({ .roomsPerCreator = 1 });
    for (const QString &roomId : { u"a"_s, u"b"_s, u"c"_s })
        QVERIFY(rooms.create(roomId, u"owner"_s, Quota::Lifted));
    QCOMPARE(kindOf(rooms.create(u"d"_s)), Error::Kind::LimitReached);
}

void TestRoomLimits::fullRoomRefusesWhoIsNotInIt()
{
    Rooms rooms({ .participantsPerRoom = 1 });
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann));
    QCOMPARE(kindOf(rooms.join(Bob)), Error::Kind::LimitReached);
    QVERIFY(rooms.join(Ann));
    rooms.manager.disconnected(Ann);
    QVERIFY(rooms.join(Bob));
    QCOMPARE(rooms.manager.limitCounters().value(Limit::Participants), 1);
}

void TestRoomLimits::fullRoomRefusesWhoWouldJoinByPosting()
{
    Rooms rooms({ .participantsPerRoom = 1 });
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.post(Ann));
    QCOMPARE(kindOf(rooms.post(Bob)), Error::Kind::LimitReached);
    QVERIFY(rooms.post(Ann));
    // By REST nobody takes a seat.
    QVERIFY(rooms.post(0));
}

void TestRoomLimits::fullRoomIsFullForThoseWhoCatchUpToo()
{
    Rooms rooms({ .participantsPerRoom = 1 });
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.post(0));
    QVERIFY(rooms.join(Ann, 0));
    QCOMPARE(kindOf(rooms.join(Bob, 0)), Error::Kind::LimitReached);
}

void TestRoomLimits::observersAreNoParticipants()
{
    Rooms rooms({ .participantsPerRoom = 1 });
    QVERIFY(rooms.create(u"a"_s));
    const ObserveRequest request { Bob, u"a"_s, u"watcher"_s, {} };
    QVERIFY(await<JoinAnswer>([&](auto done) { rooms.manager.observe(request, done); }));
    QVERIFY(rooms.join(Ann));
    QCOMPARE(kindOf(rooms.join(Bob)), Error::Kind::LimitReached);
}

void TestRoomLimits::userMayPostSoOften()
{
    // So slow that no token comes back during the test.
    Rooms rooms({ .userPostsPerSecond = 1 });
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.post(Ann, u"ann"_s));
    QVERIFY(rooms.post(0, u"ann"_s));
    const auto third = rooms.post(Ann, u"ann"_s);
    QCOMPARE(kindOf(third), Error::Kind::TooManyRequests);
    QVERIFY(third.error().retryAfterMs > 0);
    QVERIFY(rooms.post(Bob, u"bob"_s));
    QCOMPARE(rooms.manager.limitCounters().value(Limit::PostsOfUser), 1);
}

void TestRoomLimits::usersWithoutAccountAreNotCounted()
{
    Rooms rooms({ .userPostsPerSecond = 1 });
    QVERIFY(rooms.create(u"a"_s));
    for (int i = 0; i < 10; ++i)
        QVERIFY(rooms.post(Ann));
}

QTEST_GUILESS_MAIN(TestRoomLimits)
#include "TestRoomLimits.moc"
