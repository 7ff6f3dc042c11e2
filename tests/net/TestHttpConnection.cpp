// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpConnection.h"

#include "support/RawHttpClient.h"
#include "support/SmallHttpServer.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>
#include <QTimer>

#include <functional>
#include <memory>

using namespace parlor;

namespace {

/// Puts an HttpConnection before the HTTP server for each connection that it accepts.
class Door : public QTcpServer {
public:
    explicit Door(const HttpConnection::Settings &settings) : m_settings(settings)
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("No port");
    }

    QList<QPointer<HttpConnection>> connections;
    /// Gets what is given to upgradeFound(), where it is set.
    std::function<void(QTcpSocket *socket, const QByteArray &unread)> takeUpgrade;
    int sendBufferBytes = 0; ///< of the kernel's, for connections that come from now on; 0: as many as it likes

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QTcpSocket;
        socket->setSocketDescriptor(descriptor);
        if (sendBufferBytes > 0)
            socket->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, sendBufferBytes);
        auto *connection = new HttpConnection(socket, m_settings, this);
        connections.append(connection);
        if (takeUpgrade)
            connect(connection, &HttpConnection::upgradeFound, this, takeUpgrade);
        addPendingConnection(connection);
        connection->start();
    }

private:
    const HttpConnection::Settings m_settings;
};

/// An HTTP server that answers each request with its method, target and body, or leaves it to the test.
struct Service {
    explicit Service(const HttpConnection::Settings &settings = {}) : door(new Door(settings)) { server.bind(door); }

    quint16 port() const { return door->serverPort(); }
    /// The one connection; null once it is gone.
    HttpConnection *connection() const { return door->connections.value(0); }

    bool answersAtOnce = true;
    QList<SmallHttpServer::Request> requests; ///< unanswered, where it does not
    int count = 0;
    SmallHttpServer server { [this](SmallHttpServer::Request &&request) {
        ++count;
        if (answersAtOnce)
            request.answer(200, request.method + ' ' + request.target + ' ' + request.body);
        else
            requests.append(std::move(request));
    } };
    Door *const door; ///< the server's
};

QByteArray get(const QByteArray &target, const QByteArray &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

QByteArray post(const QByteArray &target, const QByteArray &body)
{
    return "POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n\r\n" + body;
}

QByteArray upgrade(const QByteArray &target)
{
    return get(target, "Connection: Upgrade\r\nUpgrade: websocket\r\n");
}

} // namespace

class TestHttpConnection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void looksLikeItsSocket();
    void requestIsAnswered();
    void requestMayArriveByteByByte();
    void pipelinedRequestsAreAnsweredInOrder();
    void onlyOneRequestIsServedAtATime();
    void answerMayComeLate();
    void answersToHeadHaveNoBody();
    void anyMethodArrives();
    void largeBodiesArrive();
    void chunkedBodiesArrive();
    void continueIsSentOnDemand();
    void closesWhereTheClientAsks_data();
    void closesWhereTheClientAsks();
    void oldClientsMayKeepTheConnection();
    void unfinishedRequestTimesOut_data();
    void unfinishedRequestTimesOut();
    void tricklingDoesNotMoveTheDeadline();
    void idleConnectionIsClosedQuietly();
    void noDeadlineRunsWhileARequestIsAnswered();
    void refusals_data();
    void refusals();
    void refusalComesAfterEarlierAnswers();
    void refusedClientThatGoesOnSendingCanReadWhy();
    void refusalHasTheFieldsForItsRequest();
    void clientMayLeaveBeforeItsAnswer();
    void clientMayLeaveAfterPipelining();
    void clientThatReadsNothingGetsNoFurtherAnswers();
    void clientThatReadsNothingIsCutOff();
    void clientThatSendsAheadIsHeldBack();
    void endsAfterTheAnswerUnderWay();
    void idleConnectionEndsAtOnce();
    void answerWithoutALengthBecomesAnError();
    void strayWritesAreDropped();
    void serverMayGoWithConnectionsOpen();
    void upgradeIsARequestWhereNobodyTakesIt();
    void upgradeIsPassedOn();
    void upgradeWaitsForTheAnswersBefore();
    void upgradeOfAClientThatReadsNothingIsCutOff();
};

