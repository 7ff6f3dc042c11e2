// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Listener.h"

#include "net/EventDispatcher.h"
#include "net/HttpErrorReply.h"
#include "net/HttpExchange.h"
#include "net/HttpRequestHandler.h"
#include "net/TurnWriter.h"
#include "net/WebSocketChannel.h"

#include "support/RawHttpClient.h"
#include "support/SmallHttpServer.h"
#include "support/WebSocketClient.h"

#include <QCoreApplication>
#include <QPointer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <memory>
#include <vector>

using namespace parlor;

namespace {

/// Accepts connections and hands their descriptors on, as the server's acceptor does.
class Acceptor : public QTcpServer {
public:
    Acceptor()
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("No port");
    }

    Listener *listener = nullptr;
    int accepted = 0;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        ++accepted;
        listener->admit(descriptor);
    }
};

/// Sends each text back behind the target that the connection was opened with.
class EchoSession : public WebSocketReceiver {
public:
    EchoSession(std::unique_ptr<WebSocketChannel> channel, const QByteArray &target, int &closed) :
        m_channel(std::move(channel)),
        m_target(target),
        m_closed(closed)
    {
        m_channel->start(this);
    }

    void textReceived(QByteArrayView text) override { m_channel->sendText(QByteArray(m_target + ' ' + text.toByteArray())); }
    void binaryReceived(QByteArrayView) override {}
    void closed(WebSocketCloseCode) override { ++m_closed; }

private:
    const std::unique_ptr<WebSocketChannel> m_channel;
    const QByteArray m_target;
    int &m_closed;
};

class EchoHandler : public UpgradeHandler {
public:
    std::optional<QByteArray> refuse(const HttpRequestHead &head) override
    {
        if (head.queryItem("key") == "wrong")
            return httpErrorReply(Error::accessForbidden());
        return std::nullopt;
    }
    void accept(std::unique_ptr<WebSocketChannel> channel, const HttpRequestHead &head) override
    {
        sessions.push_back(std::make_unique<EchoSession>(std::move(channel), head.target(), closed));
    }

    std::vector<std::unique_ptr<EchoSession>> sessions;
    int closed = 0;
};

class HelloHandler : public HttpRequestHandler {
public:
    void handle(std::unique_ptr<HttpExchange> exchange) override
    {
        exchange->answer({ 200, "text/plain", "hello", {} });
    }
};

struct Service {
    explicit Service(const Listener::Settings &settings = {}) : listener(new Listener(settings, writer))
    {
        acceptor.listener = listener;
        if (!listener->adoptListeningSocket(acceptor.socketDescriptor()))
            qFatal("The listening socket was not adopted");
        listener->addUpgradeHandler("/ws", &echo);
        listener->addUpgradeHandler("/socket.io/", &echo);
        listener->addRequestHandler("/hello", &hello);
        http.bind(listener);
    }

    quint16 port() const { return acceptor.serverPort(); }

    Acceptor acceptor;
    TurnWriter writer { 1'000'000 };
    EchoHandler echo;
    HelloHandler hello;
    SmallHttpServer http { [](SmallHttpServer::Request &&request) {
        request.answer(200, request.method + ' ' + request.target);
    } };
    Listener *const listener; ///< the HTTP server's
};

QByteArray handshake(const QByteArray &target, const QByteArrayList &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + (fields.isEmpty() ? QByteArray() : QByteArray(fields.join("\r\n") + "\r\n")) + "\r\n";
}

QByteArray get(const QByteArray &target)
{
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

QByteArray maskedText(const QByteArray &text)
{
    QByteArray frame;
    appendMaskedWebSocketFrame(frame, WebSocketOpcode::Text, text, 0x12345678);
    return frame;
}

QByteArray textFromServer(const QByteArray &text)
{
    QByteArray frame;
    appendWebSocketFrame(frame, WebSocketOpcode::Text, text);
    return frame;
}

} // namespace

