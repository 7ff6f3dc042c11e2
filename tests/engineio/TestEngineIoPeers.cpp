// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/EngineIoPeers.h"

#include "EngineIoFixture.h"

#include "support/LoopThread.h"

#include <QJsonDocument>
#include <QTest>

#include <array>
#include <atomic>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

/// A server with a thread and a port of its own, so that a test decides where its connections arrive.
class Worker {
public:
    Worker(EngineIoPeers &peers, std::size_t index)
    {
        m_thread.run([this, &peers, index] {
            m_fixture = std::make_unique<EngineIoFixture>();
            m_fixture->engine.join(peers, index, *m_fixture->listener);
            port = m_fixture->port();
        });
    }
    ~Worker() { end(); }
    Q_DISABLE_COPY_MOVE(Worker)

    void end()
    {
        m_thread.run([this] { m_fixture.reset(); });
    }
    qsizetype sessionCount()
    {
        qsizetype count = 0;
        m_thread.run([this, &count] { count = m_fixture->sessionCount(); });
        return count;
    }
    std::vector<EngineIoSession::CloseReason> closeReasons()
    {
        std::vector<EngineIoSession::CloseReason> reasons;
        m_thread.run([this, &reasons] { reasons = m_fixture->closeReasons; });
        return reasons;
    }

    quint16 port = 0;

private:
    std::unique_ptr<EngineIoFixture> m_fixture;
    LoopThread m_thread;
};

/// Two workers; sessions are opened at the first, and what belongs to them arrives at the second.
struct Pair {
    EngineIoPeers peers { 2 };
    Worker owner { peers, 0 };
    Worker other { peers, 1 };
};

QByteArray openSession(quint16 port)
{
    const auto response = ask(port, httpGet("/engine.io/?EIO=4&transport=polling"));
    return response ? QJsonDocument::fromJson(response->body.sliced(1))["sid"_L1].toString().toLatin1()
                    : QByteArray();
}

QByteArray targetOf(const QByteArray &sid, const QByteArray &transport = "polling")
{
    return "/engine.io/?EIO=4&transport=" + transport + "&sid=" + sid;
}

} // namespace

class TestEngineIoPeers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idTellsItsWorker();
    void idsOfNobodyAreKnown();
    void requestsReachTheirSession();
    void oneConnectionServesSessionsOfSeveralWorkers();
    void pollWaits();
    void bodyMayArriveInPieces();
    void ownerHearsThatAClientHasLeft();
    void ownerHearsThatABodyBrokeOff();
    void unknownSessionsGetTheirError_data();
    void unknownSessionsGetTheirError();
    void upgradeMovesToItsSession();
    void framesSentWithAnUpgradeMoveToo_data();
    void framesSentWithAnUpgradeMoveToo();
    void upgradeOfAnUnknownSessionIsRefused();
    void clientMayLeaveWhileItMoves();
    void workerMayGoWhileOthersSendToIt();
};

void TestEngineIoPeers::idTellsItsWorker()
{
    const EngineIoPeers peers(4096);
    for (const std::size_t worker : { 0u, 1u, 63u, 64u, 4095u }) {
        const QByteArray sid = EngineIoPeers::makeSessionId(worker);
        QCOMPARE(sid.size(), 20);
        QCOMPARE(sid, sid.toPercentEncoding());
        QCOMPARE(peers.ownerOf(sid), std::optional(worker));
        QVERIFY(sid != EngineIoPeers::makeSessionId(worker));
    }
}

void TestEngineIoPeers::idsOfNobodyAreKnown()
{
    const EngineIoPeers peers(2);
    for (const char *sid : { "", "A", "AC", "BA", "..", "A.", "\xff\xff", "zzzzzzzzzzzzzzzzzzzz" })
        QVERIFY2(!peers.ownerOf(sid), sid);
    QCOMPARE(peers.ownerOf("AB"), std::optional<std::size_t>(1));
}

