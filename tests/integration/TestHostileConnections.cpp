// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostile/AttackedServer.h"
#include "hostile/RawConnection.h"
#include "hostile/RawWebSocket.h"
#include "net/SocketDescriptor.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

const QByteArray HalfAHead = "GET /api/v1/rooms HTTP/1.1\r\nHost: x\r\nX-Slow: ";
const QByteArray Request = "GET /api/v1/rooms/tea HTTP/1.1\r\nHost: x\r\n\r\n";
const QByteArray PollingHandshake = "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n";
const QByteArray Upgrade = "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/// Connections come from these many addresses in turn.
constexpr int Sources = 8;

} // namespace

/// Clients who take connections and give nothing.
class TestHostileConnections : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void halfOpenConnectionsKeepNobodyOut();
    void churnLeavesNothingBehind();
    void sessionsThatNobodyFetchesFromAreBounded();
    void whoReadsNothingIsCutOff();
    void answersThatNobodyReadsAreBounded();

private:
    AttackedServer m_server;
};

void TestHostileConnections::initTestCase()
{
    parlor::socket::raiseDescriptorLimit();
    QVERIFY(m_server.start({ u"--head-timeout"_s, u"4000"_s, u"--max-connections"_s, u"12000"_s, u"--ping-interval"_s, u"1500"_s,
                             u"--ping-timeout"_s, u"1500"_s }));
    QVERIFY(m_server.createRoom("tea"));
}

void TestHostileConnections::cleanupTestCase()
{
    QCOMPARE(m_server.stop(), 0);
}

void TestHostileConnections::halfOpenConnectionsKeepNobodyOut()
{
    m_server.beginAttack();
    std::vector<RawConnection> connections;
    for (int i = 0; i < 5000; ++i) {
        connections.emplace_back(m_server.port(), 1 + i % Sources);
        QVERIFY(connections.back().isOpen());
        if (i % 2)
            connections.back().send(HalfAHead);
    }
    RawConnection another(m_server.port());
    another.send(Request);
    QVERIFY(another.receive().startsWith("HTTP/1.1 200 "));
    QVERIFY(m_server.pairGoesOn());
    const bool allEnd = std::all_of(connections.begin(), connections.end(), [](RawConnection &connection) {
        return !connection.receiveAll().isNull();
    });
    QVERIFY(allEnd);
    another.close();
    QCOMPARE(m_server.endAttack("5000 half-open connections"), QString());
}

void TestHostileConnections::churnLeavesNothingBehind()
{
    m_server.beginAttack();
    constexpr int perSecond = 2000;
    const int wanted = perSecond * AttackedServer::scale(3, 30);
    QElapsedTimer clock;
    clock.start();
    int failed = 0;
    for (int i = 0; i < wanted; ++i) {
        RawConnection connection(m_server.port(), 1 + i % Sources);
        failed += !connection.isOpen();
        switch (i % 8) {
        case 0:
            connection.send(HalfAHead);
            break;
        case 1:
            connection.send(Request);
            break;
        case 2:
            connection.send(Upgrade);
            break;
        case 3:
            connection.send(PollingHandshake);
            break;
        case 4:
            connection.send(Upgrade + QByteArray("\x81\xff\xff", 3));
            break;
        default:
            break;
        }
        if (i % 2)
            connection.reset();
        // No faster than that: whoever is early waits for a word of a connection that says none.
        if (const qint64 early = qint64(i) * 1000 / perSecond - clock.elapsed(); early > 0)
            awaitAny({}, int(early));
    }
    qInfo("%d connections in %.1f s", wanted, double(clock.elapsed()) / 1000);
    QCOMPARE(failed, 0);
    QCOMPARE(m_server.endAttack("churn"), QString());
}

