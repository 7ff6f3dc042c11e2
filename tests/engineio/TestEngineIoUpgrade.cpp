// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/EngineIoUpgrade.h"

#include "EngineIoFixture.h"
#include "engineio/EngineIoMetrics.h"

#include <QSignalSpy>
#include <QTest>

using namespace parlor;

using Reason = EngineIoSession::CloseReason;

class TestEngineIoUpgrade : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sessionGoesOnByWebSocket_data();
    void sessionGoesOnByWebSocket();
    void probeEndsThePollThatWaits();
    void pollAfterTheProbeEndsAtOnce();
    void pollFetchesWhatIsThereEvenWhileUpgrading();
    void whatWaitsLeavesFirst();
    void nothingIsLostOrDoubledWhileAClientUpgrades();
    void lineChangesOnce();
    void metricsFollowTheTransport_data();
    void metricsFollowTheTransport();
    void heartbeatStartsAnew();
    void upgradedSessionTakesNoRequests();
    void secondWebSocketIsClosed_data();
    void secondWebSocketIsClosed();
    void webSocketOfAnotherTransportIsClosed();
    void failedAttemptLeavesTheSession_data();
    void failedAttemptLeavesTheSession();
    void attemptThatIsCutLeavesTheSession();
    void attemptThatTakesTooLongLeavesTheSession();
    void anotherAttemptMaySucceed();
    void attemptEndsWithItsSession();
    void sessionThatClosesMeanwhileSaysGoodbyeByWebSocket();
};

void TestEngineIoUpgrade::sessionGoesOnByWebSocket_data()
{
    QTest::addColumn<int>("revision");
    QTest::addColumn<QByteArray>("binary");
    QTest::newRow("revision 4") << 4 << QByteArray("\1\2");
    QTest::newRow("revision 3") << 3 << QByteArray("\4\1\2");
}

void TestEngineIoUpgrade::sessionGoesOnByWebSocket()
{
    QFETCH(int, revision);
    QFETCH(QByteArray, binary);
    EngineIoFixture fixture;
    PollingClient client(fixture.port(), revision);
    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    QVERIFY(webSocket.probe());
    webSocket.sendText("5");
    webSocket.sendText("4hello");
    QCOMPARE(webSocket.next(), "4hello");
    webSocket.sendFrame(WebSocketOpcode::Binary, binary);
    QCOMPARE(webSocket.next(), "b:" + binary);
    QCOMPARE(fixture.sessionCount(), 1);
    webSocket.socket().disconnectFromHost();
    QTRY_COMPARE(fixture.sessionCount(), 0);
    QVERIFY(fixture.closeReasons == std::vector { Reason::TransportClosed });
}

void TestEngineIoUpgrade::probeEndsThePollThatWaits()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    client.startPoll();
    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    QVERIFY(webSocket.probe());
    QCOMPARE(client.finishPoll()->body, "6");
}

void TestEngineIoUpgrade::pollAfterTheProbeEndsAtOnce()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    QVERIFY(webSocket.probe());
    QCOMPARE(client.poll(), "6");
    QCOMPARE(client.poll(), "6");
}

void TestEngineIoUpgrade::pollFetchesWhatIsThereEvenWhileUpgrading()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    QVERIFY(webSocket.probe());
    fixture.session()->sendMessage("a");
    QCOMPARE(client.poll(), "4a");
}

void TestEngineIoUpgrade::whatWaitsLeavesFirst()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    QVERIFY(webSocket.probe());
    fixture.session()->sendMessage("a");
    fixture.session()->sendBinary("b");
    QObject::connect(fixture.session(), &EngineIoSession::lineChanged, fixture.session(),
                     [&fixture] { fixture.session()->sendMessage("c"); });
    webSocket.sendText("5");
    QCOMPARE(webSocket.next(), "4a");
    QCOMPARE(webSocket.next(), "b:b");
    QCOMPARE(webSocket.next(), "4c");
}