void TestEngineIoPeers::requestsReachTheirSession()
{
    Pair pair;
    const QByteArray target = targetOf(openSession(pair.owner.port));
    for (int i = 0; i < 10; ++i) {
        const QByteArray packet = "4" + QByteArray::number(i);
        QCOMPARE(ask(pair.other.port, httpPost(target, packet))->body, "ok");
        const auto polled = ask(pair.other.port, httpGet(target));
        QVERIFY(polled);
        QCOMPARE(polled->body, packet);
        QCOMPARE(polled->field("Cache-Control"), "no-store");
    }
    QCOMPARE(pair.owner.sessionCount(), 1);
    QCOMPARE(pair.other.sessionCount(), 0);
}

void TestEngineIoPeers::oneConnectionServesSessionsOfSeveralWorkers()
{
    Pair pair;
    const QByteArray there = targetOf(openSession(pair.owner.port));
    const QByteArray here = targetOf(openSession(pair.other.port));
    RawHttpClient client(pair.other.port);
    client.send(httpPost(there, "4there") + httpPost(here, "4here") + httpGet(there) + httpGet(here));
    for (const char *body : { "ok", "ok", "4there", "4here" }) {
        const auto response = client.receive();
        QVERIFY(response);
        QCOMPARE(response->body, body);
    }
}

void TestEngineIoPeers::pollWaits()
{
    Pair pair;
    const QByteArray target = targetOf(openSession(pair.owner.port));
    RawHttpClient poll(pair.other.port);
    poll.send(httpGet(target));
    QCOMPARE(ask(pair.owner.port, httpPost(target, "4a"))->body, "ok");
    QCOMPARE(poll.receive()->body, "4a");
}

void TestEngineIoPeers::bodyMayArriveInPieces()
{
    Pair pair;
    const QByteArray target = targetOf(openSession(pair.owner.port));
    const QByteArray post = httpPost(target, "4hello");
    RawHttpClient client(pair.other.port);
    client.send(post.chopped(3));
    // One that arrives meanwhile shows that the first has been announced.
    RawHttpClient poll(pair.other.port);
    poll.send(httpGet(target));
    client.send(post.last(3));
    QCOMPARE(client.receive()->body, "ok");
    QCOMPARE(poll.receive()->body, "4hello");
}

void TestEngineIoPeers::ownerHearsThatAClientHasLeft()
{
    Pair pair;
    const QByteArray target = targetOf(openSession(pair.owner.port));
    RawHttpClient poll(pair.other.port);
    poll.send(httpGet(target));
    poll.socket().disconnectFromHost();
    QTRY_COMPARE(pair.owner.sessionCount(), 0);
    QVERIFY(pair.owner.closeReasons() == std::vector { EngineIoSession::CloseReason::TransportError });
}

void TestEngineIoPeers::ownerHearsThatABodyBrokeOff()
{
    Pair pair;
    const QByteArray target = targetOf(openSession(pair.owner.port));
    RawHttpClient post(pair.other.port);
    post.send(httpPost(target, "4hello").chopped(3));
    post.socket().disconnectFromHost();
    QTRY_COMPARE(pair.owner.sessionCount(), 0);
    QVERIFY(pair.owner.closeReasons() == std::vector { EngineIoSession::CloseReason::TransportError });
}

void TestEngineIoPeers::unknownSessionsGetTheirError_data()
{
    QTest::addColumn<QByteArray>("sid");
    QTest::newRow("of the worker itself") << QByteArray("ABAAAAAAAAAAAAAAAAAA");
    QTest::newRow("of another") << QByteArray("AAAAAAAAAAAAAAAAAAAA");
    QTest::newRow("of none") << QByteArray("zzAAAAAAAAAAAAAAAAAA");
    QTest::newRow("no id") << QByteArray("x");
}

void TestEngineIoPeers::unknownSessionsGetTheirError()
{
    QFETCH(QByteArray, sid);
    Pair pair;
    for (const QByteArray &request : { httpGet(targetOf(sid)), httpPost(targetOf(sid), "4a") }) {
        const auto response = ask(pair.other.port, request);
        QVERIFY(response);
        QCOMPARE(response->status, 400);
        QCOMPARE(response->body, R"({"code":1,"message":"Session ID unknown"})");
    }
}

