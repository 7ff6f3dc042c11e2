// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpRequestHandler.h"

#include "net/EventDispatcher.h"
#include "net/Listener.h"
#include "net/TurnWriter.h"
#include "net/WebSocketChannel.h"

#include "support/RawHttpClient.h"
#include "support/SmallHttpServer.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <vector>

using namespace parlor;

namespace {

/// Keeps what it gets, so that the test may answer.
class Desk : public HttpRequestHandler {
public:
    void handle(std::unique_ptr<HttpExchange> exchange) override
    {
        if (answersAtOnce)
            exchange->answer({ 200, "text/plain", exchange->head().method() + ' ' + exchange->body(), fields });
        exchanges.push_back(std::move(exchange));
    }

    bool answersAtOnce = false;
    QByteArray fields;
    std::vector<std::unique_ptr<HttpExchange>> exchanges;
};

/// Sends back how many bytes each text has.
class Counter : public UpgradeHandler, private WebSocketReceiver {
public:
    std::optional<QByteArray> refuse(const HttpRequestHead &) override { return std::nullopt; }
    qint64 maxMessageBytes() const override { return limit; }
    void accept(std::unique_ptr<WebSocketChannel> channel, const HttpRequestHead &) override
    {
        m_channel = std::move(channel);
        m_channel->start(this);
    }

    qint64 limit = 0;
    WebSocketCloseCode closeCode = WebSocketCloseCode::NoStatus;

private:
    void textReceived(QByteArrayView text) override { m_channel->sendText(QByteArray::number(text.size())); }
    void binaryReceived(QByteArrayView) override { }
    void closed(WebSocketCloseCode code) override { closeCode = code; }

    std::unique_ptr<WebSocketChannel> m_channel;
};

/// A listener that listens alone, with one handler at /desk/.
struct Service {
    explicit Service(const Listener::Settings &settings = {}) :
        listener(new Listener(settings, writer))
    {
        listener->addRequestHandler("/desk/", &desk);
        if (!listener->listen(QHostAddress::LocalHost))
            qFatal("No port");
    }

    quint16 port() const { return listener->serverPort(); }
    HttpExchange &exchange(std::size_t index = 0) { return *desk.exchanges.at(index); }

    TurnWriter writer { 1'000'000 };
    Desk desk;
    Counter counter;
    const std::unique_ptr<Listener> listener;
};

QByteArray get(const QByteArray &target, const QByteArray &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

QByteArray headOfPost(qsizetype size)
{
    return "POST /desk/?a HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n";
}

} // namespace

class TestHttpRequestHandler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestsOfItsPathArrive_data();
    void requestsOfItsPathArrive();
    void otherPathsAreTheHttpServers();
    void otherPathsAreNotFoundWithoutAnHttpServer();
    void answerMayComeLate();
    void answerCarriesItsFields();
    void answersToHeadHaveNoBody();
    void requestsOfOneConnectionComeOneAfterTheOther();
    void handlerHearsThatTheClientHasLeft();
    void handlerHearsOfABodyThatIsOnItsWay();
    void handlerHearsThatABodyBrokeOff();
    void handlerHearsThatABodyDoesNotCome();
    void earlyAnswerWaitsForTheBody();
    void droppedExchangeAnswersAnError();
    void bodiesBeyondTheLimitNeverArrive();
    void onlyHandlersAreServedWhenItSaysSo();
    void whileItStartsOnlySomePathsAreServed();
    void manyConnectionsAreAcceptedAlone();
    void upgradesMayHaveALimitOfTheirOwn_data();
    void upgradesMayHaveALimitOfTheirOwn();
};

void TestHttpRequestHandler::requestsOfItsPathArrive_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("answer");

    QTest::newRow("get") << get("/desk/") << QByteArray("GET ");
    QTest::newRow("query") << get("/desk/?x=/y") << QByteArray("GET ");
    QTest::newRow("without the final slash") << get("/desk?x") << QByteArray("GET ");
    QTest::newRow("post") << headOfPost(5) + "hello" << QByteArray("POST hello");
    QTest::newRow("chunked") << QByteArray("POST /desk/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                           "5\r\nhello\r\n0\r\n\r\n")
                             << QByteArray("POST hello");
    QTest::newRow("any method") << QByteArray("BREW /desk/ HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("BREW ");
}

void TestHttpRequestHandler::requestsOfItsPathArrive()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, answer);
    Service service;
    service.desk.answersAtOnce = true;
    RawHttpClient client(service.port());
    client.send(request);
    const auto response = client.receive();
    QVERIFY(response);
    QCOMPARE(response->status, 200);
    QCOMPARE(response->body, answer);
    QCOMPARE(service.exchange().peerAddress(), QHostAddress(QHostAddress::LocalHost));
}

