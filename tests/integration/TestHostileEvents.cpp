// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostile/AttackedServer.h"
#include "hostile/RawConnection.h"
#include "hostile/RawWebSocket.h"

#include <QElapsedTimer>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace parlor;

namespace {

QByteArray joining(const QByteArray &roomId, const QByteArray &id)
{
    return "{\"event\":\"participants\",\"id\":" + id + ",\"data\":{\"roomId\":\"" + roomId + "\",\"username\":\"mob\"}}";
}

QByteArray posting(const QByteArray &more)
{
    return "{\"event\":\"exchanges\",\"id\":1,\"data\":{\"roomId\":\"tea\",\"username\":\"u\",\"content\":\"c\"" + more + "}}";
}

/// In the main namespace.
RawWebSocket openSocketIo(quint16 port)
{
    RawWebSocket client(port, "/socket.io/?EIO=4&transport=websocket");
    client.receiveText();
    client.sendText("40");
    client.receiveText();
    return client;
}

} // namespace

/// Clients whose frames are well-formed, and what is in them is not well meant.
class TestHostileEvents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void joinsWithoutEndAreAnswered_data();
    void joinsWithoutEndAreAnswered();
    void roomsWithoutEndAreRefused();
    void deepJsonIsRefused();
    void giantAcksAreIgnored();
    void ackIdsMayBeAnyThatClientsCanCount();
    void attachmentsThatDoNotFitEndTheSession();
    void attachmentsAreBoundedTogether();
    void tinyFramesWithoutEndDisturbNobody_data();
    void tinyFramesWithoutEndDisturbNobody();
    void payloadsOfManyPacketsDisturbNobody();
    void namespacesWithoutEndAreRefused();

private:
    AttackedServer m_server;
    AttackedServer m_unlimited;
};

void TestHostileEvents::initTestCase()
{
    QVERIFY(m_server.start());
    QVERIFY(m_unlimited.start({ u"--post-rate"_s, u"0"_s, u"--join-rate"_s, u"0"_s }));
    for (AttackedServer *server : { &m_server, &m_unlimited }) {
        QVERIFY(server->createRoom("tea"));
        for (int i = 0; i < 100; ++i)
            QVERIFY(server->createRoom("room-" + QByteArray::number(i)));
    }
}

void TestHostileEvents::cleanupTestCase()
{
    QCOMPARE(m_server.stop(), 0);
    QCOMPARE(m_unlimited.stop(), 0);
}

void TestHostileEvents::joinsWithoutEndAreAnswered_data()
{
    QTest::addColumn<bool>("isLimited");
    QTest::newRow("limited") << true;
    QTest::newRow("unlimited") << false;
}

