// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeServer.h"
#include "json/JsonText.h"
#include "model/Message.h"
#include "models/RoomFeed.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <memory>

using namespace parlor;
using namespace parlor::admin;
using namespace Qt::StringLiterals;

namespace {

constexpr char At[] = "2026-01-31T12:00:00.000Z";

Message message(qint64 order)
{
    return { order, Message::makeMembers(u"Bob"_s, u"text %1"_s.arg(order), At, {}) };
}

QByteArray history(qint64 first, qint64 last)
{
    QByteArray out("[");
    for (qint64 order = first; order <= last; ++order) {
        if (out.size() > 1)
            out += ',';
        message(order).appendJson(out);
    }
    return out + ']';
}

QByteArray live(qint64 order)
{
    return "{\"event\":\"exchanges\",\"data\":" + message(order).toEventJson("\"3XX\"", "null") + '}';
}

QByteArray ack(qint64 id, bool recovered = true)
{
    return "{\"event\":\"ack\",\"id\":" + QByteArray::number(id) + ",\"data\":{\"lastOrder\":1,\"recovered\":"
        + (recovered ? "true" : "false") + "}}";
}

} // namespace

class TestRoomFeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void showsTheNewestAndFollows();
    void whatIsHeardTwiceIsShownOnce();
    void gapIsFilledFromTheHistory();
    void hugeGapBeginsAnew();
    void olderPagesAreLoadedUntilTheFirst();
    void catchesUpAfterAnInterruption();
    void historyThatReachesNotFarEnoughBeginsAnew();
    void roomThatIsAnotherOneBeginsAnew();
    void roomThatIsGoneIsNotObserved();
    void whatFailsIsTriedAgain();
    void closingIsTold();
    void presenceIsFollowed();

private:
    void open(qint64 last);
    QList<qint64> orders() const;
    FakeCall *takeCall(const QByteArray &path);

    std::unique_ptr<FakeTransport> m_transport;
    std::unique_ptr<FakeLink> m_link;
    std::unique_ptr<RestClient> m_rest;
    std::unique_ptr<LiveClient> m_live;
    std::unique_ptr<RoomFeed> m_feed;
    Room m_room { u"3XX"_s, u"Ann"_s, 1769860800000, 0, 0, 1769860800000 };
    const QByteArray m_messages = "/rooms/3XX/messages";
};

void TestRoomFeed::init()
{
    m_feed.reset();
    m_live.reset();
    m_rest.reset();
    m_room.createdAt = 1769860800000;
    m_transport = std::make_unique<FakeTransport>();
    m_link = std::make_unique<FakeLink>();
    m_rest = std::make_unique<RestClient>(*m_transport);
    m_live = std::make_unique<LiveClient>(*m_link);
    m_live->open(*ServerAddress::parse(u"127.0.0.1:1"_s));
    Q_EMIT m_link->opened();
    m_feed = std::make_unique<RoomFeed>(*m_rest, *m_live, u"3XX"_s);
}

void TestRoomFeed::open(qint64 last)
{
    takeCall("/rooms/3XX")->answer(200, m_room.toJson());
    takeCall(m_messages)->answer(200, history(std::max<qint64>(1, last - 199), last));
    QTRY_VERIFY(!m_link->sent.isEmpty());
    m_link->receive({ ack(1) });
    QCOMPARE(m_feed->state(), RoomFeed::State::Live);
}

FakeCall *TestRoomFeed::takeCall(const QByteArray &path)
{
    FakeCall *call = nullptr;
    if (!QTest::qWaitFor([&] { return (call = m_transport->take(path)) != nullptr; }))
        qFatal("Nobody asks for %s", path.constData());
    return call;
}

QList<qint64> TestRoomFeed::orders() const
{
    QList<qint64> result;
    LineModel &lines = m_feed->stream().lines();
    for (int row = 0; row < lines.rowCount(); ++row)
        result.append(lines.line(row).order);
    return result;
}

