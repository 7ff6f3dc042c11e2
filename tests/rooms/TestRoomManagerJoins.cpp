// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Rooms.h"
#include "support/Await.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;
using Call = FailingRoomStore::Call;

Q_DECLARE_METATYPE(parlor::Error::Kind)

class TestRoomManagerJoins : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void joinerEntersBeforeItsAnswer();
    void joiningAgainUpdatesTheParticipant();
    void comingBackReplacesTheDepartedEntry();
    void joinAnswerCountsThoseConnected();
    void missedMessagesAreReplayed();
    void replayMeetsLiveMessagesWithoutGapOrDuplicate();
    void replayIsLimitedAndNamesTheGap();
    void replayReadsNoMoreThanItMaySend();
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
};

void TestRoomManagerJoins::joinerEntersBeforeItsAnswer()
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
    QCOMPARE(rooms.log0.story(), QStringList{ u"enter"_s });
    QCOMPARE(rooms.log0.all<EnterEvent>().first().member, Ann);
    QCOMPARE(rooms.log0.all<EnterEvent>().first().roomIdJson, "\"a\""_ba);
    QVERIFY(rooms.log1.story().isEmpty());
}

void TestRoomManagerJoins::joiningAgainUpdatesTheParticipant()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    JoinRequest again = Rooms::joining(Ann, u"anna"_s);
    again.extras.insert(u"avatar"_s, 3);
    const auto answer = await<JoinAnswer>([&](auto done) { rooms.manager->join(again, done); });
    QVERIFY(answer);
    QCOMPARE(answer->participants, 1);
    QCOMPARE(rooms.names(), QStringList{ u"anna"_s });
    QCOMPARE(rooms.participants().first().extras.value("avatar"_L1).toInt(), 3);
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.count<EnterEvent>(), 1);
}

void TestRoomManagerJoins::comingBackReplacesTheDepartedEntry()
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

void TestRoomManagerJoins::joinAnswerCountsThoseConnected()
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

void TestRoomManagerJoins::missedMessagesAreReplayed()
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
             (QList<QByteArray>{
                 R"({"roomId":"a","socketId":null,"order":3,"username":"poster","content":"hi"})",
                 R"({"roomId":"a","socketId":null,"order":4,"username":"poster","content":"hi"})" }));
}

void TestRoomManagerJoins::replayMeetsLiveMessagesWithoutGapOrDuplicate()
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

void TestRoomManagerJoins::replayIsLimitedAndNamesTheGap()
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

void TestRoomManagerJoins::replayReadsNoMoreThanItMaySend()
{
    RoomSettings settings;
    settings.replayBytesLimit = 100;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.join(Ann, u"ann"_s, u"a"_s, 0));
    QCOMPARE(rooms.store.lastRange().maxBytes, 100);
}

void TestRoomManagerJoins::historyThatIsGoneIsNamedAsTheGap()
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

void TestRoomManagerJoins::foreignHistoryIsNotReplayed_data()
{
    QTest::addColumn<int>("messages");
    QTest::addColumn<qint64>("gapFrom");
    QTest::addColumn<qint64>("gapTo");
    QTest::newRow("empty room") << 0 << qint64(0) << qint64(0);
    QTest::newRow("room with messages") << 3 << qint64(1) << qint64(3);
}

void TestRoomManagerJoins::foreignHistoryIsNotReplayed()
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

void TestRoomManagerJoins::participantIsNotReplayedWhatItHeardLive()
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

void TestRoomManagerJoins::memberGoneWhileJoiningLeavesNoGhost()
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

void TestRoomManagerJoins::roomClosedWhileJoiningIsForbidden()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    std::optional<Result<JoinAnswer>> answer;
    rooms.manager->join(Rooms::joining(Ann, u"ann"_s, u"a"_s, 0),
                        [&](const auto &result) { answer = result; });
    rooms.manager->closeRoom(u"a"_s, {}, [](const auto &) {});
    QTRY_VERIFY(answer);
    QCOMPARE(kindOf(*answer), Error::Kind::AccessForbidden);
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.count<EnterEvent>(), 0);
}

void TestRoomManagerJoins::failedReplayIsAnswered()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    rooms.store.fail(Call::Read);
    QCOMPARE(kindOf(rooms.join(Ann, u"ann"_s, u"a"_s, 0)), Error::Kind::StorageUnavailable);
    QCOMPARE(rooms.names(), QStringList());
}

void TestRoomManagerJoins::requestsBehindAJoinKeepTheirOrder()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    QStringList answered;
    const auto note = [&answered](const QString &what) {
        return
            [&answered, what](const auto &result) { answered.append(result ? what : u"failed "_s + what); };
    };
    rooms.manager->join(Rooms::joining(Ann, u"ann"_s, u"a"_s, 0), note(u"join"_s));
    rooms.manager->typing(Ann, u"a"_s, true, note(u"typing"_s));
    rooms.manager->join(Rooms::joining(Ann, u"anna"_s, u"a"_s, 0), note(u"join again"_s));
    rooms.manager->leave(Ann, u"a"_s, note(u"leave"_s));
    rooms.manager->typing(Ann, u"a"_s, true, note(u"late typing"_s));
    QTRY_COMPARE(answered.size(), 5);
    QCOMPARE(answered,
             QStringList({ u"join"_s, u"typing"_s, u"join again"_s, u"leave"_s, u"failed late typing"_s }));
    QCOMPARE(rooms.names(), QStringList{ u"-anna"_s });
}

void TestRoomManagerJoins::postBehindAJoinIsDeliveredAfterTheReplay()
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
    QCOMPARE(rooms.names(), QStringList{ u"ann"_s });
}

void TestRoomManagerJoins::kickWhileJoiningAgainHolds()
{
    Rooms rooms;
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.postByRest());
    QVERIFY(rooms.join(Ann, u"ann"_s));
    rooms.manager->join(Rooms::joining(Ann, u"ann"_s, u"a"_s, 0), [](const auto &) {});
    QVERIFY(await<Participant>([&](auto done) { rooms.manager->kick(u"a"_s, u"s%1"_s.arg(Ann), {}, done); }));
    QCOMPARE(rooms.names(), QStringList{ u"-ann"_s });
}

QTEST_GUILESS_MAIN(TestRoomManagerJoins)
#include "TestRoomManagerJoins.moc"