class TestListener : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void httpReachesTheServer();
    void countsHttpConnections();
    void neverAcceptsByItself();
    void upgradeReachesItsHandler_data();
    void upgradeReachesItsHandler();
    void answersTheHandshake();
    void framesSentWithTheHandshakeArrive();
    void handshakesThatQtWouldRefuseAreUpgraded_data();
    void handshakesThatQtWouldRefuseAreUpgraded();
    void manyHandshakesAtOnceKeepTheirHeads();
    void upgradeMayFollowRequests_data();
    void upgradeMayFollowRequests();
    void upgradeBehindRequestsIsRefusedAsAFirstOne_data();
    void upgradeBehindRequestsIsRefusedAsAFirstOne();
    void upgradeBehindRequestsIsRefusedWhileStopping();
    void upgradeElsewhereIsNotFound();
    void handlerMayRefuse();
    void badHandshakesAreAnswered_data();
    void badHandshakesAreAnswered();
    void upgradesToOtherProtocolsAreHttp();
    void silentConnectionIsClosedWithoutAWord();
    void stalledHeadTimesOut();
    void badHeadsAreAnswered_data();
    void badHeadsAreAnswered();
    void tlsGetsAnAlert();
    void headMayArriveByteByByte();
    void clientMayLeaveAtAnyByte();
    void closedWebSocketIsReportedOnce();
    void stopDropsTheUndecided();
    void closesHttpConnections();
    void mayGoWithEverythingOpen();
};

void TestListener::httpReachesTheServer()
{
    Service service;
    RawHttpClient client(service.port());
    for (int i = 0; i < 3; ++i) {
        client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(client.receive()->body, "GET /a");
    }
    RawHttpClient pipelining(service.port());
    pipelining.send("\r\nGET /a HTTP/1.1\r\nHost: a\r\n\r\nHEAD /b HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(pipelining.receive()->body, "GET /a");
    QCOMPARE(pipelining.receive(false)->status, 200);
}

void TestListener::countsHttpConnections()
{
    Service service;
    qsizetype count = -1;
    connect(service.listener, &Listener::httpConnectionCountChanged, this, [&count](qsizetype now) { count = now; });
    {
        RawHttpClient one(service.port());
        RawHttpClient other(service.port());
        one.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        other.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        QVERIFY(one.receive() && other.receive());
        QCOMPARE(count, 2);
    }
    QTRY_COMPARE(count, 0);
}

void TestListener::neverAcceptsByItself()
{
    Service service;
    QVERIFY(service.listener->isListening());
    constexpr int Connections = 20;
    for (int i = 0; i < Connections; ++i) {
        RawHttpClient client(service.port());
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(client.receive()->status, 200);
    }
    QCOMPARE(service.acceptor.accepted, Connections);
}

void TestListener::upgradeReachesItsHandler_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("as registered") << QByteArray("/ws");
    QTest::newRow("with a final slash") << QByteArray("/ws/");
    QTest::newRow("with a query") << QByteArray("/ws?access_token=a%20b");
    QTest::newRow("registered with a slash") << QByteArray("/socket.io/?EIO=4&transport=websocket");
    QTest::newRow("without its slash") << QByteArray("/socket.io?EIO=4");
}

void TestListener::upgradeReachesItsHandler()
{
    QFETCH(QByteArray, target);
    Service service;
    WebSocketClient client;
    QSignalSpy texts(&client, &WebSocketClient::textReceived);
    connect(&client, &WebSocketClient::opened, &client, [&client] { client.sendText("hello"); });
    client.open(service.port(), target);
    QVERIFY(texts.wait());
    QCOMPARE(texts.first().first().toByteArray(), QByteArray(target + " hello"));
}

