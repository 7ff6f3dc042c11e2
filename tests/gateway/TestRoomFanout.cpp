// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/FanoutMetrics.h"
#include "gateway/RoomFanout.h"
#include "metrics/MonotonicClock.h"
#include "net/TurnWriter.h"
#include "support/RecordingClient.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace parlor;

namespace {

ExchangeEvent exchange(RoomKey room, const QByteArray &data)
{
    return { room, "\"room\"", data, monotonicNs() };
}

} // namespace

class TestRoomFanout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void smallRoomsGoBeforeLargeOnes();
    void largeRoomDoesNotKeepSmallOnesWaiting();
    void roomThatSpeaksAllTheTimeDoesNotKeepOthersWaiting();
    void smallRoomsThatSpeakAllTheTimeDoNotStarveALargeOne();
    void tellsWhenItFallsBehindAndWhenItHasCaughtUp();
    void aTurnLeavesLargeRoomsForLater();
    void whatAllButOneHearIsBoundedAlike();
    void whatWasLeftOverFollowsByItself();
    void messagesOfOneRoomStayInOrderAcrossTurns();
    void aClientCanCatchUpWithItsRoom();
    void aKickComesAfterWhatWasSaidBefore();
    void aRoomThatDissolvesIsServedFirst();
    void deliveriesAreCountedByClientAndMeasuredByMessage();
    void whatWaitsForALaterTurnIsMeasuredThen();

private:
    /// A room with \a size new members.
    void fill(RoomKey room, int size);
    bool hasHeard(MemberId member, const QByteArray &data) const;
    qsizetype heardBy(RoomKey room) const;
    quint64 measuredDeliveries() const;

    static constexpr int Large = 600;
    static constexpr RoomKey Lounge = 1, Hall = 2, Arena = 3, Nook = 4;

    std::unique_ptr<TurnWriter> m_writer;
    std::unique_ptr<RoomFanout> m_fanout;
    std::vector<Delivery> m_log;
    std::vector<std::unique_ptr<RecordingClient>> m_clients;
    QHash<MemberId, RoomKey> m_roomOf;
};

void TestRoomFanout::init()
{
    m_writer = std::make_unique<TurnWriter>(1024 * 1024);
    m_fanout = std::make_unique<RoomFanout>(*m_writer, RoomFanout::Settings {});
    m_log.clear();
    fill(Hall, Large);
    fill(Arena, Large);
    fill(Lounge, 2);
}

void TestRoomFanout::cleanup()
{
    m_fanout.reset();
    m_clients.clear();
    m_writer.reset();
    m_roomOf.clear();
}

void TestRoomFanout::fill(RoomKey room, int size)
{
    for (int i = 0; i < size; ++i) {
        const MemberId id = MemberId(m_clients.size()) + 1;
        m_clients.push_back(std::make_unique<RecordingClient>(id, m_log));
        m_roomOf.insert(id, room);
        m_fanout->addClient(*m_clients.back());
        m_fanout->handle(EnterEvent { room, id, "\"room\"", {} });
    }
}

bool TestRoomFanout::hasHeard(MemberId member, const QByteArray &data) const
{
    return std::ranges::any_of(m_log, [&](const Delivery &it) { return it.member == member && it.text.contains(data); });
}

qsizetype TestRoomFanout::heardBy(RoomKey room) const
{
    return std::ranges::count_if(m_log, [&](const Delivery &it) { return m_roomOf.value(it.member) == room; });
}

quint64 TestRoomFanout::measuredDeliveries() const
{
    const Histogram &times = m_fanout->metrics()->deliveryTime;
    quint64 count = 0;
    for (std::size_t i = 0; i <= times.bounds().size(); ++i)
        count += times.count(i);
    return count;
}

void TestRoomFanout::smallRoomsGoBeforeLargeOnes()
{
    m_fanout->handle(exchange(Hall, "1"));
    m_fanout->handle(exchange(Lounge, "2"));
    m_writer->flush();

    QCOMPARE(m_roomOf.value(m_log.front().member), Lounge);
    QTRY_COMPARE(heardBy(Hall), Large);
}

