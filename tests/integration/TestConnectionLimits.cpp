// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/RawHttpClient.h"
#include "support/ServerProcess.h"
#include "support/WebSocketClient.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

const QByteArray Request = "GET /api/v1/rooms HTTP/1.1\r\nHost: x\r\n\r\n";

/// What a new connection to \a server is answered.
int statusFrom(const ServerProcess &server)
{
    RawHttpClient client(server.port());
    client.send(Request);
    const auto answer = client.receive();
    return answer ? answer->status : 0;
}

} // namespace

/// The limits that hold for connections and for HTTP, against the real server.
class TestConnectionLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneConnectionTooManyIsAnswered();
    void oneConnectionTooManyOfAnAddressIsAnswered();
    void everyKindOfConnectionGivesItsPlaceBack();
    void upgradeBehindARequestKeepsItsPlace();
    void oneSessionTooManyIsAnswered_data();
    void oneSessionTooManyIsAnswered();
    void tooLargeAHeadIsAnswered();
    void tooSlowAHeadIsAnswered();
    void tooSlowABodyIsAnswered();
};

void TestConnectionLimits::oneConnectionTooManyIsAnswered()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--max-connections"_s, u"2"_s }));
    RawHttpClient first(server.port());
    auto second = std::make_unique<RawHttpClient>(server.port());
    RawHttpClient third(server.port());
    const auto refusal = third.receive();
    QVERIFY(refusal);
    QCOMPARE(refusal->status, 503);
    QCOMPARE(refusal->field("Retry-After"), "1"_ba);
    QVERIFY(refusal->body.contains("too many connections"));
    QTRY_VERIFY(third.isClosed());

    first.send(Request);
    QCOMPARE(first.receive()->status, 200);
    second.reset();
    QVERIFY(QTest::qWaitFor([&server] { return statusFrom(server) == 200; }));
}

void TestConnectionLimits::oneConnectionTooManyOfAnAddressIsAnswered()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--max-connections-per-address"_s, u"1"_s, u"--limit-loopback"_s }));
    RawHttpClient first(server.port());
    // What it sends before it reads must not cost it the answer.
    RawHttpClient second(server.port());
    second.send(Request);
    const auto refusal = second.receive();
    QVERIFY(refusal);
    QCOMPARE(refusal->status, 429);
    QCOMPARE(refusal->field("Retry-After"), "1"_ba);
    first.send(Request);
    QCOMPARE(first.receive()->status, 200);
}

void TestConnectionLimits::everyKindOfConnectionGivesItsPlaceBack()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--max-connections"_s, u"8"_s, u"--io-threads"_s, u"2"_s }));
    for (int round = 0; round < 5; ++round) {
        std::vector<std::unique_ptr<WebSocketClient>> clients;
        for (int i = 0; i < 8; ++i) {
            clients.push_back(std::make_unique<WebSocketClient>());
            // Those of before may still be about to go.
            QVERIFY(QTest::qWaitFor([&] {
                auto &client = clients.back();
                client = std::make_unique<WebSocketClient>();
                client->open(server.port(), i % 2 ? "/ws" : "/socket.io/?EIO=4&transport=websocket");
                return QTest::qWaitFor([&client] { return client->isOpen() || client->isDisconnected(); }) && client->isOpen();
            }));
        }
        QCOMPARE(statusFrom(server), 503);
        clients.clear();
        QVERIFY(QTest::qWaitFor([&server] { return statusFrom(server) == 200; }));
        // Two that come to nothing.
        RawHttpClient bad(server.port());
        bad.send("hello\r\n\r\n");
        QVERIFY(bad.receiveRest().startsWith("HTTP/1.1 400"));
        const RawHttpClient silent(server.port());
    }
}

void TestConnectionLimits::upgradeBehindARequestKeepsItsPlace()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--max-connections"_s, u"1"_s }));
    for (const QByteArray path : { "/ws", "/socket.io/?EIO=4&transport=websocket" }) {
        std::unique_ptr<RawHttpClient> client;
        // The one before may still be about to go.
        QVERIFY(QTest::qWaitFor([&] {
            client = std::make_unique<RawHttpClient>(server.port());
            client->send(Request);
            const auto answer = client->receive();
            return answer && answer->status == 200;
        }));
        client->send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                     "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        const auto answer = client->receive(false);
        QVERIFY(answer);
        QCOMPARE(answer->status, 101);
        QCOMPARE(statusFrom(server), 503);
        client.reset();
        QVERIFY(QTest::qWaitFor([&server] { return statusFrom(server) == 200; }));
    }
}

void TestConnectionLimits::oneSessionTooManyIsAnswered_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("status");
    QTest::newRow("in all") << QStringList { u"--max-connections"_s, u"3"_s } << 503;
    QTest::newRow("of an address") << QStringList { u"--limit-loopback"_s, u"--max-connections-per-address"_s, u"3"_s } << 429;
}

void TestConnectionLimits::oneSessionTooManyIsAnswered()
{
    QFETCH(QStringList, options);
    QFETCH(int, status);
    ServerProcess server;
    QVERIFY(server.start(options + QStringList { u"--io-threads"_s, u"1"_s, u"--ping-interval"_s, u"500"_s,
                                                 u"--ping-timeout"_s, u"500"_s }));
    // On long-polling, sessions need no connections of their own.
    RawHttpClient client(server.port());
    const auto handshake = [&client] {
        client.send("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n");
        return client.receive();
    };
    for (int i = 0; i < 3; ++i)
        QCOMPARE(handshake()->status, 200);
    const auto refusal = handshake();
    QVERIFY(refusal);
    QCOMPARE(refusal->status, status);
    QCOMPARE(refusal->field("Retry-After"), "1"_ba);
    // When those who do not answer have gone, there is room again.
    QVERIFY(QTest::qWaitFor([&handshake] { return handshake()->status == 200; }, 20'000));
}

void TestConnectionLimits::tooLargeAHeadIsAnswered()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--max-head-bytes"_s, u"1024"_s }));
    const QByteArray field = "X: " + QByteArray(1000, 'x') + "\r\n\r\n";
    RawHttpClient client(server.port());
    client.send("GET /api/v1/rooms HTTP/1.1\r\nHost: x\r\n" + field);
    QCOMPARE(client.receive()->status, 431);
    // And behind a request, where the HTTP connection looks and no longer the sniffer.
    RawHttpClient second(server.port());
    second.send(Request);
    QCOMPARE(second.receive()->status, 200);
    second.send("GET /api/v1/rooms HTTP/1.1\r\nHost: x\r\n" + field);
    QCOMPARE(second.receive()->status, 431);
}

void TestConnectionLimits::tooSlowAHeadIsAnswered()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--head-timeout"_s, u"200"_s }));
    RawHttpClient client(server.port());
    client.send("GET /api/v1/rooms HTTP/1.1\r\nHo");
    QCOMPARE(client.receive()->status, 408);
    RawHttpClient silent(server.port());
    QCOMPARE(silent.receiveRest(), ""_ba);
}

void TestConnectionLimits::tooSlowABodyIsAnswered()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--request-timeout"_s, u"200"_s }));
    RawHttpClient client(server.port());
    client.send("POST /api/v1/rooms HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
    QCOMPARE(client.receive()->status, 408);
    QTRY_VERIFY(client.isClosed());
}

QTEST_GUILESS_MAIN(TestConnectionLimits)
#include "TestConnectionLimits.moc"
