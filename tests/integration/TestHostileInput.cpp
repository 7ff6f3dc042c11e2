// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ServerProcess.h"
#include "support/WebSocketClient.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace parlor;

/// Whatever comes in gets an answer, and the server lives on.
class TestHostileInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();

    void badHttpIsAnswered_data();
    void badHttpIsAnswered();
    void pipelinedRequestsAreAnsweredInOrder();
    void stalledHeadIsClosed();
    void badUpgradeIsAnswered_data();
    void badUpgradeIsAnswered();
    void badFramesCloseWithTheirCode_data();
    void badFramesCloseWithTheirCode();
    void badJsonIsRefusedAndTheConnectionLives_data();
    void badJsonIsRefusedAndTheConnectionLives();
    void badSocketIoPacketEndsTheSession_data();
    void badSocketIoPacketEndsTheSession();

private:
    QByteArray exchange(const QByteArray &bytes);

    ServerProcess m_server;
};

void TestHostileInput::initTestCase()
{
    QVERIFY(m_server.start());
    QVERIFY(m_server.createRoom("a"));
}

void TestHostileInput::cleanup()
{
    QVERIFY(m_server.isRunning());
    QVERIFY(exchange("GET /api/v1/rooms/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").startsWith("HTTP/1.1 200"));
}

void TestHostileInput::cleanupTestCase()
{
    QCOMPARE(m_server.stop(), 0);
}

/// Sends \a bytes and returns all that comes back until the server closes.
QByteArray TestHostileInput::exchange(const QByteArray &bytes)
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, m_server.port());
    if (!socket.waitForConnected())
        return {};
    socket.write(bytes);
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(20'000)) { }
    return socket.readAll();
}