void TestEngineIoPeers::upgradeMovesToItsSession()
{
    Pair pair;
    const QByteArray sid = openSession(pair.owner.port);
    EngineIoWebSocket webSocket(pair.other.port, targetOf(sid, "websocket"));
    QVERIFY(webSocket.isOpen());
    QVERIFY(webSocket.probe());
    QCOMPARE(ask(pair.other.port, httpGet(targetOf(sid)))->body, "6");
    webSocket.sendText("5");
    for (int i = 0; i < 100; ++i)
        webSocket.sendText("4" + QByteArray::number(i));
    for (int i = 0; i < 100; ++i)
        QCOMPARE(webSocket.next(), "4" + QByteArray::number(i));
    QCOMPARE(ask(pair.other.port, httpGet(targetOf(sid)))->body, R"({"code":3,"message":"Bad request"})");
}

void TestEngineIoPeers::framesSentWithAnUpgradeMoveToo_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::newRow("first of its connection") << QByteArray();
    QTest::newRow("behind a request") << httpGet("/engine.io/?EIO=4&transport=polling");
}

void TestEngineIoPeers::framesSentWithAnUpgradeMoveToo()
{
    QFETCH(QByteArray, before);
    Pair pair;
    const QByteArray sid = openSession(pair.owner.port);
    RawHttpClient client(pair.other.port);
    QByteArray bytes = httpGet(targetOf(sid, "websocket"),
                               "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    QByteArray expected;
    for (const char *text : { "2probe", "5", "4hello" })
        appendMaskedWebSocketFrame(bytes, WebSocketOpcode::Text, text, 0x12345678);
    for (const char *text : { "3probe", "4hello" })
        appendWebSocketFrame(expected, WebSocketOpcode::Text, text);
    appendMaskedWebSocketFrame(bytes, WebSocketOpcode::Close, {}, 0x12345678);
    appendWebSocketFrame(expected, WebSocketOpcode::Close, {});
    client.send(before + bytes);
    if (!before.isEmpty())
        QCOMPARE(client.receive()->status, 200);
    QCOMPARE(client.receive(false)->status, 101);
    QCOMPARE(client.receiveRest(), expected);
}

void TestEngineIoPeers::upgradeOfAnUnknownSessionIsRefused()
{
    Pair pair;
    const auto response = ask(pair.other.port,
                              httpGet(targetOf("AAAAAAAAAAAAAAAAAAAA", "websocket"),
                                      "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
    QVERIFY(response);
    QCOMPARE(response->status, 400);
    QCOMPARE(response->body, R"({"code":1,"message":"Session ID unknown"})");
}

void TestEngineIoPeers::clientMayLeaveWhileItMoves()
{
    Pair pair;
    const QByteArray sid = openSession(pair.owner.port);
    const QByteArray upgrade = httpGet(targetOf(sid, "websocket"),
                                       "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (int i = 0; i < 50; ++i) {
        RawHttpClient client(pair.other.port);
        client.send(upgrade);
        client.socket().abort();
    }
    QCOMPARE(ask(pair.other.port, httpPost(targetOf(sid), "4a"))->body, "ok");
    QCOMPARE(ask(pair.other.port, httpGet(targetOf(sid)))->body, "4a");
}

void TestEngineIoPeers::workerMayGoWhileOthersSendToIt()
{
    Pair pair;
    const QByteArray target = targetOf(openSession(pair.owner.port));
    RawHttpClient poll(pair.other.port);
    poll.send(httpGet(target));
    RawHttpClient upgrade(pair.other.port);
    upgrade.send(httpGet(targetOf("AAAAAAAAAAAAAAAAAAAA", "websocket")));
    pair.owner.end();
    RawHttpClient late(pair.other.port);
    late.send(httpGet(target));
    pair.other.end();
    for (RawHttpClient *client : { &poll, &upgrade, &late })
        QTRY_VERIFY(client->isClosed());
}

QTEST_GUILESS_MAIN(TestEngineIoPeers)
#include "TestEngineIoPeers.moc"
