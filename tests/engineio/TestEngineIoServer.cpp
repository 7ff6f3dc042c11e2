// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/EngineIoServer.h"

#include "EngineIoFixture.h"

#include "net/EventDispatcher.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

using Reason = EngineIoSession::CloseReason;

namespace {

QByteArray upgradeRequest(const QByteArray &target)
{
    return httpGet(target,
                   "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
}

EngineIoServer::Settings impatient()
{
    EngineIoServer::Settings settings = EngineIoFixture::defaults();
    settings.pingIntervalMs = 100;
    settings.pingTimeoutMs = 100;
    return settings;
}

} // namespace

class TestEngineIoServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handshakeTellsTheSession_data();
    void handshakeTellsTheSession();
    void handshakeLeavesAlone();
    void requestsAreRefused_data();
    void requestsAreRefused();
    void sessionOfAWebSocketTakesNoPolls();
    void sessionsMayBeForbidden_data();
    void sessionsMayBeForbidden();
    void revision3IsLetInWhereItIsAllowed();
    void webSocketMessagesGoBothWays_data();
    void webSocketMessagesGoBothWays();
    void webSocketMessagesHaveTheServersLimit();
    void answersCarryTheApplicationsFields();
    void preflightIsAnswered();
    void preflightIsNoHandshakeOtherwise();
    void serverAsksInRevision4();
    void clientAsksInRevision3_data();
    void clientAsksInRevision3();
    void silentClientIsMissed_data();
    void silentClientIsMissed();
    void closingServerOpensNoSessions();
    void mayGoWithSessionsOpen();
    void abandonedSessionsLeaveNothing();
};

void TestEngineIoServer::handshakeTellsTheSession_data()
{
    QTest::addColumn<int>("revision");
    QTest::addColumn<QByteArray>("transport");
    QTest::newRow("4, polling") << 4 << QByteArray("polling");
    QTest::newRow("4, websocket") << 4 << QByteArray("websocket");
    QTest::newRow("3, polling") << 3 << QByteArray("polling");
    QTest::newRow("3, websocket") << 3 << QByteArray("websocket");
}

void TestEngineIoServer::handshakeTellsTheSession()
{
    QFETCH(int, revision);
    QFETCH(QByteArray, transport);
    EngineIoFixture fixture;
    QByteArray packet;
    if (transport == "polling") {
        packet = PollingClient(fixture.port(), revision).handshake();
        if (revision == 3) {
            QCOMPARE(packet.first(packet.indexOf(':')),
                     QByteArray::number(packet.size() - packet.indexOf(':') - 1));
            packet = packet.sliced(packet.indexOf(':') + 1);
        }
    } else {
        packet = EngineIoWebSocket(fixture.port(),
                                   "/engine.io/?EIO=" + QByteArray::number(revision) + "&transport=websocket")
                     .next();
    }
    QVERIFY(fixture.session());
    QCOMPARE(fixture.session()->revision(), revision == 3 ? EngineIoRevision::V3 : EngineIoRevision::V4);
    const QByteArray upgrades = transport == "polling" ? "[\"websocket\"]" : "[]";
    QCOMPARE(packet,
             R"(0{"sid":")" + fixture.session()->sid() + R"(","upgrades":)" + upgrades
                 + R"(,"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000})");
    QCOMPARE(fixture.session()->sid().size(), 20);
    QCOMPARE(fixture.session()->line() == TurnWriter::NoLine, transport == "polling");
}

void TestEngineIoServer::handshakeLeavesAlone()
{
    EngineIoFixture fixture;
    QObject::connect(&fixture.engine, &EngineIoServer::sessionOpened, &fixture.engine,
                     [](EngineIoSession *session) { session->sendMessage("first"); });
    PollingClient client(fixture.port());
    QVERIFY(client.handshake().endsWith('}'));
    QCOMPARE(client.poll(), "4first");
}