void TestHostileConnections::sessionsThatNobodyFetchesFromAreBounded()
{
    m_server.beginAttack();
    const int wanted = AttackedServer::scale(20'000, 300'000);
    constexpr int batch = 50;
    QByteArray handshakes;
    for (int i = 0; i < batch; ++i)
        handshakes += PollingHandshake;
    // Two, because each worker has sessions of its own.
    RawConnection connections[] { RawConnection(m_server.port()), RawConnection(m_server.port()) };
    int opened = 0;
    int refused = 0;
    for (int i = 0; i < wanted; i += 2 * batch) {
        for (RawConnection &connection : connections)
            QVERIFY(connection.send(handshakes));
        for (RawConnection &connection : connections) {
            int here = 0;
            while (here < batch) {
                const QByteArray answers = connection.receive();
                QVERIFY(!answers.isEmpty());
                const int good = int(answers.count("HTTP/1.1 200 "));
                const int bad = int(answers.count("HTTP/1.1 503 "));
                opened += good;
                refused += bad;
                here += good + bad;
            }
        }
    }
    qInfo("%d sessions opened, %d refused", opened, refused);
    for (RawConnection &connection : connections)
        connection.close();
    // They end when they do not answer.
    QCOMPARE(m_server.endAttack("sessions without a client"), QString());
}

void TestHostileConnections::whoReadsNothingIsCutOff()
{
    QVERIFY(m_server.createRoom("loud"));
    m_server.beginAttack();
    std::vector<RawWebSocket> deaf;
    for (int i = 0; i < AttackedServer::scale(100, 500); ++i) {
        deaf.emplace_back(m_server.port(), "/ws", 1 + i % Sources);
        deaf.back().sendText(R"({"event":"participants","data":{"roomId":"loud","username":"deaf"}})");
    }
    RawWebSocket loud(m_server.port(), "/ws");
    const QByteArray message = R"({"event":"exchanges","id":1,"data":{"roomId":"loud","username":"loud","content":")"
        + QByteArray(200'000, 'x') + "\"}}";
    // As much as the kernel's buffers take, and then more than the server keeps for them.
    for (int i = 0; i < 60; ++i) {
        QVERIFY(loud.sendText(message));
        std::optional<QByteArray> answer;
        do {
            answer = loud.receiveText();
            QVERIFY(answer);
        } while (!answer->startsWith("{\"event\":\"ack\"") && !answer->startsWith("{\"event\":\"exception\",\"id\""));
    }
    // What they have not read is kept once, not a megabyte for each, also while they take their leave.
    const qint64 historyKb = 60 * 400;
    QVERIFY(m_server.hasGrownAtMost(historyKb));
    for (RawWebSocket &client : deaf)
        QVERIFY(client.send(RawWebSocket::frame(parlor::WebSocketOpcode::Close, {})));
    QVERIFY(m_server.pairGoesOn());
    QVERIFY(m_server.hasGrownAtMost(historyKb));
    for (RawWebSocket &client : deaf)
        QVERIFY(client.awaitEnd());
    QVERIFY(loud.sendText(R"({"event":"leave","id":2,"data":{"roomId":"loud"}})"));
    loud.connection().close();
    // The room's history stays.
    QCOMPARE(m_server.endAttack("clients who read nothing", historyKb), QString());
}

void TestHostileConnections::answersThatNobodyReadsAreBounded()
{
    m_server.beginAttack();
    std::vector<RawConnection> connections;
    const int count = AttackedServer::scale(20, 100);
    connections.reserve(std::size_t(count));
    for (int i = 0; i < count; ++i)
        connections.emplace_back(m_server.port(), 1 + i % Sources);
    // Until the server reads no more of it, which is what send() waits for.
    const QByteArray requests = QByteArray("GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n").repeated(200);
    for (RawConnection &connection : connections)
        connection.send(requests);
    QVERIFY(m_server.pairGoesOn());
    std::vector<RawWebSocket> pinging;
    const QByteArray pings = RawWebSocket::frame(parlor::WebSocketOpcode::Ping, QByteArray(125, 'p')).repeated(20'000);
    for (int i = 0; i < AttackedServer::scale(5, 20); ++i) {
        pinging.emplace_back(m_server.port(), "/ws", 1 + i % Sources);
        pinging.back().send(pings);
    }
    QVERIFY(m_server.pairGoesOn());
    connections.clear();
    pinging.clear();
    QCOMPARE(m_server.endAttack("answers that nobody reads"), QString());
}

QTEST_GUILESS_MAIN(TestHostileConnections)
#include "TestHostileConnections.moc"