void TestHttpRequestHandler::otherPathsAreTheHttpServers()
{
    TurnWriter writer(1'000'000);
    Desk desk;
    desk.answersAtOnce = true;
    SmallHttpServer server([](SmallHttpServer::Request &&request) { request.answer(200, "server"); });
    auto *listener = new Listener({}, writer);
    listener->addRequestHandler("/desk/", &desk);
    QVERIFY(listener->listen(QHostAddress::LocalHost));
    server.bind(listener);

    RawHttpClient client(listener->serverPort());
    for (const auto &[target, body] : { std::pair("/desk/", "GET "), std::pair("/desks", "server"),
                                        std::pair("/desk/", "GET "), std::pair("/", "server") }) {
        client.send(get(target));
        const auto response = client.receive();
        QVERIFY(response);
        QCOMPARE(response->body, body);
    }
}

void TestHttpRequestHandler::otherPathsAreNotFoundWithoutAnHttpServer()
{
    Service service;
    RawHttpClient client(service.port());
    client.send(get("/other?x"));
    const auto response = client.receive();
    QVERIFY(response);
    QCOMPARE(response->status, 404);
    QCOMPARE(response->body, R"({"statusCode":404,"message":"Cannot GET /other?x","error":"Not Found"})");
    QVERIFY(service.desk.exchanges.empty());
}

void TestHttpRequestHandler::answerMayComeLate()
{
    Service service;
    RawHttpClient client(service.port());
    client.send(get("/desk/"));
    RawHttpClient other(service.port());
    other.send(get("/desk/"));
    QTRY_COMPARE(service.desk.exchanges.size(), 2u);
    QVERIFY(service.exchange().isOpen() && service.exchange().isComplete());
    service.exchange(1).answer({ 200, "text/plain", "second", {} });
    QCOMPARE(other.receive()->body, "second");
    service.exchange(0).answer({ 200, "text/plain", "first", {} });
    QVERIFY(!service.exchange(0).isOpen());
    service.exchange(0).answer({ 200, "text/plain", "never sent", {} });
    QCOMPARE(client.receive()->body, "first");
}

void TestHttpRequestHandler::answerCarriesItsFields()
{
    Service service;
    service.desk.answersAtOnce = true;
    service.desk.fields = "X-One: 1\r\nX-Two: 2\r\n";
    RawHttpClient client(service.port());
    client.send(get("/desk/", "Connection: close\r\n"));
    const auto response = client.receive();
    QVERIFY(response);
    QCOMPARE(response->field("Content-Type"), "text/plain");
    QCOMPARE(response->field("X-One"), "1");
    QCOMPARE(response->field("X-Two"), "2");
    QCOMPARE(response->field("Connection"), "close");
    QCOMPARE(client.receiveRest(), "");
}