void TestEngineIoUpgrade::nothingIsLostOrDoubledWhileAClientUpgrades()
{
    constexpr int Messages = 2000;
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    EngineIoSession *session = fixture.session();
    int sent = 0;
    const auto sendSome = [&] {
        for (int i = 0; i < 10 && sent < Messages; ++i)
            session->sendMessage(QByteArray::number(sent++));
    };
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, session, sendSome);
    timer.start(0);

    QByteArrayList heard;
    const auto fetch = [&] {
        for (const QByteArray &packet : client.poll().split('\x1e')) {
            if (packet != "6")
                heard += packet;
        }
    };
    for (int i = 0; i < 5; ++i)
        fetch();
    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    QVERIFY(webSocket.probe());
    fetch();
    webSocket.sendText("5");
    while (heard.size() < Messages) {
        const QByteArray packet = webSocket.next();
        QVERIFY(!packet.isNull());
        heard += packet;
    }
    for (int i = 0; i < Messages; ++i)
        QCOMPARE(heard.at(i), "4" + QByteArray::number(i));
}

void TestEngineIoUpgrade::lineChangesOnce()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    QCOMPARE(fixture.session()->line(), TurnWriter::NoLine);
    QSignalSpy changed(fixture.session(), &EngineIoSession::lineChanged);
    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    QVERIFY(webSocket.probe());
    QCOMPARE(changed.count(), 0);
    webSocket.sendText("5");
    QTRY_COMPARE(changed.count(), 1);
    QVERIFY(fixture.session()->line() != TurnWriter::NoLine);
}

void TestEngineIoUpgrade::metricsFollowTheTransport_data()
{
    QTest::addColumn<int>("revision");
    QTest::newRow("3") << 3;
    QTest::newRow("4") << 4;
}

void TestEngineIoUpgrade::metricsFollowTheTransport()
{
    QFETCH(const int, revision);
    EngineIoFixture fixture;
    const auto metrics = fixture.engine.metrics();
    const EngineIoMetrics::Sessions &sessions = revision == 3 ? metrics->revision3 : metrics->revision4;
    PollingClient client(fixture.port(), revision);
    QCOMPARE(sessions.polling.value(), 1);
    QCOMPARE(sessions.webSocket.value(), 0);

    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    QVERIFY(webSocket.probe());
    webSocket.sendText("5");
    QTRY_COMPARE(sessions.webSocket.value(), 1);
    QCOMPARE(sessions.polling.value(), 0);

    webSocket.socket().disconnectFromHost();
    QTRY_COMPARE(sessions.webSocket.value(), 0);
    QCOMPARE(sessions.polling.value(), 0);
}

void TestEngineIoUpgrade::heartbeatStartsAnew()
{
    EngineIoServer::Settings settings = EngineIoFixture::defaults();
    settings.pingIntervalMs = 50;
    EngineIoFixture fixture(settings);
    PollingClient client(fixture.port());
    QCOMPARE(client.poll(), "2");
    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    QVERIFY(webSocket.probe());
    webSocket.sendText("5");
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(webSocket.next(), "2");
        webSocket.sendText("3");
    }
    QVERIFY(fixture.closeReasons.empty());
}

void TestEngineIoUpgrade::upgradedSessionTakesNoRequests()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    webSocket.sendText("2probe");
    webSocket.sendText("5");
    webSocket.sendText("4a");
    QCOMPARE(webSocket.next(), "3probe");
    QCOMPARE(webSocket.next(), "4a");
    for (const QByteArray &request : { httpGet(client.target()), httpPost(client.target(), "4b") }) {
        const auto response = ask(fixture.port(), request);
        QVERIFY(response);
        QCOMPARE(response->status, 400);
        QCOMPARE(response->body, R"({"code":3,"message":"Bad request"})");
    }
    webSocket.sendText("4still there");
    QCOMPARE(webSocket.next(), "4still there");
}

void TestEngineIoUpgrade::secondWebSocketIsClosed_data()
{
    QTest::addColumn<bool>("isUpgraded");
    QTest::newRow("while another tries") << false;
    QTest::newRow("after the upgrade") << true;
}

void TestEngineIoUpgrade::secondWebSocketIsClosed()
{
    QFETCH(bool, isUpgraded);
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    EngineIoWebSocket first(fixture.port(), client.target("websocket"));
    QVERIFY(first.probe());
    if (isUpgraded) {
        first.sendText("5");
        first.sendText("4a");
        QCOMPARE(first.next(), "4a");
    }
    EngineIoWebSocket second(fixture.port(), client.target("websocket"));
    QVERIFY(second.awaitEnd());
    if (!isUpgraded)
        first.sendText("5");
    first.sendText("4still there");
    QCOMPARE(first.next(), "4still there");
}

