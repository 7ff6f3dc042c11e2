// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/PollingTransport.h"

#include "EngineIoFixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace parlor;

using Reason = EngineIoSession::CloseReason;

namespace {

const QByteArray Separator("\x1e");

} // namespace

class TestPollingTransport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesGoBothWays_data();
    void messagesGoBothWays();
    void binaryPayloadsOfRevision3AreRead();
    void pollWaitsForSomethingToSend();
    void whatIsSentInOneTurnLeavesInOneAnswer();
    void whatIsSentBetweenPollsIsKept();
    void answersAreNoLargerThanAPayload();
    void messageBeyondAPayloadGoesAlone();
    void answersAreNotStored();
    void payloadsOfManyPacketsAreReadInOrder();
    void sessionThatClosesAmongManyPacketsHearsNoMore();
    void bodyBeyondAPayloadIsRefusedAndTheSessionGoesOn();
    void otherMethodsAreRefusedAndTheSessionGoesOn();
    void secondPollClosesTheSession();
    void secondPostClosesTheSession();
    void abortedPollClosesTheSession();
    void brokenPostClosesTheSession();
    void postThatDoesNotEndClosesTheSession();
    void malformedPayloadClosesTheSession_data();
    void malformedPayloadClosesTheSession();
    void packetsBeforeAMalformedOneAreReceived();
    void closeOfTheClientEndsItsPoll();
    void closeSendsWhatWaits();
    void closeWaitsForAPoll();
    void closeDoesNotWaitForEver();
    void closedSessionTakesNothingMore();
    void unfetchedPacketsAreBounded();
    void manySmallPacketsAreBoundedToo();
};

void TestPollingTransport::messagesGoBothWays_data()
{
    QTest::addColumn<int>("revision");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("posted");
    QTest::addColumn<QByteArray>("polled");

    const QByteArray mixed3("6:4hello10:b4AQIDBA==");
    QTest::newRow("4: text") << 4 << QByteArray() << QByteArray("4hello") << QByteArray("4hello");
    QTest::newRow("4: several") << 4 << QByteArray() << "4a" + Separator + "4b"
                                << "4a" + Separator + "4b";
    QTest::newRow("4: binary") << 4 << QByteArray() << "4hello" + Separator + "bAQIDBA=="
                               << "4hello" + Separator + "bAQIDBA==";
    QTest::newRow("3: text") << 3 << QByteArray() << QByteArray("6:4hello") << QByteArray("6:4hello");
    QTest::newRow("3: beyond ASCII") << 3 << QByteArray() << QByteArray("5:4€😀x") << QByteArray("5:4€😀x");
    QTest::newRow("3: base64") << 3 << QByteArray("&b64=1") << mixed3 << mixed3;
    QTest::newRow("3: binary") << 3 << QByteArray() << mixed3
                               << QByteArray("\0\6\xff"
                                             "4hello"
                                             "\1\5\xff\4\1\2\3\4",
                                             17);
}

void TestPollingTransport::messagesGoBothWays()
{
    QFETCH(int, revision);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, posted);
    QFETCH(QByteArray, polled);
    EngineIoFixture fixture;
    PollingClient client(fixture.port(), revision, query);
    client.posts().send(httpPost(client.target(), posted));
    const auto response = client.posts().receive();
    QVERIFY(response);
    QCOMPARE(response->status, 200);
    QCOMPARE(response->body, "ok");
    QCOMPARE(response->field("Content-Type"), "text/html");
    client.startPoll();
    const auto answer = client.finishPoll();
    QVERIFY(answer);
    QCOMPARE(answer->body, polled);
    QCOMPARE(answer->field("Content-Type"),
             polled.startsWith('\0') ? "application/octet-stream" : "text/plain; charset=UTF-8");
}

void TestPollingTransport::binaryPayloadsOfRevision3AreRead()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port(), 3);
    const QByteArray payload("\0\6\xff"
                             "4hello"
                             "\1\5\xff\4\1\2\3\4",
                             17);
    QCOMPARE(client.post(payload, "application/octet-stream"), 200);
    QCOMPARE(client.poll(), payload);
}

void TestPollingTransport::pollWaitsForSomethingToSend()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    client.startPoll();
    QCOMPARE(client.post("4a"), 200);
    QCOMPARE(client.finishPoll()->body, "4a");
}