void TestHttpRequestHandler::answersToHeadHaveNoBody()
{
    Service service;
    service.desk.answersAtOnce = true;
    RawHttpClient client(service.port());
    client.send("HEAD /desk/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const auto response = client.receive(false);
    QVERIFY(response);
    QCOMPARE(response->field("Content-Length"), "5");
    QCOMPARE(client.receiveRest(), "");
}

void TestHttpRequestHandler::requestsOfOneConnectionComeOneAfterTheOther()
{
    Service service;
    RawHttpClient client(service.port());
    client.send(get("/desk/") + headOfPost(2) + "ab" + get("/desk/"));
    for (std::size_t i = 0; i < 3; ++i) {
        QTRY_COMPARE(service.desk.exchanges.size(), i + 1);
        service.exchange(i).answer({ 200, "text/plain", QByteArray::number(i) + service.exchange(i).body(), {} });
    }
    QCOMPARE(client.receive()->body, "0");
    QCOMPARE(client.receive()->body, "1ab");
    QCOMPARE(client.receive()->body, "2");
}

void TestHttpRequestHandler::handlerHearsThatTheClientHasLeft()
{
    Service service;
    RawHttpClient client(service.port());
    client.send(get("/desk/"));
    QTRY_COMPARE(service.desk.exchanges.size(), 1u);
    QSignalSpy abandoned(&service.exchange(), &HttpExchange::abandoned);
    client.socket().abort();
    QTRY_COMPARE(abandoned.count(), 1);
    QVERIFY(!service.exchange().isOpen());
    service.exchange().answer({ 200, "text/plain", "never sent", {} });
}

void TestHttpRequestHandler::handlerHearsOfABodyThatIsOnItsWay()
{
    Service service;
    RawHttpClient client(service.port());
    client.send(headOfPost(5) + "he");
    QTRY_COMPARE(service.desk.exchanges.size(), 1u);
    HttpExchange &exchange = service.exchange();
    QVERIFY(!exchange.isComplete());
    QVERIFY(exchange.isOpen());
    QSignalSpy completed(&exchange, &HttpExchange::completed);
    client.send("llo");
    QTRY_COMPARE(completed.count(), 1);
    QVERIFY(exchange.isComplete());
    QCOMPARE(exchange.body(), "hello");
    exchange.answer({ 200, "text/plain", "ok", {} });
    QCOMPARE(client.receive()->body, "ok");
    QCOMPARE(service.desk.exchanges.size(), 1u);
}

void TestHttpRequestHandler::handlerHearsThatABodyBrokeOff()
{
    Service service;
    RawHttpClient client(service.port());
    client.send(headOfPost(5) + "he");
    QTRY_COMPARE(service.desk.exchanges.size(), 1u);
    QSignalSpy abandoned(&service.exchange(), &HttpExchange::abandoned);
    client.socket().disconnectFromHost();
    QTRY_COMPARE(abandoned.count(), 1);
    QVERIFY(!service.exchange().isComplete());
}

void TestHttpRequestHandler::handlerHearsThatABodyDoesNotCome()
{
    Listener::Settings settings;
    settings.http.requestTimeoutMs = 100;
    Service service(settings);
    RawHttpClient client(service.port());
    client.send(headOfPost(5) + "he");
    QTRY_COMPARE(service.desk.exchanges.size(), 1u);
    QSignalSpy abandoned(&service.exchange(), &HttpExchange::abandoned);
    QCOMPARE(client.receive()->status, 408);
    QCOMPARE(abandoned.count(), 1);
}

void TestHttpRequestHandler::earlyAnswerWaitsForTheBody()
{
    Service service;
    service.desk.answersAtOnce = true;
    RawHttpClient client(service.port());
    client.send(headOfPost(5) + "he");
    QTRY_COMPARE(service.desk.exchanges.size(), 1u);
    client.send("llo" + get("/desk/"));
    QCOMPARE(client.receive()->body, "POST ");
    QCOMPARE(client.receive()->body, "GET ");
}

void TestHttpRequestHandler::droppedExchangeAnswersAnError()
{
    Service service;
    RawHttpClient client(service.port());
    client.send(get("/desk/"));
    QTRY_COMPARE(service.desk.exchanges.size(), 1u);
    service.desk.exchanges.clear();
    QCOMPARE(client.receive()->status, 500);
}

void TestHttpRequestHandler::bodiesBeyondTheLimitNeverArrive()
{
    Listener::Settings settings;
    settings.http.limits.maxBodyBytes = 4;
    Service service(settings);
    RawHttpClient client(service.port());
    client.send(headOfPost(5));
    QCOMPARE(client.receive()->status, 413);
    QVERIFY(service.desk.exchanges.empty());
}

void TestHttpRequestHandler::onlyHandlersAreServedWhenItSaysSo()
{
    TurnWriter writer(1'000'000);
    Desk desk;
    desk.answersAtOnce = true;
    Counter counter;
    SmallHttpServer server([](SmallHttpServer::Request &&request) { request.answer(200, "server"); });
    auto *listener = new Listener({}, writer);
    listener->addRequestHandler("/desk/", &desk);
    listener->addUpgradeHandler("/count", &counter);
    QVERIFY(listener->listen(QHostAddress::LocalHost));
    server.bind(listener);
    RawHttpClient early(listener->serverPort());
    early.send(get("/"));
    QCOMPARE(early.receive()->body, "server");

    listener->serveHandlersOnly();
    RawHttpClient late(listener->serverPort());
    late.send(get("/desk/") + get("/"));
    QCOMPARE(late.receive()->body, "GET ");
    QCOMPARE(late.receive()->status, 503);
    RawHttpClient upgrade(listener->serverPort());
    upgrade.send("GET /count HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    QCOMPARE(upgrade.receive()->status, 503);
    early.send(get("/"));
    QCOMPARE(early.receive()->body, "server");
}

void TestHttpRequestHandler::whileItStartsOnlySomePathsAreServed()
{
    TurnWriter writer(1'000'000);
    Desk desk;
    desk.answersAtOnce = true;
    Counter counter;
    SmallHttpServer server([](SmallHttpServer::Request &&request) { request.answer(200, "server"); });
    auto *listener = new Listener({}, writer);
    listener->addRequestHandler("/desk/", &desk);
    listener->addUpgradeHandler("/count", &counter);
    listener->serveOnly({ "/health" });
    QVERIFY(listener->listen(QHostAddress::LocalHost));
    server.bind(listener);

    RawHttpClient early(listener->serverPort());
    early.send(get("/health") + get("/") + get("/desk/"));
    QCOMPARE(early.receive()->body, "server");
    QCOMPARE(early.receive()->status, 503);
    QCOMPARE(early.receive()->status, 503);
    RawHttpClient upgrade(listener->serverPort());
    upgrade.send("GET /count HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    QCOMPARE(upgrade.receive()->status, 503);

    listener->serveAll();
    early.send(get("/") + get("/desk/"));
    QCOMPARE(early.receive()->body, "server");
    QCOMPARE(early.receive()->status, 200);

    listener->serveHandlersOnly();
    RawHttpClient late(listener->serverPort());
    late.send(get("/health") + get("/"));
    QCOMPARE(late.receive()->body, "server");
    QCOMPARE(late.receive()->status, 503);
}

void TestHttpRequestHandler::manyConnectionsAreAcceptedAlone()
{
    // More than a QTcpServer lets wait for somebody to take them.
    constexpr int Connections = 200;
    Service service;
    std::vector<std::unique_ptr<RawHttpClient>> clients;
    for (int i = 0; i < Connections; ++i) {
        clients.push_back(std::make_unique<RawHttpClient>(service.port()));
        clients.back()->send(get("/desk/"));
    }
    QTRY_COMPARE(service.desk.exchanges.size(), std::size_t(Connections));
    QSignalSpy counted(service.listener.get(), &Listener::httpConnectionCountChanged);
    clients.clear();
    QTRY_COMPARE(counted.count(), Connections);
    QCOMPARE(counted.last().at(0).value<qsizetype>(), 0);
}

void TestHttpRequestHandler::upgradesMayHaveALimitOfTheirOwn_data()
{
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("isTaken");

    QTest::newRow("the listener's, within") << qint64(0) << qsizetype(1000) << true;
    QTest::newRow("the listener's, beyond") << qint64(0) << qsizetype(1001) << false;
    QTest::newRow("its own, within") << qint64(2000) << qsizetype(2000) << true;
    QTest::newRow("its own, beyond") << qint64(2000) << qsizetype(2001) << false;
}

void TestHttpRequestHandler::upgradesMayHaveALimitOfTheirOwn()
{
    QFETCH(qint64, limit);
    QFETCH(qsizetype, size);
    QFETCH(bool, isTaken);
    Listener::Settings settings;
    settings.maxMessageBytes = 1000;
    Service service(settings);
    service.counter.limit = limit;
    service.listener->addUpgradeHandler("/count", &service.counter);

    RawHttpClient client(service.port());
    client.send("GET /count HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    QCOMPARE(client.receive(false)->status, 101);
    QByteArray frame;
    appendMaskedWebSocketFrame(frame, WebSocketOpcode::Text, QByteArray(size, 'x'), 0x12345678);
    client.send(frame);
    QByteArray expected;
    if (isTaken) {
        appendWebSocketFrame(expected, WebSocketOpcode::Text, QByteArray::number(size));
        QTRY_COMPARE(client.socket().bytesAvailable(), expected.size());
        QCOMPARE(client.socket().readAll(), expected);
    } else {
        QTRY_COMPARE(service.counter.closeCode, WebSocketCloseCode::MessageTooBig);
    }
}

int main(int argc, char *argv[])
{
    if (QAbstractEventDispatcher *dispatcher = createEventDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher);
    const QCoreApplication application(argc, argv);
    TestHttpRequestHandler test;
    return QTest::qExec(&test, argc, argv);
}

#include "TestHttpRequestHandler.moc"