void TestEngineIoServer::requestsAreRefused_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("body");

    const QByteArray transport(R"({"code":0,"message":"Transport unknown"})");
    const QByteArray sid(R"({"code":1,"message":"Session ID unknown"})");
    const QByteArray method(R"({"code":2,"message":"Bad handshake method"})");
    const QByteArray badRequest(R"({"code":3,"message":"Bad request"})");
    const QByteArray version(R"({"code":5,"message":"Unsupported protocol version"})");
    const QByteArray polling("/engine.io/?EIO=4&transport=polling");
    const QByteArray webSocket("/engine.io/?EIO=4&transport=websocket");

    QTest::newRow("no transport") << httpGet("/engine.io/?EIO=4") << transport;
    QTest::newRow("no query") << httpGet("/engine.io/") << transport;
    QTest::newRow("unknown transport") << httpGet("/engine.io/?EIO=4&transport=abc") << transport;
    QTest::newRow("upgrade of an unknown transport")
        << upgradeRequest("/engine.io/?EIO=4&transport=abc") << transport;
    QTest::newRow("poll of an unknown session") << httpGet(polling + "&sid=abc") << sid;
    QTest::newRow("poll of a session that looks right") << httpGet(polling + "&sid=AAAAAAAAAAAAAAAAAAAA") << sid;
    QTest::newRow("post to an unknown session") << httpPost(polling + "&sid=abc", "4a") << sid;
    QTest::newRow("upgrade of an unknown session") << upgradeRequest(webSocket + "&sid=abc") << sid;
    QTest::newRow("handshake by POST") << httpPost(polling, "") << method;
    QTest::newRow("handshake by PUT") << QByteArray("PUT " + polling + " HTTP/1.1\r\nHost: a\r\n\r\n") << method;
    QTest::newRow("websocket without an upgrade") << httpGet(webSocket) << badRequest;
    QTest::newRow("no revision") << httpGet("/engine.io/?transport=polling") << version;
    QTest::newRow("unknown revision") << httpGet("/engine.io/?EIO=abc&transport=polling") << version;
    QTest::newRow("revision that is not let in") << httpGet("/engine.io/?EIO=3&transport=polling") << version;
    QTest::newRow("upgrade without a revision") << upgradeRequest("/engine.io/?transport=websocket") << version;
    QTest::newRow("upgrade with a revision that is not let in")
        << upgradeRequest("/engine.io/?EIO=3&transport=websocket") << version;
}

void TestEngineIoServer::requestsAreRefused()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, body);
    EngineIoFixture fixture(EngineIoServer::Settings {});
    const auto response = ask(fixture.port(), request);
    QVERIFY(response);
    QCOMPARE(response->status, 400);
    QCOMPARE(response->body, body);
    QCOMPARE(response->field("Content-Type"), "application/json");
    QCOMPARE(fixture.sessionCount(), 0);
}

void TestEngineIoServer::sessionOfAWebSocketTakesNoPolls()
{
    EngineIoFixture fixture;
    EngineIoWebSocket client(fixture.port(), "/engine.io/?EIO=4&transport=websocket");
    QVERIFY(!client.next().isEmpty());
    const auto response =
        ask(fixture.port(), httpGet("/engine.io/?EIO=4&transport=polling&sid=" + fixture.session()->sid()));
    QVERIFY(response);
    QCOMPARE(response->status, 400);
    QCOMPARE(response->body, R"({"code":3,"message":"Bad request"})");
    client.sendText("4still there");
    QCOMPARE(client.next(), "4still there");
}

void TestEngineIoServer::sessionsMayBeForbidden_data()
{
    QTest::addColumn<bool>("isUpgrade");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("body");

    const QByteArray own(R"({"code":4,"message":"Not \"you\""})");
    const QByteArray usual(R"({"code":4,"message":"Forbidden"})");
    QTest::newRow("polling") << false << QByteArray("") << usual;
    QTest::newRow("polling, with a message") << false << QByteArray("Not \"you\"") << own;
    QTest::newRow("websocket") << true << QByteArray("") << usual;
    QTest::newRow("websocket, with a message") << true << QByteArray("Not \"you\"") << own;
}

void TestEngineIoServer::sessionsMayBeForbidden()
{
    QFETCH(bool, isUpgrade);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, body);
    EngineIoServer::Settings settings;
    settings.refusal = [message](const HttpRequestHead &head) {
        return head.queryItem("key") == "right" ? std::nullopt : std::optional(message);
    };
    EngineIoFixture fixture(settings);
    const auto response = ask(fixture.port(),
                              isUpgrade ? upgradeRequest("/engine.io/?EIO=4&transport=websocket")
                                        : httpGet("/engine.io/?EIO=4&transport=polling"));
    QVERIFY(response);
    QCOMPARE(response->status, 403);
    QCOMPARE(response->body, body);
    QCOMPARE(fixture.sessionCount(), 0);
    const PollingClient welcome(fixture.port(), 4, "&key=right");
    QVERIFY(!welcome.sid().isEmpty());
}

void TestEngineIoServer::revision3IsLetInWhereItIsAllowed()
{
    EngineIoFixture fixture;
    PollingClient client(fixture.port(), 3);
    QCOMPARE(client.post("6:4hello"), 200);
    QCOMPARE(client.poll(), "6:4hello");
}