void TestPollingTransport::whatIsSentInOneTurnLeavesInOneAnswer()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    QVERIFY(client.startWaitingPoll());
    fixture.session()->sendMessage("b");
    fixture.session()->sendBinary("c");
    fixture.session()->sendMessage("d");
    QCOMPARE(client.finishPoll()->body, "4b" + Separator + "bYw==" + Separator + "4d");
}

void TestPollingTransport::whatIsSentBetweenPollsIsKept()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    QByteArray expected;
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(client.post("4" + QByteArray::number(i)), 200);
        expected += (i == 0 ? QByteArray() : Separator) + "4" + QByteArray::number(i);
    }
    QCOMPARE(client.poll(), expected);
    QCOMPARE(client.post("4last"), 200);
    QCOMPARE(client.poll(), "4last");
}

void TestPollingTransport::answersAreNoLargerThanAPayload()
{
    EngineIoServer::Settings settings = EngineIoFixture::defaults();
    settings.maxPayload = 1000;
    EngineIoFixture fixture(settings);
    PollingClient client(fixture.port());
    QByteArrayList expected;
    for (int i = 0; i < 50; ++i) {
        const QByteArray text = QByteArray::number(i).rightJustified(90, '.');
        fixture.session()->sendMessage(text);
        expected += "4" + text;
    }
    QByteArrayList fetched;
    while (fetched.size() < expected.size()) {
        const QByteArray body = client.poll();
        QVERIFY(!body.isEmpty());
        QVERIFY2(body.size() <= settings.maxPayload, QByteArray::number(body.size()));
        fetched += body.split('\x1e');
    }
    QCOMPARE(fetched, expected);
}

void TestPollingTransport::messageBeyondAPayloadGoesAlone()
{
    EngineIoServer::Settings settings = EngineIoFixture::defaults();
    settings.maxPayload = 1000;
    EngineIoFixture fixture(settings);
    PollingClient client(fixture.port());
    const QByteArray large(2000, 'x');
    fixture.session()->sendMessage("a");
    fixture.session()->sendMessage(large);
    fixture.session()->sendMessage("b");
    QCOMPARE(client.poll(), "4a");
    QCOMPARE(client.poll(), "4" + large);
    QCOMPARE(client.poll(), "4b");
}

void TestPollingTransport::answersAreNotStored()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    client.posts().send(httpPost(client.target(), "4a"));
    const auto posted = client.posts().receive();
    client.startPoll();
    const auto polled = client.finishPoll();
    for (const auto &response : { posted, polled, ask(fixture.port(), httpGet("/engine.io/")) }) {
        QVERIFY(response);
        QCOMPARE(response->field("Cache-Control"), "no-store");
        QVERIFY(response->field("Set-Cookie").isNull());
    }
}

void TestPollingTransport::payloadsOfManyPacketsAreReadInOrder()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    QByteArrayList packets;
    for (int i = 0; i < 5000; ++i)
        packets += "4" + QByteArray::number(i);
    QByteArrayList received;
    connect(fixture.session(), &EngineIoSession::messageReceived, this,
            [&received](QByteArrayView text) { received += "4" + text.toByteArray(); });
    QCOMPARE(client.post(packets.join('\x1e')), 200);
    QCOMPARE(received, packets);
}

void TestPollingTransport::sessionThatClosesAmongManyPacketsHearsNoMore()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    int received = 0;
    EngineIoSession *session = fixture.session();
    connect(session, &EngineIoSession::messageReceived, this, [&received, session] {
        if (++received == 2000)
            session->close(EngineIoSession::CloseReason::ParseError);
    });
    client.post(QByteArray("4x\x1e").repeated(9999) + "4x");
    while (fixture.sessionCount() > 0 && client.poll().endsWith('x')) { }
    QTRY_COMPARE(fixture.sessionCount(), 0);
    QCOMPARE(received, 2000);
}

void TestPollingTransport::bodyBeyondAPayloadIsRefusedAndTheSessionGoesOn()
{
    EngineIoServer::Settings settings = EngineIoFixture::defaults();
    settings.maxPayload = 1000;
    EngineIoFixture fixture(settings);
    PollingClient client(fixture.port());
    QCOMPARE(client.post("4" + QByteArray(1000, 'x')), 413);
    QCOMPARE(client.post("4" + QByteArray(999, 'y')), 200);
    QCOMPARE(client.poll(), "4" + QByteArray(999, 'y'));
}