void TestHostileEvents::joinsWithoutEndAreAnswered()
{
    QFETCH(bool, isLimited);
    AttackedServer &server = isLimited ? m_server : m_unlimited;
    server.beginAttack();
    const int wanted = AttackedServer::scale(50'000, 1'000'000);
    constexpr int window = 500;
    int joined = 0;
    int refused = 0;
    RawWebSocket client(server.port(), "/ws");
    for (int i = 0; i < wanted; i += window) {
        QByteArray frames;
        for (int j = i; j < i + window; ++j)
            frames += RawWebSocket::frame(WebSocketOpcode::Text,
                                          joining("room-" + QByteArray::number(j % 100), QByteArray::number(j + 1)));
        QVERIFY(client.send(frames));
        for (int answers = 0; answers < window;) {
            const auto answer = client.receiveText();
            QVERIFY(answer);
            joined += answer->startsWith("{\"event\":\"ack\"");
            refused += answer->startsWith("{\"event\":\"exception\",\"id\"");
            answers = joined + refused - i;
        }
    }
    qInfo("%d joins, %d refused", joined, refused);
    QVERIFY(isLimited ? refused > 0 : refused == 0);
    client.connection().close();
    QCOMPARE(server.endAttack(isLimited ? "joins, limited" : "joins, unlimited"), QString());
}

void TestHostileEvents::roomsWithoutEndAreRefused()
{
    m_server.beginAttack();
    constexpr int wanted = 10'000;
    constexpr int batch = 100;
    RawConnection connection(m_server.port());
    int created = 0;
    int refused = 0;
    for (int i = 0; i < wanted; i += batch) {
        QByteArray requests;
        for (int j = i; j < i + batch; ++j) {
            const QByteArray body = "{\"roomId\":\"mine-" + QByteArray::number(j) + "\",\"creatorUsername\":\"Midas\"}";
            requests += "POST /api/v1/rooms HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(body.size())
                + "\r\n\r\n" + body;
        }
        QVERIFY(connection.send(requests));
        QByteArray answers;
        while (answers.count("HTTP/1.1 ") < batch || !answers.endsWith('}')) {
            const QByteArray more = connection.receive();
            QVERIFY(!more.isEmpty());
            answers += more;
        }
        created += int(answers.count("HTTP/1.1 201 "));
        refused += int(answers.count("\"code\":\"limit-reached\""));
    }
    QCOMPARE(created, 1000);
    QCOMPARE(refused, wanted - created);
    connection.close();
    QCOMPARE(m_server.endAttack("10,000 rooms"), QString());
}

void TestHostileEvents::deepJsonIsRefused()
{
    m_server.beginAttack();
    const auto nested = [](const QByteArray &opening, const QByteArray &closing, int depth) {
        return QByteArray(opening.repeated(depth) + '1' + closing.repeated(depth));
    };
    const QByteArrayList extras {
        ",\"x\":" + nested("[", "]", 9),
        ",\"x\":" + nested("[", "]", 100'000),
        ",\"x\":" + nested("{\"a\":", "}", 100'000),
        ",\"x\":" + QByteArray(900'000, '['),
        ",\"x\":\"" + QByteArray(900'000, '[') + "\",\"y\":" + nested("[", "]", 100),
    };
    RawWebSocket plain(m_server.port(), "/ws");
    for (const QByteArray &more : extras) {
        QVERIFY(plain.sendText(posting(more)));
        const auto answer = plain.receiveText();
        QVERIFY2(answer && answer->startsWith("{\"event\":\"exception\""), more.left(50));
    }
    for (const QByteArray &more : extras.sliced(1)) {
        RawWebSocket client = openSocketIo(m_server.port());
        QVERIFY(client.sendText("42[\"exchanges\",{\"roomId\":\"tea\",\"username\":\"u\",\"content\":\"c\"" + more + "}]"));
        QVERIFY2(client.awaitEnd(), more.left(50));
    }
    // Brackets in a text are no depth.
    QVERIFY(plain.sendText(posting(",\"x\":\"" + QByteArray(5000, '[') + "\"")));
    std::optional<QByteArray> answer;
    do {
        answer = plain.receiveText();
        QVERIFY(answer && !answer->startsWith("{\"event\":\"exception\""));
    } while (!answer->startsWith("{\"event\":\"ack\""));
    plain.connection().close();
    QCOMPARE(m_server.endAttack("deep JSON"), QString());
}

void TestHostileEvents::giantAcksAreIgnored()
{
    m_server.beginAttack();
    RawWebSocket client = openSocketIo(m_server.port());
    const QByteArray giant = "[\"" + QByteArray(900'000, 'a') + "\"]";
    for (int i = 0; i < AttackedServer::scale(20, 300); ++i)
        QVERIFY(client.sendText("43" + QByteArray::number(i) + giant));
    QVERIFY(client.sendText("437[" + QByteArray("{},").repeated(200'000) + "1]"));
    QVERIFY(client.sendText(R"(421["leave",{"roomId":"tea"}])"));
    QVERIFY(client.receiveText()->startsWith("431["));
    client.connection().close();
    QCOMPARE(m_server.endAttack("giant acks"), QString());
}

void TestHostileEvents::ackIdsMayBeAnyThatClientsCanCount()
{
    m_server.beginAttack();
    const QByteArray event = R"(["leave",{"roomId":"tea"}])";
    RawWebSocket client = openSocketIo(m_server.port());
    // The same id for many at a time, and the largest that there is.
    const int wanted = AttackedServer::scale(20'000, 200'000);
    constexpr int window = 500;
    for (int i = 0; i < wanted; i += window) {
        QByteArray frames;
        for (int j = 0; j < window; ++j)
            frames += RawWebSocket::frame(WebSocketOpcode::Text, (j % 2 ? "427"_ba : "429007199254740991"_ba) + event);
        QVERIFY(client.send(frames));
        for (int j = 0; j < window; ++j) {
            const auto answer = client.receiveText();
            QVERIFY(answer && answer->startsWith(j % 2 ? "437[" : "439007199254740991["));
        }
    }
    for (const QByteArray tooLarge : { "9007199254740992", "18446744073709551616", "99999999999999999999999999" }) {
        RawWebSocket other = openSocketIo(m_server.port());
        QVERIFY(other.sendText("42" + tooLarge + event));
        QVERIFY2(other.awaitEnd(), tooLarge);
    }
    RawWebSocket other = openSocketIo(m_server.port());
    QVERIFY(other.sendText("42" + QByteArray(900'000, '1') + event));
    QVERIFY(other.awaitEnd());
    client.connection().close();
    other.connection().close();
    QCOMPARE(m_server.endAttack("ack ids"), QString());
}

void TestHostileEvents::attachmentsThatDoNotFitEndTheSession()
{
    m_server.beginAttack();
    const QByteArray placeholder = R"({"_placeholder":true,"num":0})";
    const struct {
        const char *name;
        QByteArrayList frames; ///< binary where they begin with #
    } tricks[] {
        { "more than may be", { "511-[\"exchanges\",{}]" } },
        { "a number beyond all", { "599999999999999999999-[\"exchanges\",{}]" } },
        { "without a number", { "5-[\"exchanges\",{}]" } },
        { "none announced", { "#abc" } },
        { "text in their place", { "51-[\"exchanges\"," + placeholder + "]", "2[\"exchanges\",{}]" } },
        { "placeholder of none", { R"(51-["exchanges",{"_placeholder":true,"num":1}])", "#abc" } },
        { "placeholder below none", { R"(51-["exchanges",{"_placeholder":true,"num":-1}])", "#abc" } },
        { "placeholder of a half", { R"(51-["exchanges",{"_placeholder":true,"num":0.5}])", "#abc" } },
        { "placeholder of a text", { R"(51-["exchanges",{"_placeholder":true,"num":"0"}])", "#abc" } },
        { "ack of that kind", { "611-1[]" } },
    };
    for (const auto &[name, frames] : tricks) {
        RawWebSocket client = openSocketIo(m_server.port());
        for (const QByteArray &frame : frames)
            frame.startsWith('#') ? client.sendBinary(frame.sliced(1)) : client.sendText("4" + frame);
        QVERIFY2(client.awaitEnd(), name);
    }
    // One that fits is refused, because the chat takes none, and the session goes on.
    RawWebSocket client = openSocketIo(m_server.port());
    QVERIFY(client.sendText("451-3[\"exchanges\"," + placeholder + "]"));
    QVERIFY(client.sendBinary("abc"));
    QVERIFY(client.receiveText()->contains("binary data is not supported"));
    client.connection().close();
    QCOMPARE(m_server.endAttack("attachments"), QString());
}

void TestHostileEvents::attachmentsAreBoundedTogether()
{
    m_server.beginAttack();
    // Each is as large as may be, and the last one never comes.
    std::vector<RawWebSocket> clients;
    for (int i = 0; i < AttackedServer::scale(20, 100); ++i) {
        clients.push_back(openSocketIo(m_server.port()));
        clients.back().sendText("4510-[\"exchanges\",{}]");
        for (int j = 0; j < 9; ++j)
            clients.back().sendBinary(QByteArray(999'000, 'b'));
    }
    for (RawWebSocket &client : clients)
        QVERIFY(client.awaitEnd());
    clients.clear();
    QCOMPARE(m_server.endAttack("unfinished attachments"), QString());
}

void TestHostileEvents::tinyFramesWithoutEndDisturbNobody_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << "/ws"_ba << "x"_ba;
    QTest::newRow("unknown events") << "/ws"_ba << R"({"event":"x"})"_ba;
    QTest::newRow("posts of nothing") << "/ws"_ba << R"({"event":"exchanges","data":{}})"_ba;
    QTest::newRow("typing") << "/ws"_ba << R"({"event":"typing","data":{"roomId":"tea","typing":true}})"_ba;
    QTest::newRow("unknown events by Socket.IO") << "/socket.io/?EIO=4&transport=websocket"_ba << "42[\"x\"]"_ba;
    QTest::newRow("pongs") << "/socket.io/?EIO=4&transport=websocket"_ba << "3"_ba;
}

void TestHostileEvents::tinyFramesWithoutEndDisturbNobody()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, text);
    m_server.beginAttack();
    const QByteArray frames = RawWebSocket::frame(WebSocketOpcode::Text, text).repeated(5000);
    const auto open = [&] {
        return std::make_unique<RawWebSocket>(target == "/ws" ? RawWebSocket(m_server.port(), target)
                                                              : openSocketIo(m_server.port()));
    };
    std::unique_ptr<RawWebSocket> clients[] { open(), open() };
    QElapsedTimer clock;
    clock.start();
    qint64 sent = 0;
    while (clock.elapsed() < AttackedServer::scale(700, 5000)) {
        for (auto &client : clients) {
            sent += client->send(frames) ? 5000 : 0;
            while (client->receiveText(0)) { }
            // Who is answered and does not read is cut off, and comes again.
            if (client->hasEnded())
                client = open();
        }
    }
    qInfo("%lld frames", sent);
    for (auto &client : clients)
        client.reset();
    QCOMPARE(m_server.endAttack(QTest::currentDataTag()), QString());
}

void TestHostileEvents::payloadsOfManyPacketsDisturbNobody()
{
    m_server.beginAttack();
    RawConnection connection(m_server.port());
    const auto ask = [&connection](const QByteArray &method, const QByteArray &query, const QByteArray &body) {
        connection.send(method + " /socket.io/?EIO=4&transport=polling" + query + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
                        + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        return connection.receive();
    };
    for (int i = 0; i < AttackedServer::scale(5, 50); ++i) {
        const QByteArray handshake = ask("GET", {}, {});
        const qsizetype begin = handshake.indexOf("\"sid\":\"") + 7;
        const QByteArray query = "&sid=" + handshake.mid(begin, handshake.indexOf('"', begin) - begin);
        QVERIFY(ask("POST", query, "40").startsWith("HTTP/1.1 200 "));
        QVERIFY(ask("GET", query, {}).startsWith("HTTP/1.1 200 "));
        QVERIFY(!ask("POST", query, QByteArray("42[\"exchanges\",{}]\x1e").repeated(45'000) + "42[\"x\"]").isEmpty());
    }
    connection.close();
    QCOMPARE(m_server.endAttack("payloads of 45,000 packets", 0), QString());
}

void TestHostileEvents::namespacesWithoutEndAreRefused()
{
    m_server.beginAttack();
    RawWebSocket client = openSocketIo(m_server.port());
    const int wanted = AttackedServer::scale(10'000, 200'000);
    constexpr int window = 500;
    for (int i = 0; i < wanted; i += window) {
        QByteArray frames;
        for (int j = i; j < i + window; ++j)
            frames += RawWebSocket::frame(WebSocketOpcode::Text, "40/n" + QByteArray::number(j) + ",{\"token\":\"x\"}");
        QVERIFY(client.send(frames));
        for (int j = 0; j < window; ++j) {
            const auto answer = client.receiveText();
            QVERIFY(answer && answer->startsWith("44/n"));
        }
    }
    client.connection().close();
    QCOMPARE(m_server.endAttack("namespaces"), QString());
}

QTEST_GUILESS_MAIN(TestHostileEvents)
#include "TestHostileEvents.moc"