void TestEngineIoServer::webSocketMessagesGoBothWays_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("binary");
    QTest::addColumn<QByteArray>("back");
    QTest::newRow("revision 4") << QByteArray("EIO=4") << QByteArray("\1\2") << QByteArray("b:\1\2");
    QTest::newRow("revision 4, base64") << QByteArray("EIO=4&b64=1") << QByteArray("\1\2") << QByteArray("bAQI=");
    QTest::newRow("revision 3") << QByteArray("EIO=3") << QByteArray("\4\1\2") << QByteArray("b:\4\1\2");
    QTest::newRow("revision 3, base64")
        << QByteArray("EIO=3&b64=1") << QByteArray("\4\1\2") << QByteArray("b4AQI=");
}

void TestEngineIoServer::webSocketMessagesGoBothWays()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, binary);
    QFETCH(QByteArray, back);
    EngineIoFixture fixture;
    EngineIoWebSocket client(fixture.port(), "/engine.io/?transport=websocket&" + query);
    QVERIFY(client.next().startsWith('0'));
    client.sendText("4hello");
    QCOMPARE(client.next(), "4hello");
    client.sendFrame(WebSocketOpcode::Binary, binary);
    QCOMPARE(client.next(), back);
}

void TestEngineIoServer::webSocketMessagesHaveTheServersLimit()
{
    EngineIoServer::Settings settings = EngineIoFixture::defaults();
    settings.maxPayload = 1000;
    EngineIoFixture fixture(settings);
    EngineIoWebSocket client(fixture.port(), "/engine.io/?EIO=4&transport=websocket");
    client.next();
    client.sendText("4" + QByteArray(999, 'x'));
    QCOMPARE(client.next().size(), 1000);
    client.sendText("4" + QByteArray(1000, 'x'));
    QVERIFY(client.awaitEnd());
    QCOMPARE(client.closeCode(), WebSocketCloseCode::MessageTooBig);
    QTRY_COMPARE(fixture.sessionCount(), 0);
}

void TestEngineIoServer::answersCarryTheApplicationsFields()
{
    EngineIoServer::Settings settings;
    settings.responseFields = [](const HttpRequestHead &head) -> QByteArray {
        return "X-Origin: " + head.value("origin") + "\r\n";
    };
    EngineIoFixture fixture(settings);
    const auto opened =
        ask(fixture.port(), httpGet("/engine.io/?EIO=4&transport=polling", "Origin: http://a.example\r\n"));
    const auto refused = ask(fixture.port(), httpGet("/engine.io/", "Origin: http://a.example\r\n"));
    for (const auto &response : { opened, refused }) {
        QVERIFY(response);
        QCOMPARE(response->field("X-Origin"), "http://a.example");
        QCOMPARE(response->field("Cache-Control"), "no-store");
    }
}

void TestEngineIoServer::preflightIsAnswered()
{
    EngineIoServer::Settings settings;
    settings.responseFields = [](const HttpRequestHead &) -> QByteArray { return "X-Any: yes\r\n"; };
    EngineIoFixture fixture(settings);
    const auto response =
        ask(fixture.port(), "OPTIONS /engine.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n\r\n");
    QVERIFY(response);
    QCOMPARE(response->status, 204);
    QCOMPARE(response->field("X-Any"), "yes");
    QCOMPARE(fixture.sessionCount(), 0);
}

void TestEngineIoServer::preflightIsNoHandshakeOtherwise()
{
    EngineIoFixture fixture;
    const auto response =
        ask(fixture.port(), "OPTIONS /engine.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n\r\n");
    QVERIFY(response);
    QCOMPARE(response->body, R"({"code":2,"message":"Bad handshake method"})");
}

void TestEngineIoServer::serverAsksInRevision4()
{
    EngineIoServer::Settings settings = EngineIoFixture::defaults();
    settings.pingIntervalMs = 50;
    EngineIoFixture fixture(settings);
    PollingClient client(fixture.port());
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(client.poll(), "2");
        QCOMPARE(client.post("3"), 200);
    }
    QVERIFY(fixture.closeReasons.empty());
}

void TestEngineIoServer::clientAsksInRevision3_data()
{
    QTest::addColumn<bool>("isPolling");
    QTest::newRow("polling") << true;
    QTest::newRow("websocket") << false;
}

void TestEngineIoServer::clientAsksInRevision3()
{
    QFETCH(bool, isPolling);
    EngineIoFixture fixture;
    if (isPolling) {
        PollingClient client(fixture.port(), 3);
        QCOMPARE(client.post("1:2"), 200);
        QCOMPARE(client.poll(), "1:3");
    } else {
        EngineIoWebSocket client(fixture.port(), "/engine.io/?EIO=3&transport=websocket");
        client.next();
        client.sendText("2");
        QCOMPARE(client.next(), "3");
    }
}

