// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeServer.h"
#include "api/LiveClient.h"
#include "json/JsonText.h"
#include "model/Message.h"

#include <QSignalSpy>
#include <QTest>

using namespace parlor;
using namespace parlor::admin;
using namespace Qt::StringLiterals;

namespace {

const Room SomeRoom{ u"3XX"_s, u"Alice"_s, 1769860800000, 2, 40, 1769860800001 };

QByteArray exchangeFrame(qint64 order)
{
    const Message message{ order, Message::makeMembers(u"Bob"_s, u"hi"_s, "2026-01-31T12:00:00.000Z", {}) };
    return "{\"event\":\"exchanges\",\"data\":" + message.toEventJson("\"3XX\"", "null") + '}';
}

ServerAddress someAddress()
{
    return *ServerAddress::parse(u"127.0.0.1:1"_s);
}

} // namespace

class TestLiveClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsEveryEvent();
    void ignoresWhatIsNotOfTheContract_data();
    void ignoresWhatIsNotOfTheContract();
    void comesBackByItself();
    void doesNotInsistWhereItIsRefused();
    void answersComeAfterWhatCameBeforeThem();
    void refusalReachesWhoAsked();
    void brokenConnectionFailsWhatWasAsked();
    void pausesGrowToALimitAndDiffer();

private:
    std::unique_ptr<FakeLink> m_link;
    std::unique_ptr<LiveClient> m_client;
};

void TestLiveClient::init()
{
    m_client.reset();
    m_link = std::make_unique<FakeLink>();
    m_client = std::make_unique<LiveClient>(*m_link);
    m_client->open(someAddress());
    Q_EMIT m_link->opened();
}

void TestLiveClient::readsEveryEvent()
{
    const Participant bob{ u"Bob"_s, u"s1"_s, true, 1769860800000, {} };
    const QByteArray bobJson = bob.toJson("\"3XX\"");
    const auto read = [](const QByteArray &event, const QByteArray &data) {
        const QByteArray frame = "{\"event\":\"" + event + "\",\"data\":" + data + '}';
        return readLiveEvent(frame);
    };
    QCOMPARE(std::get<Exchange>(*readLiveEvent(exchangeFrame(7))).order, 7);
    QCOMPARE(std::get<RoomCreated>(*read("rooms", "{\"type\":\"created\",\"room\":" + SomeRoom.toJson() + '}')).room.roomId,
             u"3XX"_s);
    QCOMPARE(std::get<RoomClosed>(*read("rooms", "{\"type\":\"closed\",\"room\":" + SomeRoom.toJson() + '}')).room.roomId,
             u"3XX"_s);
    const auto list = std::get<PresenceList>(*read("participants/a/b", '[' + bobJson + ']'));
    QCOMPARE(list.roomId, u"a/b"_s);
    QCOMPARE(list.participants.first().username, u"Bob"_s);
    const auto change = std::get<PresenceChange>(
        *read("presence/3XX", "{\"joined\":[" + bobJson + "],\"left\":[],\"participants\":300}"));
    QCOMPARE(change.participants, 300);
    QCOMPARE(change.joined.size(), 1);
    QCOMPARE(std::get<RoomEnded>(*read("closed", R"({"roomId":"3XX","closedBy":"admin","closedAt":"2026-01-31T12:00:00.000Z"})"))
                 .closedBy,
             u"admin"_s);
}

void TestLiveClient::ignoresWhatIsNotOfTheContract_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("no JSON") << "hello"_ba;
    QTest::newRow("unknown event") << R"({"event":"weather","data":{}})"_ba;
    QTest::newRow("exchange without order") << R"({"event":"exchanges","data":{"username":"a","content":"b"}})"_ba;
    QTest::newRow("participants that are no list") << R"({"event":"participants/x","data":{}})"_ba;
    QTest::newRow("rooms without a room") << R"({"event":"rooms","data":{"type":"created"}})"_ba;
}

void TestLiveClient::ignoresWhatIsNotOfTheContract()
{
    QFETCH(QByteArray, frame);
    QVERIFY(!readLiveEvent(frame));
}

void TestLiveClient::comesBackByItself()
{
    QVERIFY(m_client->isLive());
    Q_EMIT m_link->ended(LiveLink::Ending::Lost, u"It broke."_s);
    QCOMPARE(m_client->state(), LiveClient::State::Waiting);
    QCOMPARE(m_client->problem(), u"It broke."_s);
    // A coarse timer may be late by a twentieth.
    QVERIFY(m_client->retryInMs() <= Backoff::FirstMs * 21 / 20);
    QTRY_COMPARE(m_link->openings, 2);
    Q_EMIT m_link->opened();
    QVERIFY(m_client->isLive());
    QVERIFY(m_client->problem().isEmpty());
}

void TestLiveClient::doesNotInsistWhereItIsRefused()
{
    Q_EMIT m_link->ended(LiveLink::Ending::Unauthorized, u"No token."_s);
    QCOMPARE(m_client->state(), LiveClient::State::Refused);
    QVERIFY(m_client->retryInMs() < 0);
    m_client->retryNow();
    QCOMPARE(m_link->openings, 2);
}

void TestLiveClient::answersComeAfterWhatCameBeforeThem()
{
    QStringList story;
    connect(m_client.get(), &LiveClient::received, this, [&story](const QList<LiveEvent> &events) {
        for (const LiveEvent &event : events)
            story.append(QString::number(std::get<Exchange>(event).order));
    });
    m_client->observe(u"3XX"_s, 4, this, [&story](const ApiResult<Observation> &seen) {
        story.append(u"answer %1 %2"_s.arg(seen->lastOrder).arg(seen->isWhole));
    });
    QCOMPARE(m_link->sent.last(), R"({"event":"observe","id":1,"data":{"lastOrder":4,"roomId":"3XX"}})"_ba);
    m_link->receive({ exchangeFrame(5), exchangeFrame(6),
                      R"({"event":"ack","id":1,"data":{"status":"ok","lastOrder":6,"recovered":false}})",
                      exchangeFrame(7) });
    QCOMPARE(story, QStringList({ u"5"_s, u"6"_s, u"answer 6 0"_s, u"7"_s }));
}

void TestLiveClient::refusalReachesWhoAsked()
{
    std::optional<ApiError> error;
    m_client->observe(u"3XX"_s, {}, this, [&error](const auto &seen) { error = seen.error(); });
    m_link->receive({ "{\"event\":\"exception\",\"id\":1,\"data\":" + toExceptionJson(Error::accessForbidden()) + '}' });
    QVERIFY(error && error->is(Error::Kind::AccessForbidden));
}

void TestLiveClient::brokenConnectionFailsWhatWasAsked()
{
    int failures = 0;
    m_client->observe(u"3XX"_s, {}, this, [&failures](const auto &seen) { failures += !seen; });
    Q_EMIT m_link->ended(LiveLink::Ending::Lost, u"It broke."_s);
    QCOMPARE(failures, 1);
}

void TestLiveClient::pausesGrowToALimitAndDiffer()
{
    Backoff backoff;
    QCOMPARE(backoff.nextMs(0), 250);
    QCOMPARE(backoff.nextMs(1), 1000);
    for (int i = 0; i < 10; ++i)
        (void)backoff.nextMs(0.5);
    QCOMPARE(backoff.nextMs(1), Backoff::MostMs);
    backoff.reset();
    QCOMPARE(backoff.nextMs(1), 500);
}

QTEST_GUILESS_MAIN(TestLiveClient)
#include "TestLiveClient.moc"