void TestRoomFanout::largeRoomDoesNotKeepSmallOnesWaiting()
{
    m_fanout->handle(exchange(Hall, "1"));
    m_writer->flush();
    m_fanout->handle(exchange(Lounge, "2"));
    m_writer->flush();

    QCOMPARE(heardBy(Lounge), 2);
    QVERIFY(heardBy(Hall) < Large);
}

void TestRoomFanout::roomThatSpeaksAllTheTimeDoesNotKeepOthersWaiting()
{
    fill(Nook, 80);
    for (int i = 0; i < 400; ++i) {
        m_fanout->handle(exchange(Lounge, "1"));
        m_writer->flush();
    }
    QCOMPARE(m_log.size(), std::size_t(800));
    m_fanout->handle(exchange(Hall, "1"));
    m_fanout->handle(exchange(Lounge, "2"));
    m_fanout->handle(exchange(Nook, "3"));
    m_writer->flush();
    QCOMPARE(m_roomOf.value(m_log[800].member), Nook);
    QCOMPARE(heardBy(Nook), 80);
}

void TestRoomFanout::smallRoomsThatSpeakAllTheTimeDoNotStarveALargeOne()
{
    const RoomKey first = Nook + 1;
    const RoomKey last = first + 100;
    for (RoomKey room = first; room < last; ++room)
        fill(room, 10);
    m_fanout->handle(exchange(Hall, "1"));
    // More than enough for each of them to hear as much as everybody in the hall together.
    constexpr int turns = 2 * 100 * Large / 96;
    for (int turn = 0; turn < turns && heardBy(Hall) == 0; ++turn) {
        for (RoomKey room = first; room < last; ++room)
            m_fanout->handle(exchange(room, "1"));
        m_writer->flush();
        std::erase_if(m_log, [this](const Delivery &it) { return m_roomOf.value(it.member) != Hall; });
    }
    QVERIFY(heardBy(Hall) > 0);
}

void TestRoomFanout::tellsWhenItFallsBehindAndWhenItHasCaughtUp()
{
    QList<bool> told;
    connect(m_fanout.get(), &RoomFanout::fellBehind, this, [&](bool isBehind) { told.append(isBehind); });
    m_fanout->handle(exchange(Lounge, "1"));
    m_writer->flush();
    QVERIFY(told.isEmpty());
    m_fanout->handle(exchange(Hall, "1"));
    m_writer->flush();
    m_writer->flush();
    QCOMPARE(told, QList<bool>({ true }));
    while (m_fanout->isBehind())
        m_writer->flush();
    QCOMPARE(told, QList<bool>({ true, false }));
}

void TestRoomFanout::aTurnLeavesLargeRoomsForLater()
{
    m_fanout->handle(exchange(Hall, "1"));
    m_fanout->handle(exchange(Arena, "1"));
    m_writer->flush();

    QVERIFY(heardBy(Hall) > 0);
    QVERIFY(heardBy(Hall) < Large);
    QCOMPARE(heardBy(Arena), 0);
}

void TestRoomFanout::whatAllButOneHearIsBoundedAlike()
{
    const MemberId inHall = 1;
    m_fanout->handle(BroadcastEvent { Hall, "\"typing\"", "{}", inHall });
    m_writer->flush();
    QVERIFY(heardBy(Hall) > 0);
    QVERIFY(heardBy(Hall) < Large - 1);
    QTRY_COMPARE(heardBy(Hall), Large - 1);
    QVERIFY(!hasHeard(inHall, "typing"));
}

void TestRoomFanout::whatWasLeftOverFollowsByItself()
{
    m_fanout->handle(exchange(Hall, "1"));
    m_fanout->handle(exchange(Arena, "1"));
    m_writer->flush();

    QTRY_COMPARE(heardBy(Arena), Large);
    QVERIFY(!m_fanout->isBehind());
}