void TestPollingTransport::otherMethodsAreRefusedAndTheSessionGoesOn()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    QCOMPARE(ask(fixture.port(), "PUT " + client.target() + " HTTP/1.1\r\nHost: a\r\n\r\n")->status, 500);
    QCOMPARE(client.post("4a"), 200);
    QCOMPARE(client.poll(), "4a");
}

void TestPollingTransport::secondPollClosesTheSession()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    QVERIFY(client.startWaitingPoll());
    const auto second = ask(fixture.port(), httpGet(client.target()));
    QVERIFY(second);
    QCOMPARE(second->status, 400);
    QCOMPARE(client.finishPoll()->body, "1");
    QVERIFY(fixture.closeReasons == std::vector { Reason::TransportError });
    QCOMPARE(ask(fixture.port(), httpGet(client.target()))->body, R"({"code":1,"message":"Session ID unknown"})");
    QTRY_COMPARE(fixture.sessionCount(), 0);
}

void TestPollingTransport::secondPostClosesTheSession()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    const QByteArray slow = httpPost(client.target(), "4slow");
    client.posts().send(slow.chopped(2));
    client.startPoll();
    fixture.echoes = false;
    // The polls' connection serves one request at a time; this one comes by a third.
    QTRY_COMPARE_WITH_TIMEOUT(ask(fixture.port(), httpPost(client.target(), "4fast"))->status, 400, 20'000);
    QVERIFY(fixture.closeReasons == std::vector { Reason::TransportError });
    QCOMPARE(client.finishPoll()->body, "1");
    client.posts().send(slow.last(2));
    QCOMPARE(client.posts().receive()->status, 400);
    QVERIFY(!fixture.received.contains("slow"));
    QTRY_COMPARE(fixture.sessionCount(), 0);
}

void TestPollingTransport::abortedPollClosesTheSession()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    QVERIFY(client.startWaitingPoll());
    client.polls().socket().abort();
    QTRY_VERIFY(fixture.closeReasons == std::vector { Reason::TransportError });
    QTRY_COMPARE(fixture.sessionCount(), 0);
    QCOMPARE(ask(fixture.port(), httpGet(client.target()))->status, 400);
}

void TestPollingTransport::brokenPostClosesTheSession()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    client.posts().send(httpPost(client.target(), "4hello").chopped(3));
    client.posts().socket().disconnectFromHost();
    QTRY_VERIFY(fixture.closeReasons == std::vector { Reason::TransportError });
    QVERIFY(fixture.received.isEmpty());
    QTRY_COMPARE(fixture.sessionCount(), 0);
}

void TestPollingTransport::postThatDoesNotEndClosesTheSession()
{
    Listener::Settings listenerSettings;
    listenerSettings.http.requestTimeoutMs = 100;
    EngineIoFixture fixture(EngineIoFixture::defaults(), listenerSettings);
    PollingClient client(fixture.port());
    client.startPoll();
    client.posts().send(httpPost(client.target(), "4hello").chopped(3));
    QCOMPARE(client.posts().receive()->status, 408);
    QVERIFY(fixture.closeReasons == std::vector { Reason::TransportError });
    QCOMPARE(client.finishPoll()->body, "1");
    QTRY_COMPARE(fixture.sessionCount(), 0);
}

void TestPollingTransport::malformedPayloadClosesTheSession_data()
{
    QTest::addColumn<int>("revision");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<Reason>("reason");

    const QByteArray text("text/plain");
    QTest::newRow("4: no packet") << 4 << QByteArray("abc") << text << Reason::ParseError;
    QTest::newRow("4: nothing") << 4 << QByteArray("") << text << Reason::ParseError;
    QTest::newRow("4: binary body") << 4 << QByteArray("4a") << QByteArray("application/octet-stream")
                                    << Reason::TransportError;
    QTest::newRow("4: ping of a client") << 4 << QByteArray("2") << text << Reason::TransportError;
    QTest::newRow("3: no packet") << 3 << QByteArray("abc") << text << Reason::ParseError;
    QTest::newRow("3: pong of a client") << 3 << QByteArray("1:3") << text << Reason::TransportError;
}