void TestHttpConnection::looksLikeItsSocket()
{
    Service service;
    RawHttpClient client(service.port());
    QTRY_VERIFY(service.connection());
    const HttpConnection &connection = *service.connection();
    QCOMPARE(connection.state(), QAbstractSocket::ConnectedState);
    QCOMPARE(connection.peerPort(), client.socket().localPort());
    QCOMPARE(connection.peerAddress(), client.socket().localAddress());
    QCOMPARE(connection.localPort(), client.socket().peerPort());
    QVERIFY(connection.isOpen());
    QCOMPARE(connection.bytesAvailable(), 0);
    QCOMPARE(connection.bytesToWrite(), 0);
    QVERIFY(connection.socketDescriptor() != -1);
}

void TestHttpConnection::requestIsAnswered()
{
    Service service;
    RawHttpClient client(service.port());
    for (const QByteArray target : { "/a%2Fb?c=%20", "/", "//x:99999/y" }) {
        client.send(get(target));
        const auto response = client.receive();
        QVERIFY(response);
        QCOMPARE(response->status, 200);
        QCOMPARE(response->body, QByteArray("GET " + target + ' '));
        QVERIFY(response->field("Connection").isNull());
    }
    QVERIFY(!client.isClosed());
}

void TestHttpConnection::requestMayArriveByteByByte()
{
    Service service;
    RawHttpClient client(service.port());
    const QByteArray bytes = post("/x", "body") + get("/y");
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        client.send(bytes.sliced(i, 1));
        QCoreApplication::processEvents();
    }
    QCOMPARE(client.receive()->body, "POST /x body");
    QCOMPARE(client.receive()->body, "GET /y ");
}

void TestHttpConnection::pipelinedRequestsAreAnsweredInOrder()
{
    constexpr int Requests = 100;
    Service service;
    RawHttpClient client(service.port());
    QByteArray bytes;
    for (int i = 0; i < Requests; ++i) {
        const QByteArray number = QByteArray::number(i);
        bytes += i % 2 ? get("/" + number) : post("/" + number, number);
    }
    client.send(bytes);
    for (int i = 0; i < Requests; ++i) {
        const QByteArray number = QByteArray::number(i);
        const auto response = client.receive();
        QVERIFY(response);
        const QByteArray expected = i % 2 ? QByteArray("GET /" + number + ' ') : QByteArray("POST /" + number + ' ' + number);
        QCOMPARE(response->body, expected);
    }
}

void TestHttpConnection::onlyOneRequestIsServedAtATime()
{
    Service service;
    service.answersAtOnce = false;
    RawHttpClient client(service.port());
    client.send(get("/0") + get("/1") + get("/2"));
    for (int i = 0; i < 3; ++i) {
        QTRY_COMPARE(service.requests.size(), 1);
        // What could bring the next one is done by now.
        for (int turn = 0; turn < 10; ++turn)
            QCoreApplication::processEvents();
        QCOMPARE(service.requests.size(), 1);
        const auto request = service.requests.takeFirst();
        QCOMPARE(request.target, QByteArray("/" + QByteArray::number(i)));
        request.answer(200, request.target);
        QCOMPARE(client.receive()->body, request.target);
    }
}

void TestHttpConnection::answerMayComeLate()
{
    Service service;
    service.answersAtOnce = false;
    RawHttpClient client(service.port());
    for (int i = 0; i < 3; ++i) {
        client.send(post("/x", QByteArray::number(i)));
        QTRY_COMPARE(service.requests.size(), 1);
        QTimer::singleShot(10, this, [&service] {
            const auto request = service.requests.takeFirst();
            request.answer(201, request.body);
        });
        const auto response = client.receive();
        QVERIFY(response);
        QCOMPARE(response->status, 201);
        QCOMPARE(response->body, QByteArray::number(i));
    }
}

