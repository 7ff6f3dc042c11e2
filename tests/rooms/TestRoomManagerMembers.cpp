// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Rooms.h"
#include "support/Await.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestRoomManagerMembers : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
};

void TestRoomManagerMembers::kickedMemberIsToldAndOut()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.settle());
    rooms.log0.clear();
    QVERIFY(await<Participant>(
        [&](auto done) { rooms.manager->kick(u"a"_s, u"s%1"_s.arg(Ann), u"spam"_s, done); }));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList({ u"kicked"_s, u"exit"_s }));
    QCOMPARE(rooms.log0.named(R"("kicked")").first(), QByteArray(R"({"roomId":"a","reason":"spam"})"));
    QCOMPARE(rooms.log0.all<DirectEvent>().first().member, Ann);
    QCOMPARE(rooms.names(), QStringList{ u"-ann"_s });
}

void TestRoomManagerMembers::kickOfAStrangerIsNotFound()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.observe(Ann, u"a"_s));
    for (const QString &socketId : { u"nobody"_s, u"watcher"_s, QString() }) {
        QCOMPARE(
            kindOf(await<Participant>([&](auto done) { rooms.manager->kick(u"a"_s, socketId, {}, done); })),
            Error::Kind::ParticipantNotFound);
    }
}

void TestRoomManagerMembers::leavingTwiceIsFine()
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
    QCOMPARE(rooms.names(), QStringList{ u"-ann"_s });
}

void TestRoomManagerMembers::observerHearsButIsNoParticipant()
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
    QCOMPARE(rooms.names(), QStringList{ u"ann"_s });
    QCOMPARE(rooms.log1.story(), QStringList({ u"enter"_s, u"exchange 2"_s }));
    QCOMPARE(rooms.log1.named(ListName).size(), 1);
}

void TestRoomManagerMembers::memberExitsWhenBothWaysAreOver()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.observe(Ann, u"a"_s));
    QVERIFY(rooms.leave(Ann));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList{ u"enter"_s });
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.unobserve(Ann, u"a"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList({ u"enter"_s, u"exchange 1"_s, u"exit"_s }));
}

void TestRoomManagerMembers::lobbyHearsEveryExchangeAndRoom()
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

void TestRoomManagerMembers::everyoneHearsInServerScope()
{
    RoomSettings settings;
    settings.exchangesToEveryone = true;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.story(), QStringList{ u"exchange 1"_s });
    QCOMPARE(rooms.log1.story(), QStringList{ u"exchange 1"_s });
}

void TestRoomManagerMembers::disconnectedMemberIsOutOfEverything()
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
    QCOMPARE(rooms.names(), QStringList{ u"-ann"_s });
}

void TestRoomManagerMembers::typingIsRelayedToTheOthers()
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

void TestRoomManagerMembers::typingOutsideIsForbidden()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.observe(Ann, u"a"_s));
    QCOMPARE(kindOf(await<void>([&](auto done) { rooms.manager->typing(Ann, u"a"_s, true, done); })),
             Error::Kind::AccessForbidden);
}

QTEST_GUILESS_MAIN(TestRoomManagerMembers)
#include "TestRoomManagerMembers.moc"