void TestEngineIoServer::silentClientIsMissed_data()
{
    QTest::addColumn<int>("revision");
    QTest::addColumn<bool>("polls");
    QTest::newRow("4, between polls") << 4 << false;
    QTest::newRow("4, while it polls") << 4 << true;
    QTest::newRow("3, between polls") << 3 << false;
    QTest::newRow("3, while it polls") << 3 << true;
}

void TestEngineIoServer::silentClientIsMissed()
{
    QFETCH(int, revision);
    QFETCH(bool, polls);
    EngineIoFixture fixture(impatient());
    PollingClient client(fixture.port(), revision);
    if (polls && revision == 4)
        QCOMPARE(client.poll(), "2");
    if (polls) {
        client.startPoll();
        QCOMPARE(client.finishPoll()->body, revision == 4 ? "1" : "1:1");
    }
    QTRY_VERIFY(fixture.closeReasons == std::vector { Reason::PingTimeout });
    QCOMPARE(ask(fixture.port(), httpGet(client.target()))->body, R"({"code":1,"message":"Session ID unknown"})");
    QTRY_COMPARE(fixture.sessionCount(), 0);
}

void TestEngineIoServer::closingServerOpensNoSessions()
{
    EngineIoFixture fixture;
    PollingClient polling(fixture.port());
    EngineIoWebSocket webSocket(fixture.port(), "/engine.io/?EIO=4&transport=websocket");
    QVERIFY(webSocket.next().startsWith('0'));
    fixture.engine.closeAll();
    QCOMPARE(ask(fixture.port(), httpGet("/engine.io/?EIO=4&transport=polling"))->status, 400);
    QCOMPARE(polling.poll(), "1");
    QVERIFY(webSocket.awaitEnd());
    QTRY_COMPARE(fixture.sessionCount(), 0);
    QVERIFY((fixture.closeReasons == std::vector { Reason::ForcedClose, Reason::ForcedClose }));
}

void TestEngineIoServer::mayGoWithSessionsOpen()
{
    auto fixture = std::make_unique<EngineIoFixture>();
    PollingClient waiting(fixture->port());
    waiting.startPoll();
    PollingClient bringing(fixture->port());
    bringing.posts().send(httpPost(bringing.target(), "4hello").chopped(2));
    EngineIoWebSocket webSocket(fixture->port(), "/engine.io/?EIO=4&transport=websocket");
    QVERIFY(webSocket.next().startsWith('0'));
    EngineIoWebSocket upgrading(fixture->port(), waiting.target("websocket"));
    QVERIFY(upgrading.probe());
    fixture.reset();
    QVERIFY(webSocket.awaitEnd());
    QVERIFY(upgrading.awaitEnd());
}

void TestEngineIoServer::abandonedSessionsLeaveNothing()
{
    constexpr int Sessions = 10'000;
    constexpr int Batch = 500;
    EngineIoFixture fixture(impatient());
    fixture.echoes = false;
    const auto childrenBefore = fixture.engine.findChildren<QObject *>().size();
    const QByteArray handshake = httpGet("/engine.io/?EIO=4&transport=polling");
    QSignalSpy opened(&fixture.engine, &EngineIoServer::sessionOpened);
    {
        // Most are opened and never heard of again. Of each batch one is killed while it polls, one while it brings something,
        // and one in the middle of an upgrade.
        RawHttpClient many(fixture.port());
        std::vector<std::unique_ptr<EngineIoWebSocket>> upgrades;
        for (int batch = 0; batch < Sessions / Batch; ++batch) {
            PollingClient polling(fixture.port());
            polling.startPoll();
            PollingClient bringing(fixture.port());
            bringing.posts().send(httpPost(bringing.target(), "4hello").chopped(2));
            PollingClient upgrading(fixture.port());
            upgrades.push_back(std::make_unique<EngineIoWebSocket>(fixture.port(), upgrading.target("websocket")));
            upgrades.back()->sendText("2probe");
            QCOMPARE(upgrades.back()->next(), "3probe");
            many.send(handshake.repeated(Batch - 3));
            QTRY_COMPARE(opened.count(), (batch + 1) * Batch);
            many.socket().readAll();
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(fixture.sessionCount(), 0, 20'000);
    QCOMPARE(fixture.closeReasons.size(), std::size_t(Sessions));
    QTRY_COMPARE_WITH_TIMEOUT(fixture.engine.findChildren<QObject *>().size(), childrenBefore, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.listener->findChildren<HttpConnection *>().isEmpty(), 20'000);
    for (const auto &session : fixture.sessions)
        QVERIFY(session.isNull());
}

int main(int argc, char *argv[])
{
    if (QAbstractEventDispatcher *dispatcher = createEventDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher);
    const QCoreApplication application(argc, argv);
    TestEngineIoServer test;
    return QTest::qExec(&test, argc, argv);
}

#include "TestEngineIoServer.moc"