void TestRoomFeed::showsTheNewestAndFollows()
{
    open(3);
    QVERIFY(m_link->sent.first().contains("\"lastOrder\":3"));
    m_link->receive({ live(4), live(5) });
    QCOMPARE(orders(), QList<qint64>({ 1, 2, 3, 4, 5 }));
}

void TestRoomFeed::whatIsHeardTwiceIsShownOnce()
{
    open(3);
    m_link->receive({ live(3), live(4), live(4), live(2) });
    QCOMPARE(orders(), QList<qint64>({ 1, 2, 3, 4 }));
}

void TestRoomFeed::gapIsFilledFromTheHistory()
{
    open(3);
    m_link->receive({ live(6), live(7) });
    QCOMPARE(orders(), QList<qint64>({ 1, 2, 3 }));
    m_link->receive({ live(8) });
    FakeCall *fill = takeCall(m_messages);
    QVERIFY(fill->request.query.contains("after=3"));
    fill->answer(200, history(4, 6));
    QCOMPARE(orders(), QList<qint64>({ 1, 2, 3, 4, 5, 6, 7, 8 }));
    m_link->receive({ live(9) });
    QCOMPARE(orders().last(), 9);
}

void TestRoomFeed::hugeGapBeginsAnew()
{
    open(3);
    m_link->receive({ live(90'000) });
    takeCall(m_messages)->answer(200, history(89'801, 90'000));
    QTRY_COMPARE(orders().size(), 200);
    m_link->receive({ live(90'001) });
    QCOMPARE(orders().last(), 90'001);
}

void TestRoomFeed::olderPagesAreLoadedUntilTheFirst()
{
    open(450);
    QCOMPARE(orders().first(), 251);
    m_feed->loadOlder();
    m_feed->loadOlder();
    FakeCall *page = takeCall(m_messages);
    QVERIFY(page->request.query.contains("before=251"));
    page->answer(200, history(51, 250));
    QTRY_COMPARE(orders().first(), 51);
    m_feed->loadOlder();
    takeCall(m_messages)->answer(200, history(1, 50));
    QTRY_COMPARE(orders().first(), 1);
    QVERIFY(m_feed->reachesBeginning());
    m_feed->loadOlder();
    QVERIFY(!m_transport->take(m_messages));
    QCOMPARE(orders().size(), 450);
}

void TestRoomFeed::catchesUpAfterAnInterruption()
{
    open(3);
    Q_EMIT m_link->ended(LiveLink::Ending::Lost, u"It broke."_s);
    QCOMPARE(m_feed->state(), RoomFeed::State::Stale);
    QCOMPARE(orders().size(), 3);
    m_live->retryNow();
    Q_EMIT m_link->opened();
    takeCall("/rooms/3XX")->answer(200, m_room.toJson());
    QTRY_VERIFY(m_link->sent.last().contains("\"lastOrder\":3"));
    m_link->receive({ live(4), live(5), ack(2), live(6) });
    QCOMPARE(m_feed->state(), RoomFeed::State::Live);
    QCOMPARE(orders(), QList<qint64>({ 1, 2, 3, 4, 5, 6 }));
}

void TestRoomFeed::historyThatReachesNotFarEnoughBeginsAnew()
{
    open(3);
    Q_EMIT m_link->ended(LiveLink::Ending::Lost, u"It broke."_s);
    m_live->retryNow();
    Q_EMIT m_link->opened();
    takeCall("/rooms/3XX")->answer(200, m_room.toJson());
    QTRY_VERIFY(m_link->sent.last().contains("\"lastOrder\":3"));
    m_link->receive({ ack(2, false) });
    takeCall(m_messages)->answer(200, history(801, 1000));
    QTRY_COMPARE(orders().first(), 801);
    m_link->receive({ live(1001) });
    QCOMPARE(orders().last(), 1001);
}

void TestRoomFeed::roomThatIsAnotherOneBeginsAnew()
{
    open(3);
    Q_EMIT m_link->ended(LiveLink::Ending::Lost, u"It broke."_s);
    m_live->retryNow();
    Q_EMIT m_link->opened();
    m_room.createdAt += 5;
    takeCall("/rooms/3XX")->answer(200, m_room.toJson());
    takeCall(m_messages)->answer(200, history(1, 1));
    QTRY_COMPARE(orders(), QList<qint64>({ 1 }));
}

void TestRoomFeed::roomThatIsGoneIsNotObserved()
{
    takeCall("/rooms/3XX")->answer(404, toRestBody(Error::roomNotFound(u"3XX"_s)));
    QCOMPARE(m_feed->state(), RoomFeed::State::Closed);
    QVERIFY(m_link->sent.isEmpty());
}

void TestRoomFeed::whatFailsIsTriedAgain()
{
    const QByteArray unavailable = toRestBody(Error::of(Error::Kind::StorageUnavailable));
    takeCall("/rooms/3XX")->answer(503, unavailable);
    QCOMPARE(m_feed->state(), RoomFeed::State::Loading);
    QVERIFY(!m_feed->problem().isEmpty());
    takeCall("/rooms/3XX")->answer(200, m_room.toJson());
    takeCall(m_messages)->fail(ApiError::timedOut(30));
    QCOMPARE(m_feed->state(), RoomFeed::State::Loading);
    open(3);
    QVERIFY(m_feed->problem().isEmpty());

    Q_EMIT m_link->ended(LiveLink::Ending::Lost, u"It broke."_s);
    m_live->retryNow();
    Q_EMIT m_link->opened();
    takeCall("/rooms/3XX")->answer(503, unavailable);
    QCOMPARE(m_feed->state(), RoomFeed::State::Stale);
    takeCall("/rooms/3XX")->answer(200, m_room.toJson());
    QTRY_VERIFY(m_link->sent.last().contains("\"lastOrder\":3"));
    m_link->receive({ live(4), ack(2) });
    QCOMPARE(m_feed->state(), RoomFeed::State::Live);
    QCOMPARE(orders(), QList<qint64>({ 1, 2, 3, 4 }));
}

void TestRoomFeed::closingIsTold()
{
    open(3);
    m_link->receive({ R"({"event":"closed","data":{"roomId":"3XX","closedBy":"admin","closedAt":"2026-01-31T12:00:00.000Z"}})" });
    QCOMPARE(m_feed->state(), RoomFeed::State::Closed);
    QVERIFY(m_feed->problem().contains(u"admin"_s));
    QCOMPARE(orders().size(), 3);
}

void TestRoomFeed::presenceIsFollowed()
{
    open(1);
    ParticipantsModel &model = m_feed->participants();
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto json = [](const QString &name, bool connected) {
        return Participant{ name, name, connected, 1769860800000, {} }.toJson("\"3XX\"");
    };
    takeCall("/rooms/3XX/participants")->answer(200, '[' + json(u"Ann"_s, true) + ',' + json(u"Ben"_s, true) + ']');
    QCOMPARE(model.connectedCount(), 2);
    m_link->receive({ "{\"event\":\"participants/3XX\",\"data\":[" + json(u"Ben"_s, false) + ',' + json(u"Cleo"_s, true) + "]}" });
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.connectedCount(), 1);
    QCOMPARE(model.index(0, ParticipantsModel::Connection).data().toString(), u"Left"_s);
    m_link->receive({ "{\"event\":\"presence/3XX\",\"data\":{\"joined\":[" + json(u"Dan"_s, true) + "],\"left\":["
                      + json(u"Cleo"_s, false) + "],\"participants\":1}}" });
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.participant(1).username, u"Dan"_s);
}

QTEST_GUILESS_MAIN(TestRoomFeed)
#include "TestRoomFeed.moc"