void TestHostileInput::badHttpIsAnswered_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("status");

    const QByteArray post = "POST /api/v1/rooms HTTP/1.1\r\nHost: x\r\n";
    QTest::newRow("no HTTP") << "hello there\r\n\r\n"_ba << "400"_ba;
    QTest::newRow("head of 10 MB") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\nX: " + QByteArray(10'000'000, 'a')) << "431"_ba;
    QTest::newRow("10,000 headers") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n"_ba.repeated(10'000) + "\r\n") << "431"_ba;
    QTest::newRow("body of 2 GB declared") << QByteArray(post + "Content-Length: 2147483648\r\n\r\n") << "413"_ba;
    QTest::newRow("length beside chunks") << QByteArray(post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") << "400"_ba;
    QTest::newRow("two lengths") << QByteArray(post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello") << "400"_ba;
    QTest::newRow("negative length") << QByteArray(post + "Content-Length: -5\r\n\r\n") << "400"_ba;
    QTest::newRow("folded field") << "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n"_ba << "400"_ba;
    QTest::newRow("no Host") << "GET / HTTP/1.1\r\n\r\n"_ba << "400"_ba;
    QTest::newRow("unknown transfer coding") << QByteArray(post + "Transfer-Encoding: gzip\r\n\r\n") << "501"_ba;
    QTest::newRow("negative chunk") << QByteArray(post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n") << "400"_ba;
    QTest::newRow("HTTP 3") << "GET / HTTP/3.0\r\nHost: x\r\n\r\n"_ba << "505"_ba;
    QTest::newRow("JSON nested 100,000 deep")
        << QByteArray(post + "Connection: close\r\nContent-Length: 100000\r\n\r\n" + QByteArray(100'000, '[')) << "400"_ba;
}

void TestHostileInput::badHttpIsAnswered()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, status);
    const QByteArray response = exchange(request);
    QCOMPARE(response.first(std::min<qsizetype>(12, response.size())), "HTTP/1.1 " + status);
}

void TestHostileInput::pipelinedRequestsAreAnsweredInOrder()
{
    QByteArray requests;
    for (int i = 0; i < 50; ++i)
        requests += "GET /api/v1/rooms/none-" + QByteArray::number(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    requests += "GET /api/v1/rooms/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    const QByteArray responses = exchange(requests);
    qsizetype position = 0;
    for (int i = 0; i < 50; ++i) {
        position = responses.indexOf(QByteArray("'none-" + QByteArray::number(i) + "'"), position);
        QVERIFY(position > 0);
    }
    QVERIFY(responses.indexOf("\"roomId\":\"a\"", position) > 0);
}

void TestHostileInput::stalledHeadIsClosed()
{
    QVERIFY(exchange("GET /api/v1/rooms HTTP/1.1\r\nHo").startsWith("HTTP/1.1 408"));
}

void TestHostileInput::badUpgradeIsAnswered_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("status");

    const QByteArray key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const QByteArray good = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    QTest::newRow("no key") << QByteArray(good + "Sec-WebSocket-Version: 13\r\n") << "/ws"_ba << "400"_ba;
    QTest::newRow("short key") << QByteArray(good + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: abc\r\n") << "/ws"_ba << "400"_ba;
    QTest::newRow("old version") << QByteArray(good + key + "Sec-WebSocket-Version: 8\r\n") << "/ws"_ba << "426"_ba;
    QTest::newRow("no version") << QByteArray(good + key) << "/ws"_ba << "426"_ba;
    QTest::newRow("no Connection") << QByteArray("Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" + key) << "/ws"_ba << "400"_ba;
    QTest::newRow("unknown path") << QByteArray(good + key + "Sec-WebSocket-Version: 13\r\n") << "/elsewhere"_ba << "404"_ba;
    QTest::newRow("unknown transport") << QByteArray(good + key + "Sec-WebSocket-Version: 13\r\n") << "/socket.io/?EIO=4&transport=x"_ba
                                       << "400"_ba;
    QTest::newRow("unknown sid") << QByteArray(good + key + "Sec-WebSocket-Version: 13\r\n") << "/socket.io/?EIO=4&transport=websocket&sid=none"_ba << "400"_ba;
}

void TestHostileInput::badUpgradeIsAnswered()
{
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, status);
    const QByteArray response = exchange("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
    QCOMPARE(response.first(std::min<qsizetype>(12, response.size())), "HTTP/1.1 " + status);
}

void TestHostileInput::badFramesCloseWithTheirCode_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<int>("code");

    QTest::newRow("unmasked") << QByteArray("\x81\x02hi", 4) << 1002;
    QTest::newRow("100 MB from the header") << QByteArray("\x82\xff\x00\x00\x00\x00\x06\x40\x00\x00mask", 14) << 1009;
    QTest::newRow("bad UTF-8") << QByteArray("\x81\x82\x00\x00\x00\x00\xc3\x28", 8) << 1007;
    QTest::newRow("reserved bit") << QByteArray("\xc1\x80\x00\x00\x00\x00", 6) << 1002;
    QTest::newRow("unknown opcode") << QByteArray("\x83\x80\x00\x00\x00\x00", 6) << 1002;
    QTest::newRow("fragmented ping") << QByteArray("\x09\x80\x00\x00\x00\x00", 6) << 1002;
    QTest::newRow("continuation of nothing") << QByteArray("\x80\x80\x00\x00\x00\x00", 6) << 1002;
}

void TestHostileInput::badFramesCloseWithTheirCode()
{
    QFETCH(QByteArray, frame);
    QFETCH(int, code);
    WebSocketClient client;
    QSignalSpy opened(&client, &WebSocketClient::opened);
    client.open(m_server.port(), "/ws");
    QVERIFY(opened.wait());
    client.sendRaw(frame);
    QTRY_COMPARE(int(client.closeCode()), code);
    QTRY_VERIFY(client.isDisconnected());
}

void TestHostileInput::badJsonIsRefusedAndTheConnectionLives_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << "hello"_ba;
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("NaN") << "{\"event\":\"exchanges\",\"data\":NaN}"_ba;
    QTest::newRow("array") << "[]"_ba;
    QTest::newRow("no event") << "{\"data\":{}}"_ba;
    QTest::newRow("data is text") << "{\"event\":\"exchanges\",\"data\":\"x\"}"_ba;
    QTest::newRow("nested 100,000 deep") << QByteArray("{\"event\":\"exchanges\",\"data\":" + QByteArray(100'000, '[') + "}");
    QTest::newRow("lone surrogate as a room")
        << "{\"event\":\"exchanges\",\"data\":{\"roomId\":\"\\ud800\",\"username\":\"u\",\"content\":\"c\"}}"_ba;
    QTest::newRow("control character in a room")
        << "{\"event\":\"participants\",\"data\":{\"roomId\":\"a\\u0000\",\"username\":\"u\"}}"_ba;
    QTest::newRow("duplicate keys")
        << "{\"event\":\"exchanges\",\"data\":{\"roomId\":\"a\",\"roomId\":5,\"username\":\"u\",\"content\":\"c\"}}"_ba;
}

void TestHostileInput::badJsonIsRefusedAndTheConnectionLives()
{
    QFETCH(QByteArray, text);
    WebSocketClient client;
    QSignalSpy opened(&client, &WebSocketClient::opened);
    QSignalSpy received(&client, &WebSocketClient::textReceived);
    client.open(m_server.port(), "/ws");
    QVERIFY(opened.wait());
    client.sendText(text);
    QTRY_COMPARE(received.size(), 1);
    QVERIFY(received.at(0).at(0).toByteArray().startsWith("{\"event\":\"exception\""));
    client.sendFrame(WebSocketOpcode::Binary, "bytes");
    QTRY_COMPARE(received.size(), 2);
    QVERIFY(received.at(1).at(0).toByteArray().startsWith("{\"event\":\"exception\""));
    client.sendText("{\"event\":\"participants\",\"id\":7,\"data\":{\"roomId\":\"a\",\"username\":\"u\"}}");
    QTRY_VERIFY(received.size() >= 3);
    QVERIFY(received.at(2).at(0).toByteArray().startsWith("{\"event\":\"ack\",\"id\":7,"));
}

void TestHostileInput::badSocketIoPacketEndsTheSession_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no Engine.IO packet") << "x"_ba;
    QTest::newRow("ping from the client") << "2"_ba;
    QTest::newRow("no Socket.IO packet") << "4x"_ba;
    QTest::newRow("event before CONNECT") << "42[\"exchanges\",{}]"_ba;
    QTest::newRow("event without a name") << "42{}"_ba;
    QTest::newRow("reserved name") << "42[\"connect\"]"_ba;
    QTest::newRow("too many attachments") << "451000000-[\"x\"]"_ba;
    QTest::newRow("nested 100,000 deep") << QByteArray("42" + QByteArray(100'000, '['));
}

void TestHostileInput::badSocketIoPacketEndsTheSession()
{
    QFETCH(QByteArray, text);
    WebSocketClient client;
    QSignalSpy received(&client, &WebSocketClient::textReceived);
    client.open(m_server.port(), "/socket.io/?EIO=4&transport=websocket");
    QTRY_COMPARE(received.size(), 1);
    client.sendText(text);
    QTRY_VERIFY(client.isDisconnected());
}

QTEST_GUILESS_MAIN(TestHostileInput)
#include "TestHostileInput.moc"