void TestListener::answersTheHandshake()
{
    Service service;
    RawHttpClient client(service.port());
    client.send(handshake("/ws"));
    const auto response = client.receive(false);
    QVERIFY(response);
    QCOMPARE(response->status, 101);
    // The key and its answer are RFC 6455's own example (1.3).
    QCOMPARE(response->field("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    QCOMPARE(response->field("Upgrade").toLower(), "websocket");
    QCOMPARE(response->field("Connection").toLower(), "upgrade");
}

void TestListener::framesSentWithTheHandshakeArrive()
{
    Service service;
    WebSocketClient client;
    QSignalSpy texts(&client, &WebSocketClient::textReceived);
    QByteArray bytes = handshake("/ws");
    constexpr int Texts = 50;
    for (int i = 0; i < Texts; ++i)
        bytes += maskedText(QByteArray::number(i).rightJustified(1000, '.'));
    connect(&client.socket(), &QAbstractSocket::connected, this, [&] { client.sendRaw(bytes); });
    client.socket().connectToHost(QHostAddress(QHostAddress::LocalHost), service.port());
    QTRY_COMPARE(texts.count(), Texts);
    for (int i = 0; i < Texts; ++i)
        QVERIFY(texts.at(i).first().toByteArray().endsWith(QByteArray("." + QByteArray::number(i))));
}

void TestListener::handshakesThatQtWouldRefuseAreUpgraded_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray good = handshake("/ws");
    const auto with = [&good](const QByteArray &before, const QByteArray &after) {
        return QByteArray(good).replace(before, after);
    };
    QTest::newRow("host that QUrl does not know") << with("Host: a", "Host: a!_~%41$");
    QTest::newRow("target that QUrl does not know") << with("/ws", "/ws?%zz[<>");
    QTest::newRow("list of protocols") << with("Upgrade: websocket", "Upgrade: foo, WebSocket");
    QTest::newRow("two Upgrade fields") << with("Upgrade: websocket", "Upgrade: foo\r\nUpgrade: websocket");
    QTest::newRow("two Connection fields") << with("Connection: keep", "Connection: x\r\nConnection: keep");
    QTest::newRow("absolute target") << with("/ws", "http://other:80/ws");
    QTest::newRow("origin with odd characters") << with("Host: a", "Host: a\r\nOrigin: \xc3\xa9\t, x");
    QTest::newRow("empty lines before") << QByteArray("\r\n\r\n" + good);
    QTest::newRow("many fields") << with("Host: a", QByteArray("Host: a") + QByteArray("\r\nX: y").repeated(94));
}

void TestListener::handshakesThatQtWouldRefuseAreUpgraded()
{
    QFETCH(QByteArray, bytes);
    Service service;
    RawHttpClient client(service.port());
    client.send(bytes);
    const auto response = client.receive(false);
    QVERIFY(response);
    QCOMPARE(response->status, 101);
    QTRY_COMPARE(service.echo.sessions.size(), std::size_t(1));
}

void TestListener::manyHandshakesAtOnceKeepTheirHeads()
{
    constexpr int Clients = 200;
    Service service;
    std::vector<std::unique_ptr<WebSocketClient>> clients;
    int right = 0;
    for (int i = 0; i < Clients; ++i) {
        auto client = std::make_unique<WebSocketClient>();
        const QByteArray target = "/ws?id=" + QByteArray::number(i);
        connect(client.get(), &WebSocketClient::opened, client.get(), [c = client.get()] { c->sendText("hi"); });
        connect(client.get(), &WebSocketClient::textReceived, client.get(),
                [&right, target](const QByteArray &text) { right += text == QByteArray(target + " hi"); });
        client->open(service.port(), target);
        clients.push_back(std::move(client));
    }
    QTRY_COMPARE_WITH_TIMEOUT(right, Clients, 30'000);
}

void TestListener::upgradeMayFollowRequests_data()
{
    QTest::addColumn<QByteArrayList>("pieces");
    const QByteArray upgrade = handshake("/ws?x=1") + maskedText("early");
    const QByteArray emptyLine = "\r\n";
    QTest::newRow("behind the HTTP server's") << QByteArrayList { get("/a"), upgrade };
    QTest::newRow("behind a handler's") << QByteArrayList { get("/hello"), upgrade };
    QTest::newRow("behind both") << QByteArrayList { get("/a"), get("/hello"), get("/b"), upgrade };
    QTest::newRow("with an empty line before") << QByteArrayList { get("/a"), emptyLine + upgrade };
    QTest::newRow("in one piece") << QByteArrayList { get("/a") + get("/hello") + emptyLine + upgrade };
    QByteArrayList bytes;
    for (const char byte : QByteArray(get("/a") + upgrade))
        bytes.append(QByteArray(1, byte));
    QTest::newRow("byte by byte") << bytes;
}

void TestListener::upgradeMayFollowRequests()
{
    QFETCH(QByteArrayList, pieces);
    Service service;
    qsizetype httpConnections = 0;
    connect(service.listener, &Listener::httpConnectionCountChanged, this,
            [&httpConnections](qsizetype now) { httpConnections = now; });
    RawHttpClient client(service.port());
    qsizetype requests = pieces.join().count("GET ") - 1;
    for (const QByteArray &piece : std::as_const(pieces)) {
        client.send(piece);
        // Where a piece is a request, its answer comes before the next one.
        if (piece.size() > 1 && piece != pieces.last()) {
            QCOMPARE(client.receive()->status, 200);
            --requests;
        }
        QCoreApplication::processEvents();
    }
    for (; requests > 0; --requests)
        QCOMPARE(client.receive()->status, 200);
    const auto response = client.receive(false);
    QVERIFY(response);
    QCOMPARE(response->status, 101);
    QCOMPARE(response->field("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    client.send(maskedText("late"));
    client.send(QByteArray::fromHex("888012345678")); // a close frame
    const QByteArray texts = textFromServer("/ws?x=1 early") + textFromServer("/ws?x=1 late");
    QVERIFY(client.receiveRest().startsWith(texts));
    QCOMPARE(service.echo.sessions.size(), std::size_t(1));
    QTRY_COMPARE(httpConnections, 0);
}

void TestListener::upgradeBehindRequestsIsRefusedAsAFirstOne_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray good = handshake("/ws");
    QTest::newRow("elsewhere") << handshake("/elsewhere?x=1");
    QTest::newRow("by its handler") << handshake("/ws?key=wrong") + maskedText("never read");
    QTest::newRow("other method") << QByteArray(good).replace("GET ", "POST ");
    QTest::newRow("body") << QByteArray(good).replace("\r\n\r\n", "\r\nContent-Length: 4\r\n\r\nbody");
    QTest::newRow("no key") << QByteArray(good).replace("Sec-WebSocket-Key", "X");
    QTest::newRow("old version") << QByteArray(good).replace("Version: 13", "Version: 8");
}

void TestListener::upgradeBehindRequestsIsRefusedAsAFirstOne()
{
    QFETCH(QByteArray, bytes);
    Service service;
    RawHttpClient first(service.port());
    first.send(bytes);
    const QByteArray expected = first.receiveRest();
    QVERIFY(expected.startsWith("HTTP/1.1 4"));

    RawHttpClient client(service.port());
    client.send(get("/a"));
    QCOMPARE(client.receive()->status, 200);
    client.send(bytes);
    QCOMPARE(client.receiveRest(), expected);
    RawHttpClient pipelining(service.port());
    pipelining.send(get("/a") + bytes);
    QCOMPARE(pipelining.receive()->status, 200);
    QCOMPARE(pipelining.receiveRest(), expected);
    QVERIFY(service.echo.sessions.empty());
}

void TestListener::upgradeBehindRequestsIsRefusedWhileStopping()
{
    Service service;
    RawHttpClient client(service.port());
    RawHttpClient later(service.port());
    for (RawHttpClient *it : { &client, &later }) {
        it->send(get("/a"));
        QCOMPARE(it->receive()->status, 200);
    }
    service.listener->serveHandlersOnly();
    client.send(handshake("/ws"));
    QCOMPARE(client.receive()->status, 503);
    QCOMPARE(client.receiveRest(), "");
    service.listener->stop();
    later.send(handshake("/ws"));
    QCOMPARE(later.receiveRest(), "");
    QVERIFY(later.isClosed());
    QVERIFY(service.echo.sessions.empty());
}

void TestListener::upgradeElsewhereIsNotFound()
{
    Service service;
    RawHttpClient client(service.port());
    client.send(handshake("/elsewhere?x=1"));
    const auto response = client.receive();
    QVERIFY(response);
    QCOMPARE(response->status, 404);
    QCOMPARE(response->body, R"({"statusCode":404,"message":"Cannot GET /elsewhere?x=1","error":"Not Found"})");
    QCOMPARE(client.receiveRest(), "");
    QVERIFY(client.isClosed());
}

void TestListener::handlerMayRefuse()
{
    Service service;
    RawHttpClient client(service.port());
    client.send(handshake("/ws?key=wrong") + maskedText("never read"));
    const auto response = client.receive();
    QVERIFY(response);
    QCOMPARE(response->status, 403);
    QVERIFY(service.echo.sessions.empty());
    QTRY_VERIFY(client.isClosed());
}

void TestListener::badHandshakesAreAnswered_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const QByteArray good = handshake("/ws");
    const auto row = [&good](const char *name, const QByteArray &before, const QByteArray &after, int status = 400) {
        QTest::newRow(name) << QByteArray(good).replace(before, after) << status;
    };
    row("other method", "GET ", "POST ");
    row("HTTP/1.0", "HTTP/1.1", "HTTP/1.0");
    row("no connection token", "keep-alive, Upgrade", "keep-alive");
    row("empty host", "Host: a", "Host:");
    row("host with user info", "Host: a", "Host: u@a");
    row("no key", "Sec-WebSocket-Key", "X");
    row("empty key", "dGhlIHNhbXBsZSBub25jZQ==", "");
    row("short key", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j");
    row("long key", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZWVlZWVl");
    row("key that is not base64", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhb*BsZSBub25jZQ==");
    row("two keys", "\r\n\r\n", "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    row("body", "\r\n\r\n", "\r\nContent-Length: 1\r\n\r\n");
    row("chunked body", "\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("no version", "Sec-WebSocket-Version", "X", 426);
    row("old version", "Version: 13", "Version: 8", 426);
    row("version list", "Version: 13", "Version: 13, 8", 426);
    row("version that is no number", "Version: 13", "Version: x", 426);
    row("long line", "Host: a", "Host: a\r\nCookie: " + QByteArray(9'000, 'x'), 431);
    row("too many fields", "Host: a", "Host: a" + QByteArray("\r\nX: y").repeated(100), 431);
}

void TestListener::badHandshakesAreAnswered()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    Service service;
    RawHttpClient client(service.port());
    client.send(bytes);
    const auto response = client.receive();
    QVERIFY(response);
    QCOMPARE(response->status, status);
    if (status == 426) {
        QCOMPARE(response->field("Sec-WebSocket-Version"), "13");
        QCOMPARE(response->field("Upgrade"), "websocket");
    }
    QCOMPARE(client.receiveRest(), "");
    QVERIFY(client.isClosed());
    QVERIFY(service.echo.sessions.empty());
}

void TestListener::upgradesToOtherProtocolsAreHttp()
{
    Service service;
    RawHttpClient client(service.port());
    client.send("GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
    QCOMPARE(client.receive()->body, "GET /ws");
}

void TestListener::silentConnectionIsClosedWithoutAWord()
{
    Listener::Settings settings;
    settings.headTimeoutMs = 50;
    Service service(settings);
    RawHttpClient silent(service.port());
    RawHttpClient blank(service.port());
    blank.send("\r\n");
    QCOMPARE(silent.receiveRest(), "");
    QVERIFY(silent.isClosed());
    QCOMPARE(blank.receiveRest(), "");
    QVERIFY(blank.isClosed());
}

void TestListener::stalledHeadTimesOut()
{
    Listener::Settings settings;
    settings.headTimeoutMs = 50;
    Service service(settings);
    RawHttpClient client(service.port());
    client.send("GET / HTTP/1.1\r\nHo");
    const auto response = client.receive();
    QVERIFY(response);
    QCOMPARE(response->status, 408);
    QCOMPARE(client.receiveRest(), "");
    QVERIFY(client.isClosed());
}

void TestListener::badHeadsAreAnswered_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("line feeds") << QByteArray("GET / HTTP/1.1\n\n") << 400;
    QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("five empty lines") << QByteArray("\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
    QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << 505;
    QTest::newRow("endless line") << QByteArray(100'000, 'x') << 431;
    QTest::newRow("endless head") << QByteArray("GET / HTTP/1.1\r\n" + QByteArray("X: y\r\n").repeated(10'000)) << 431;
}

void TestListener::badHeadsAreAnswered()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    Service service;
    RawHttpClient client(service.port());
    client.send(bytes);
    const auto response = client.receive();
    QVERIFY(response);
    QCOMPARE(response->status, status);
    QTRY_VERIFY(client.isClosed());
}

void TestListener::tlsGetsAnAlert()
{
    Service service;
    QTest::ignoreMessage(QtWarningMsg, "127.0.0.1 speaks TLS to a port that does not: refused");
    // The second makes no line in the log: no client decides how long that gets.
    for (int i = 0; i < 2; ++i) {
        RawHttpClient client(service.port());
        client.send(QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc", 9));
        QCOMPARE(client.receiveRest(), QByteArray("\x15\x03\x03\x00\x02\x02\x28", 7));
    }
}

void TestListener::headMayArriveByteByByte()
{
    Service service;
    RawHttpClient client(service.port());
    const QByteArray bytes = "\r\n" + handshake("/ws");
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        client.send(bytes.sliced(i, 1));
        QCoreApplication::processEvents();
    }
    QCOMPARE(client.receive(false)->status, 101);
}

void TestListener::clientMayLeaveAtAnyByte()
{
    Service service;
    for (const QByteArray &before : { QByteArray(), get("/a") }) {
        const QByteArray bytes = before + handshake("/ws") + maskedText("hello");
        for (qsizetype size = before.size(); size <= bytes.size(); ++size) {
            RawHttpClient client(service.port());
            client.send(bytes.first(size));
            if (size % 2)
                client.socket().abort();
            else
                client.socket().disconnectFromHost();
        }
    }
    // One after them all is served as if nothing had been.
    WebSocketClient client;
    QSignalSpy texts(&client, &WebSocketClient::textReceived);
    connect(&client, &WebSocketClient::opened, &client, [&client] { client.sendText("hello"); });
    client.open(service.port(), "/ws");
    QVERIFY(texts.wait());
    QTRY_COMPARE(service.echo.closed, int(service.echo.sessions.size()) - 1);
}

void TestListener::closedWebSocketIsReportedOnce()
{
    Service service;
    {
        WebSocketClient client;
        QSignalSpy opened(&client, &WebSocketClient::opened);
        client.open(service.port(), "/ws");
        QVERIFY(opened.wait());
        client.sendFrame(WebSocketOpcode::Close, {});
        QTRY_VERIFY(client.isDisconnected());
    }
    QTRY_COMPARE(service.echo.closed, 1);
    service.echo.sessions.clear();
    QCoreApplication::processEvents();
    QCOMPARE(service.echo.closed, 1);
}

void TestListener::stopDropsTheUndecided()
{
    Service service;
    RawHttpClient http(service.port());
    http.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(http.receive()->status, 200);
    RawHttpClient undecided(service.port());
    undecided.send("GET / HTTP/1.1\r\n");
    QTRY_COMPARE(service.acceptor.accepted, 2);

    service.listener->stop();
    QCOMPARE(undecided.receiveRest(), "");
    QVERIFY(undecided.isClosed());
    RawHttpClient late(service.port());
    QCOMPARE(late.receiveRest(), "");
    QVERIFY(late.isClosed());
    http.send("GET /still HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(http.receive()->body, "GET /still");
}

void TestListener::closesHttpConnections()
{
    Service service;
    RawHttpClient client(service.port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(client.receive()->status, 200);
    service.listener->closeHttpConnections();
    QCOMPARE(client.receiveRest(), "");
    QVERIFY(client.isClosed());
}

void TestListener::mayGoWithEverythingOpen()
{
    auto service = std::make_unique<Service>();
    const quint16 port = service->port();
    RawHttpClient undecided(port);
    undecided.send("GET");
    RawHttpClient refused(port);
    refused.send("BAD\r\n\r\n");
    RawHttpClient http(port);
    http.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    RawHttpClient webSocket(port);
    webSocket.send(handshake("/ws"));
    QCOMPARE(refused.receive()->status, 400);
    QCOMPARE(http.receive()->status, 200);
    QCOMPARE(webSocket.receive(false)->status, 101);
    // And a handshake that is with Qt just now.
    RawHttpClient underWay(port);
    underWay.send(handshake("/ws"));
    // And one that begins as HTTP.
    RawHttpClient turning(port);
    turning.send(get("/a") + handshake("/ws"));
    QTRY_COMPARE(service->acceptor.accepted, 6);
    service.reset();
    for (RawHttpClient *client : { &undecided, &refused, &http, &webSocket, &underWay, &turning })
        QTRY_VERIFY(client->isClosed());
}

int main(int argc, char *argv[])
{
    if (QAbstractEventDispatcher *dispatcher = createEventDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher);
    const QCoreApplication application(argc, argv);
    TestListener test;
    return QTest::qExec(&test, argc, argv);
}

#include "TestListener.moc"