void TestPollingTransport::malformedPayloadClosesTheSession()
{
    QFETCH(int, revision);
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, contentType);
    QFETCH(Reason, reason);
    EngineIoFixture fixture;
    PollingClient client(fixture.port(), revision);
    const int status = client.post(payload, contentType);
    const bool isWellFormed = payload.contains('2') || payload.contains('3');
    QCOMPARE(status, isWellFormed ? 200 : 400);
    QVERIFY(fixture.closeReasons == std::vector { reason });
    QCOMPARE(ask(fixture.port(), httpGet(client.target()))->status, 400);
    QTRY_COMPARE(fixture.sessionCount(), 0);
}

void TestPollingTransport::packetsBeforeAMalformedOneAreReceived()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    QCOMPARE(client.post("4a" + Separator + "abc" + Separator + "4b"), 400);
    QCOMPARE(fixture.received, QByteArrayList { "a" });
}

void TestPollingTransport::closeOfTheClientEndsItsPoll()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    QVERIFY(client.startWaitingPoll());
    QCOMPARE(client.post("1" + Separator + "4b"), 200);
    QCOMPARE(client.finishPoll()->body, "6");
    QVERIFY(fixture.closeReasons == std::vector { Reason::TransportClosed });
    QVERIFY(fixture.received.isEmpty());
    QCOMPARE(ask(fixture.port(), httpGet(client.target()))->status, 400);
    QTRY_COMPARE(fixture.sessionCount(), 0);
}

void TestPollingTransport::closeSendsWhatWaits()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    QVERIFY(client.startWaitingPoll());
    fixture.session()->sendMessage("b");
    fixture.session()->close();
    QVERIFY(fixture.closeReasons == std::vector { Reason::ForcedClose });
    // Alone: a client that reads it drops what came with it.
    QCOMPARE(client.finishPoll()->body, "4b");
    QCOMPARE(client.poll(), "1");
    QTRY_COMPARE(fixture.sessionCount(), 0);
}

void TestPollingTransport::closeWaitsForAPoll()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    fixture.session()->sendMessage("a");
    fixture.session()->close();
    fixture.session()->sendMessage("never sent");
    QVERIFY(fixture.closeReasons == std::vector { Reason::ForcedClose });
    QCOMPARE(client.poll(), "4a");
    QCOMPARE(client.poll(), "1");
    QTRY_COMPARE(fixture.sessionCount(), 0);
}

void TestPollingTransport::closeDoesNotWaitForEver()
{
    EngineIoServer::Settings settings = EngineIoFixture::defaults();
    settings.closeTimeoutMs = 50;
    EngineIoFixture fixture(settings);
    const PollingClient client(fixture.port());
    fixture.session()->sendMessage("never fetched");
    fixture.session()->close();
    QTRY_COMPARE(fixture.sessionCount(), 0);
}

void TestPollingTransport::closedSessionTakesNothingMore()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    fixture.session()->close();
    QCOMPARE(client.post("4late"), 200);
    QVERIFY(fixture.received.isEmpty());
    QCOMPARE(client.poll(), "1");
}

void TestPollingTransport::unfetchedPacketsAreBounded()
{
    EngineIoServer::Settings settings = EngineIoFixture::defaults();
    settings.maxPendingBytes = 10'000;
    EngineIoFixture fixture(settings);
    const PollingClient client(fixture.port());
    for (int i = 0; i < 9; ++i)
        fixture.session()->sendMessage(QByteArray(1000, 'x'));
    // Not while the sender is busy with it.
    for (int i = 0; i < 9; ++i)
        fixture.session()->sendMessage(QByteArray(1000, 'x'));
    QVERIFY(fixture.closeReasons.empty());
    QTRY_VERIFY(fixture.closeReasons == std::vector { Reason::TransportError });
    QTRY_COMPARE(fixture.sessionCount(), 0);
}

void TestPollingTransport::manySmallPacketsAreBoundedToo()
{
    EngineIoServer::Settings settings = EngineIoFixture::defaults();
    settings.maxPendingBytes = 10'000;
    EngineIoFixture fixture(settings);
    const PollingClient client(fixture.port());
    for (int i = 0; i < 1000; ++i)
        fixture.session()->sendMessage("x");
    QTRY_VERIFY(fixture.closeReasons == std::vector { Reason::TransportError });
}

QTEST_GUILESS_MAIN(TestPollingTransport)
#include "TestPollingTransport.moc"