void TestEngineIoUpgrade::webSocketOfAnotherTransportIsClosed()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    EngineIoWebSocket webSocket(fixture.port(), client.target("polling"));
    QVERIFY(webSocket.awaitEnd());
    EngineIoWebSocket withoutASession(fixture.port(), "/engine.io/?EIO=4&transport=polling");
    QVERIFY(withoutASession.awaitEnd());
    QCOMPARE(client.post("4a"), 200);
    QCOMPARE(client.poll(), "4a");
}

void TestEngineIoUpgrade::failedAttemptLeavesTheSession_data()
{
    QTest::addColumn<bool>("afterTheProbe");
    QTest::addColumn<QByteArray>("packet");
    QTest::newRow("no packet") << false << QByteArray("abc");
    QTest::newRow("a message first") << false << QByteArray("4a");
    QTest::newRow("a ping that is no probe") << false << QByteArray("2");
    QTest::newRow("a message after the probe") << true << QByteArray("4a");
    QTest::newRow("no packet after the probe") << true << QByteArray("abc");
}

void TestEngineIoUpgrade::failedAttemptLeavesTheSession()
{
    QFETCH(bool, afterTheProbe);
    QFETCH(QByteArray, packet);
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    if (afterTheProbe)
        webSocket.sendText("2probe");
    webSocket.sendText(packet);
    QVERIFY(webSocket.awaitEnd());
    QVERIFY(fixture.received.isEmpty());
    client.startPoll();
    QCOMPARE(client.post("4a"), 200);
    QCOMPARE(client.finishPoll()->body, "4a");
}

void TestEngineIoUpgrade::attemptThatIsCutLeavesTheSession()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    QVERIFY(webSocket.probe());
    fixture.session()->sendMessage("sent meanwhile");
    webSocket.socket().abort();
    QCOMPARE(client.poll(), "4sent meanwhile");
    // From here on, polls wait again.
    QTRY_VERIFY(fixture.engine.findChildren<EngineIoUpgrade *>().isEmpty());
    client.startPoll();
    QCOMPARE(client.post("4a"), 200);
    QCOMPARE(client.finishPoll()->body, "4a");
}

void TestEngineIoUpgrade::attemptThatTakesTooLongLeavesTheSession()
{
    EngineIoServer::Settings settings = EngineIoFixture::defaults();
    settings.upgradeTimeoutMs = 100;
    EngineIoFixture fixture(settings);
    PollingClient client(fixture.port());
    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    QVERIFY(webSocket.probe());
    QVERIFY(webSocket.awaitEnd());
    client.startPoll();
    QCOMPARE(client.post("4a"), 200);
    QCOMPARE(client.finishPoll()->body, "4a");
}

void TestEngineIoUpgrade::anotherAttemptMaySucceed()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    EngineIoWebSocket first(fixture.port(), client.target("websocket"));
    first.sendText("abc");
    QVERIFY(first.awaitEnd());
    EngineIoWebSocket second(fixture.port(), client.target("websocket"));
    second.sendText("2probe");
    second.sendText("5");
    second.sendText("4a");
    QCOMPARE(second.next(), "3probe");
    QCOMPARE(second.next(), "4a");
}

void TestEngineIoUpgrade::attemptEndsWithItsSession()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    QVERIFY(webSocket.probe());
    QCOMPARE(client.post("1"), 200);
    QVERIFY(webSocket.awaitEnd());
    QTRY_COMPARE(fixture.sessionCount(), 0);
}

void TestEngineIoUpgrade::sessionThatClosesMeanwhileSaysGoodbyeByWebSocket()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port());
    EngineIoWebSocket webSocket(fixture.port(), client.target("websocket"));
    QVERIFY(webSocket.probe());
    fixture.session()->sendMessage("last");
    fixture.session()->close();
    webSocket.sendText("5");
    QCOMPARE(webSocket.next(), "4last");
    QVERIFY(webSocket.awaitEnd());
    QTRY_COMPARE(fixture.sessionCount(), 0);
    QVERIFY(fixture.closeReasons == std::vector { Reason::ForcedClose });
}

QTEST_GUILESS_MAIN(TestEngineIoUpgrade)
#include "TestEngineIoUpgrade.moc"