void TestRoomFanout::messagesOfOneRoomStayInOrderAcrossTurns()
{
    m_fanout->handle(exchange(Hall, "1"));
    m_fanout->handle(exchange(Arena, "\"first\""));
    m_writer->flush();
    m_fanout->handle(exchange(Arena, "\"second\""));
    m_fanout->handle(exchange(Hall, "2"));
    m_writer->flush();

    QTRY_COMPARE(heardBy(Arena), 2 * Large);
    const auto isOfArena = [this](const Delivery &it) { return m_roomOf.value(it.member) == Arena; };
    const auto first = std::ranges::find_if(m_log, isOfArena);
    QVERIFY(first->text.contains("first"));
    QVERIFY(std::ranges::find_if(m_log.rbegin(), m_log.rend(), isOfArena)->text.contains("second"));
}

void TestRoomFanout::aClientCanCatchUpWithItsRoom()
{
    const MemberId inArena = Large + 1;
    m_fanout->handle(exchange(Hall, "1"));
    m_fanout->handle(exchange(Arena, "\"first\""));
    m_writer->flush();
    QVERIFY(!hasHeard(inArena, "first"));
    RoomFanout::catchUp(*m_fanout->client(inArena));
    QVERIFY(hasHeard(inArena, "first"));
    QCOMPARE(heardBy(Arena), 1);

    m_fanout->handle(exchange(Arena, "\"second\""));
    QTRY_COMPARE(heardBy(Arena), 2 * Large);
    std::vector<QByteArray> heard;
    for (const Delivery &delivery : m_log) {
        if (delivery.member == inArena)
            heard.push_back(delivery.text);
    }
    QCOMPARE(heard.size(), std::size_t(2));
    QVERIFY(heard[0].contains("first"));
    QVERIFY(heard[1].contains("second"));
}

void TestRoomFanout::aKickComesAfterWhatWasSaidBefore()
{
    const MemberId inLounge = 2 * Large + 1;
    m_fanout->handle(exchange(Lounge, "\"said\""));
    m_fanout->handle(DirectEvent { inLounge, "\"kicked\"", "{}" });
    m_writer->flush();

    std::vector<QByteArray> heard;
    for (const Delivery &delivery : m_log) {
        if (delivery.member == inLounge)
            heard.push_back(delivery.text);
    }
    QCOMPARE(heard.size(), std::size_t(2));
    QVERIFY(heard[0].contains("said"));
    QVERIFY(heard[1].contains("kicked"));
}

void TestRoomFanout::aRoomThatDissolvesIsServedFirst()
{
    m_fanout->handle(exchange(Hall, "1"));
    m_fanout->handle(exchange(Arena, "\"last words\""));
    m_writer->flush();
    m_fanout->handle(DissolveEvent { Arena });

    QVERIFY(hasHeard(Large + 1, "last words"));
    QTRY_VERIFY(!m_fanout->isBehind());
}

void TestRoomFanout::deliveriesAreCountedByClientAndMeasuredByMessage()
{
    m_fanout->handle(EnterEvent { 0, 1, {}, {} });
    m_fanout->handle(exchange(Lounge, "1"));
    m_fanout->handle(exchange(Lounge, "2"));
    m_writer->flush();
    // The two in the room, and one of the hall who observes every room.
    QCOMPARE(m_fanout->metrics()->messagesDelivered.value(), quint64(2 * 3));
    QCOMPARE(measuredDeliveries(), quint64(2));
}

void TestRoomFanout::whatWaitsForALaterTurnIsMeasuredThen()
{
    m_fanout->handle(exchange(Hall, "1"));
    m_fanout->handle(exchange(Arena, "1"));
    m_writer->flush();
    QCOMPARE(measuredDeliveries(), quint64(0));
    while (m_fanout->isBehind())
        m_writer->flush();
    QCOMPARE(measuredDeliveries(), quint64(2));
}

QTEST_GUILESS_MAIN(TestRoomFanout)
#include "TestRoomFanout.moc"