void TestHttpConnection::answersToHeadHaveNoBody()
{
    Service service;
    RawHttpClient client(service.port());
    client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n" + get("/y"));
    const auto head = client.receive(false);
    QVERIFY(head);
    QCOMPARE(head->status, 200);
    QCOMPARE(head->field("Content-Length"), QByteArray::number(QByteArray("HEAD /x ").size()));
    QCOMPARE(client.receive()->body, "GET /y ");
}

void TestHttpConnection::anyMethodArrives()
{
    Service service;
    RawHttpClient client(service.port());
    for (const QByteArray method : { "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW", "get" }) {
        client.send(method + " /x HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(client.receive()->body, QByteArray(method + " /x "));
    }
}

void TestHttpConnection::largeBodiesArrive()
{
    Service service;
    RawHttpClient client(service.port());
    QByteArray body(1'000'000, '\0');
    for (qsizetype i = 0; i < body.size(); ++i)
        body[i] = char(i * 7 + i / 256);
    client.send(post("/x", body) + post("/y", body));
    QCOMPARE(client.receive()->body, QByteArray("POST /x " + body));
    QCOMPARE(client.receive()->body, QByteArray("POST /y " + body));
}

void TestHttpConnection::chunkedBodiesArrive()
{
    Service service;
    RawHttpClient client(service.port());
    client.send("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nab");
    client.send("c\r\n4\r\n\r\n0\r\r\n0\r\nT: 1\r\n\r\n" + get("/y"));
    QCOMPARE(client.receive()->body, "POST /x abc\r\n0\r");
    QCOMPARE(client.receive()->body, "GET /y ");
}

void TestHttpConnection::continueIsSentOnDemand()
{
    Service service;
    RawHttpClient client(service.port());
    client.send(get("/a") + "POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    QCOMPARE(client.receive()->body, "GET /a ");
    QCOMPARE(client.receive()->head, "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("abc");
    QCOMPARE(client.receive()->body, "POST /x abc");
}

void TestHttpConnection::closesWhereTheClientAsks_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("HTTP/1.1") << get("/x", "Connection: close\r\n");
    QTest::newRow("HTTP/1.0") << QByteArray("GET /x HTTP/1.0\r\n\r\n");
}

void TestHttpConnection::closesWhereTheClientAsks()
{
    QFETCH(QByteArray, request);
    Service service;
    RawHttpClient client(service.port());
    client.send(request + get("/too-late"));
    const auto response = client.receive();
    QVERIFY(response);
    QCOMPARE(response->body, "GET /x ");
    QCOMPARE(response->field("Connection"), "close");
    QCOMPARE(client.receiveRest(), "");
    QVERIFY(!client.receiveRest().isNull());
    QCOMPARE(service.count, 1);
    QTRY_VERIFY(!service.connection());
}

void TestHttpConnection::oldClientsMayKeepTheConnection()
{
    Service service;
    RawHttpClient client(service.port());
    for (int i = 0; i < 2; ++i) {
        client.send("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        QCOMPARE(client.receive()->field("Connection"), "keep-alive");
    }
}

void TestHttpConnection::unfinishedRequestTimesOut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("head") << QByteArray("GET / HTTP/1.1\r\nHos");
    QTest::newRow("body") << post("/x", "abc").chopped(1);
    QTest::newRow("chunk") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na");
    QTest::newRow("body after 100 Continue")
        << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
}

void TestHttpConnection::unfinishedRequestTimesOut()
{
    QFETCH(QByteArray, bytes);
    HttpConnection::Settings settings;
    settings.requestTimeoutMs = 50;
    Service service(settings);
    RawHttpClient client(service.port());
    client.send(get("/a"));
    QCOMPARE(client.receive()->status, 200);
    client.send(bytes);
    auto response = client.receive();
    if (response && response->status == 100)
        response = client.receive();
    QVERIFY(response);
    QCOMPARE(response->status, 408);
    QCOMPARE(response->field("Connection"), "close");
    QVERIFY(!client.receiveRest().isNull());
    QCOMPARE(service.count, 1);
    QTRY_VERIFY(!service.connection());
}

void TestHttpConnection::tricklingDoesNotMoveTheDeadline()
{
    HttpConnection::Settings settings;
    settings.requestTimeoutMs = 100;
    Service service(settings);
    RawHttpClient client(service.port());
    client.send("GET / HTTP/1.1\r\nX: ");
    QTimer trickle;
    connect(&trickle, &QTimer::timeout, this, [&client] { client.send("x"); });
    trickle.start(5);
    const auto response = client.receive();
    QVERIFY(response);
    QCOMPARE(response->status, 408);
}

void TestHttpConnection::idleConnectionIsClosedQuietly()
{
    HttpConnection::Settings settings;
    settings.idleTimeoutMs = 50;
    Service service(settings);
    RawHttpClient silent(service.port());
    RawHttpClient client(service.port());
    client.send(get("/a"));
    QCOMPARE(client.receive()->status, 200);
    client.send("\r\n"); // is no request
    QCOMPARE(client.receiveRest(), "");
    QVERIFY(client.isClosed());
    QCOMPARE(silent.receiveRest(), "");
    QVERIFY(silent.isClosed());
}

void TestHttpConnection::noDeadlineRunsWhileARequestIsAnswered()
{
    HttpConnection::Settings settings;
    settings.requestTimeoutMs = 20;
    settings.idleTimeoutMs = 20;
    Service service(settings);
    service.answersAtOnce = false;
    RawHttpClient client(service.port());
    client.send(get("/a") + "GET");
    QTRY_COMPARE(service.requests.size(), 1);
    QTimer::singleShot(200, this, [&service] { service.requests.first().answer(200, "late"); });
    QCOMPARE(client.receive()->body, "late");
    QCOMPARE(client.receive()->status, 408);
}

void TestHttpConnection::refusals_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const QByteArray chunked = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n";
    QTest::newRow("both framings") << QByteArray(chunked + "Content-Length: 4\r\n\r\n1\r\na\r\n0\r\n\r\n") << 400;
    QTest::newRow("two lengths") << QByteArray("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab")
                                 << 400;
    QTest::newRow("signed length") << QByteArray("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na") << 400;
    QTest::newRow("hidden coding") << QByteArray("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n")
                                   << 400;
    QTest::newRow("folded coding") << QByteArray("POST /x HTTP/1.1\r\nHost: a\r\nX: y\r\n Transfer-Encoding: chunked\r\n\r\n")
                                   << 400;
    QTest::newRow("other coding") << QByteArray("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n") << 501;
    QTest::newRow("bare line feeds") << QByteArray("GET / HTTP/1.1\nHost: a\n\n") << 400;
    QTest::newRow("bad chunk size") << QByteArray(chunked + "\r\n0x1\r\na\r\n0\r\n\r\n") << 400;
    QTest::newRow("chunk too long") << QByteArray(chunked + "\r\n1\r\nab\r\n0\r\n\r\n") << 400;
    QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("not HTTP") << QByteArray("\x16\x03\x01\x02\n") << 400;
    QTest::newRow("other version") << QByteArray("GET / HTTP/3.0\r\n\r\n") << 505;
    QTest::newRow("CONNECT") << QByteArray("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n") << 501;
    QTest::newRow("expectation") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nExpect: more\r\n\r\n") << 417;
    QTest::newRow("body too large") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000001\r\n\r\n") << 413;
    QTest::newRow("chunk too large") << QByteArray(chunked + "\r\nf4241\r\n") << 413;
    QTest::newRow("head too large") << get("/", "X: " + QByteArray(20'000, 'x') + "\r\n") << 431;
    QTest::newRow("too many fields") << get("/", QByteArray("X: y\r\n").repeated(101)) << 431;
}

void TestHttpConnection::refusals()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    Service service;
    RawHttpClient client(service.port());
    // What stands behind it must never be served.
    client.send(bytes + get("/smuggled"));
    const auto response = client.receive();
    QVERIFY(response);
    QCOMPARE(response->status, status);
    QCOMPARE(response->field("Connection"), "close");
    QCOMPARE(client.receiveRest(), "");
    QVERIFY(client.isClosed());
    QCOMPARE(service.count, 0);
    QTRY_VERIFY(!service.connection());
}

void TestHttpConnection::refusalComesAfterEarlierAnswers()
{
    Service service;
    service.answersAtOnce = false;
    RawHttpClient client(service.port());
    client.send(get("/a") + "BAD\r\n\r\n");
    QTRY_COMPARE(service.requests.size(), 1);
    service.requests.first().answer(200, "a");
    QCOMPARE(client.receive()->body, "a");
    QCOMPARE(client.receive()->status, 400);
}

void TestHttpConnection::refusedClientThatGoesOnSendingCanReadWhy()
{
    Service service;
    RawHttpClient client(service.port());
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n");
    client.send(QByteArray(200'000, 'x'));
    const auto response = client.receive();
    QVERIFY(response);
    QCOMPARE(response->status, 413);
    QVERIFY(!client.receiveRest().isNull());
    QTRY_VERIFY(!service.connection());
}

void TestHttpConnection::refusalHasTheFieldsForItsRequest()
{
    HttpConnection::Settings settings;
    settings.refusalFields = [](const HttpRequestHead &head) -> QByteArray { return "X-For: " + head.target() + "\r\n"; };
    Service service(settings);
    RawHttpClient client(service.port());
    client.send(get("/first"));
    QVERIFY(client.receive());
    client.send("POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n");
    const auto refused = client.receive();
    QVERIFY(refused);
    QCOMPARE(refused->status, 413);
    QCOMPARE(refused->field("X-For"), "/large");

    RawHttpClient headless(service.port());
    headless.send(get("/first"));
    QVERIFY(headless.receive());
    headless.send("no request at all\r\n\r\n");
    const auto answer = headless.receive();
    QVERIFY(answer);
    QCOMPARE(answer->status, 400);
    QVERIFY(answer->field("X-For").isEmpty());
}

void TestHttpConnection::clientMayLeaveBeforeItsAnswer()
{
    Service service;
    service.answersAtOnce = false;
    {
        RawHttpClient client(service.port());
        client.send(get("/a") + get("/b"));
        QTRY_COMPARE(service.requests.size(), 1);
        client.socket().abort();
        QTRY_VERIFY(!service.connection() || service.connection()->state() == QAbstractSocket::UnconnectedState);
    }
    service.requests.takeFirst().answer(200, "nobody reads this");
    QTRY_VERIFY(!service.connection());
    QCOMPARE(service.count, 1);
}

void TestHttpConnection::clientMayLeaveAfterPipelining()
{
    Service service;
    {
        RawHttpClient client(service.port());
        QTRY_VERIFY(service.connection());
        client.send(get("/a").repeated(100));
        client.socket().abort();
    }
    QTRY_VERIFY(!service.connection());
}

void TestHttpConnection::clientThatReadsNothingGetsNoFurtherAnswers()
{
    constexpr int Requests = 40;
    const QByteArray body(1'000'000, 'x');
    Service service;
    service.answersAtOnce = false;
    RawHttpClient client(service.port());
    client.socket().setReadBufferSize(1);
    client.send(get("/a").repeated(Requests));
    const auto answerAll = [&service, &body] {
        while (!service.requests.isEmpty())
            service.requests.takeFirst().answer(200, body);
    };
    QTRY_VERIFY((answerAll(), service.connection()->bytesToWrite() > 1024 * 1024));
    for (int turn = 0; turn < 20; ++turn) {
        QCoreApplication::processEvents();
        answerAll();
    }
    QVERIFY(service.count < Requests);
    QVERIFY(service.connection()->bytesToWrite() < 3 * 1024 * 1024);

    service.answersAtOnce = true;
    client.socket().setReadBufferSize(0);
    for (int i = 0; i < Requests; ++i) {
        const auto response = client.receive();
        QVERIFY(response);
        QCOMPARE(response->status, 200);
    }
    QCOMPARE(service.count, Requests);
}

void TestHttpConnection::clientThatReadsNothingIsCutOff()
{
    HttpConnection::Settings settings;
    settings.idleTimeoutMs = 100;
    const QByteArray body(4'000'000, 'x');
    Service service(settings);
    service.answersAtOnce = false;
    RawHttpClient client(service.port());
    client.socket().setReadBufferSize(1);
    client.send(get("/a").repeated(40));
    QTRY_VERIFY((service.requests.isEmpty() ? void() : service.requests.takeFirst().answer(200, body),
                 !service.connection()));
    QVERIFY(service.count < 40);
}

void TestHttpConnection::clientThatSendsAheadIsHeldBack()
{
    Service service;
    service.answersAtOnce = false;
    RawHttpClient client(service.port());
    client.send(get("/a"));
    QTRY_COMPARE(service.requests.size(), 1);
    client.send(post("/b", QByteArray(900'000, 'x')).repeated(40));
    for (int turn = 0; turn < 100; ++turn)
        QCoreApplication::processEvents();
    // The kernel takes some megabytes, this process less than one.
    QVERIFY(client.socket().bytesToWrite() > 10'000'000);
    service.answersAtOnce = true;
    service.requests.first().answer(200, {});
    QCOMPARE(client.receive()->status, 200);
    for (int i = 0; i < 40; ++i)
        QCOMPARE(client.receive()->status, 200);
}

void TestHttpConnection::endsAfterTheAnswerUnderWay()
{
    Service service;
    service.answersAtOnce = false;
    RawHttpClient client(service.port());
    client.send(get("/a") + get("/b"));
    QTRY_COMPARE(service.requests.size(), 1);
    service.connection()->closeWhenIdle();
    service.requests.first().answer(200, "a");
    const auto response = client.receive();
    QCOMPARE(response->body, "a");
    QCOMPARE(response->field("Connection"), "close");
    QCOMPARE(client.receiveRest(), "");
    QVERIFY(client.isClosed());
    QCOMPARE(service.count, 1);
}

void TestHttpConnection::idleConnectionEndsAtOnce()
{
    Service service;
    RawHttpClient client(service.port());
    client.send(get("/a"));
    QCOMPARE(client.receive()->status, 200);
    service.connection()->closeWhenIdle();
    QCOMPARE(client.receiveRest(), "");
    QTRY_VERIFY(!service.connection());
}

void TestHttpConnection::answerWithoutALengthBecomesAnError()
{
    Door door({});
    connect(&door, &QTcpServer::pendingConnectionAvailable, this, [&door] {
        QTcpSocket *socket = door.nextPendingConnection();
        connect(socket, &QIODevice::readyRead, socket, [socket] {
            socket->readAll();
            socket->write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            socket->write("1\r\na\r\n0\r\n\r\n");
        });
    });
    QTest::ignoreMessage(QtWarningMsg, "A response without a Content-Length was written to an HTTP connection");
    RawHttpClient client(door.serverPort());
    client.send(get("/a"));
    QCOMPARE(client.receive()->status, 500);
    QCOMPARE(client.receiveRest(), "");
}

void TestHttpConnection::strayWritesAreDropped()
{
    Service service;
    RawHttpClient client(service.port());
    QTRY_VERIFY(service.connection());
    QTest::ignoreMessage(QtWarningMsg, "5 bytes were written to an HTTP connection without a request to answer");
    QCOMPARE(service.connection()->write("stray"), 5);
    client.send(get("/a"));
    QCOMPARE(client.receive()->body, "GET /a ");
}

void TestHttpConnection::serverMayGoWithConnectionsOpen()
{
    auto service = std::make_unique<Service>();
    service->answersAtOnce = false;
    RawHttpClient idle(service->port());
    RawHttpClient waiting(service->port());
    waiting.send(get("/a"));
    QTRY_COMPARE(service->requests.size(), 1);
    QTRY_COMPARE(service->door->connections.size(), 2);
    service->requests.clear();
    service.reset();
    QCOMPARE(idle.receiveRest(), "");
    QCOMPARE(waiting.receiveRest(), "");
}

void TestHttpConnection::upgradeIsARequestWhereNobodyTakesIt()
{
    Service service;
    RawHttpClient client(service.port());
    client.send(upgrade("/a") + get("/b"));
    QCOMPARE(client.receive()->body, "GET /a ");
    QCOMPARE(client.receive()->body, "GET /b ");
}

void TestHttpConnection::upgradeIsPassedOn()
{
    Service service;
    std::unique_ptr<QTcpSocket> taken;
    QByteArray unread;
    service.door->takeUpgrade = [&](QTcpSocket *socket, const QByteArray &bytes) {
        taken.reset(socket);
        unread = bytes;
    };
    const QByteArray bytes = "\r\n" + upgrade("/b") + QByteArray("\x81\0early", 7);
    RawHttpClient client(service.port());
    client.send(get("/a"));
    QCOMPARE(client.receive()->body, "GET /a ");
    QSignalSpy disconnected(service.connection(), &QAbstractSocket::disconnected);
    client.send(bytes);
    QTRY_VERIFY(taken);
    QCOMPARE(disconnected.count(), 1);
    QVERIFY(!taken->parent());
    QCOMPARE(taken->bytesToWrite(), 0);
    QTRY_COMPARE(QByteArray(unread + taken->readAll()), bytes);
    QCOMPARE(service.count, 1);
    // The one goes, and the other stays.
    QTRY_VERIFY(!service.connection());
    taken->write("HTTP/1.1 101 \r\n\r\n");
    QCOMPARE(client.receive(false)->status, 101);
}

void TestHttpConnection::upgradeWaitsForTheAnswersBefore()
{
    Service service;
    service.answersAtOnce = false;
    std::unique_ptr<QTcpSocket> taken;
    qint64 unsent = -1;
    QByteArray unread;
    service.door->takeUpgrade = [&](QTcpSocket *socket, const QByteArray &bytes) {
        taken.reset(socket);
        unsent = socket->bytesToWrite();
        unread = bytes;
    };
    service.door->sendBufferBytes = 16 * 1024;
    RawHttpClient client(service.port());
    client.socket().setReadBufferSize(1);
    client.socket().setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 16 * 1024);
    client.send(get("/a") + upgrade("/b"));
    QTRY_COMPARE(service.requests.size(), 1);
    for (int turn = 0; turn < 20; ++turn)
        QCoreApplication::processEvents();
    QVERIFY(!taken);
    // More than the kernel takes here, but not so much that nothing further is looked at.
    const QByteArray body(900'000, 'x');
    service.requests.takeFirst().answer(200, body);
    for (int turn = 0; turn < 20; ++turn)
        QCoreApplication::processEvents();
    QVERIFY(!taken);
    QVERIFY(service.connection()->bytesToWrite() > 0);

    client.socket().setReadBufferSize(0);
    QCOMPARE(client.receive()->body, body);
    QTRY_VERIFY(taken);
    QCOMPARE(unsent, 0);
    QCOMPARE(unread, upgrade("/b"));
}

void TestHttpConnection::upgradeOfAClientThatReadsNothingIsCutOff()
{
    HttpConnection::Settings settings;
    settings.idleTimeoutMs = 100;
    Service service(settings);
    service.answersAtOnce = false;
    bool isTaken = false;
    service.door->takeUpgrade = [&isTaken](QTcpSocket *socket, const QByteArray &) {
        isTaken = true;
        socket->deleteLater();
    };
    service.door->sendBufferBytes = 16 * 1024;
    RawHttpClient client(service.port());
    client.socket().setReadBufferSize(1);
    client.socket().setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 16 * 1024);
    client.send(get("/a") + upgrade("/b"));
    QTRY_COMPARE(service.requests.size(), 1);
    service.requests.takeFirst().answer(200, QByteArray(900'000, 'x'));
    QTRY_VERIFY(!service.connection());
    QVERIFY(!isTaken);
}

QTEST_GUILESS_MAIN(TestHttpConnection)
#include "TestHttpConnection.moc"
