// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TLS as clients meet it: at a Listener, with Qt's own TLS on the other side.
#include "net/TlsSocket.h"

#include "net/Listener.h"
#include "net/SocketDescriptor.h"
#include "net/TurnWriter.h"
#include "net/WebSocketChannel.h"

#include "support/RawHttpClient.h"
#include "support/SmallHttpServer.h"
#include "support/TestCertificate.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>
#include <QWebSocket>

#include <memory>
#include <vector>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

constexpr auto Handshake = "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

std::shared_ptr<const TlsContext> contextOf(const TestCertificate &certificate)
{
    const TestFiles files;
    const auto loaded = TlsContext::load(
        { files.write(u"cert"_s, certificate.certificate), files.write(u"key"_s, certificate.key) });
    if (!loaded)
        qFatal("%s", qUtf8Printable(loaded.error()));
    return loaded->context;
}

QSslConfiguration trusting(const TestCertificate &certificate)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromData(certificate.certificate));
    return configuration;
}

/// Sends each text back.
class Echo : public WebSocketReceiver {
public:
    explicit Echo(std::unique_ptr<WebSocketChannel> opened) : channel(std::move(opened)) { channel->start(this); }

    void textReceived(QByteArrayView text) override { channel->sendText(text.toByteArray()); }
    void binaryReceived(QByteArrayView) override {}
    void closed(WebSocketCloseCode) override { ++closings; }

    const std::unique_ptr<WebSocketChannel> channel;
    int closings = 0;
};

class EchoHandler : public UpgradeHandler {
public:
    std::optional<QByteArray> refuse(const HttpRequestHead &) override { return std::nullopt; }
    void accept(std::unique_ptr<WebSocketChannel> channel, const HttpRequestHead &) override
    {
        sessions.push_back(std::make_unique<Echo>(std::move(channel)));
    }

    std::vector<std::unique_ptr<Echo>> sessions;
};

struct Service {
    explicit Service(const Listener::Settings &settings = {}) : listener(new Listener(settings, writer))
    {
        listener->setTls(contextOf(certificate));
        listener->addUpgradeHandler("/ws", &echo);
        if (!listener->listen(QHostAddress::LocalHost))
            qFatal("No port");
        http.bind(listener);
    }

    quint16 port() const { return listener->serverPort(); }

    TestCertificate certificate;
    TurnWriter writer { 1'000'000 };
    EchoHandler echo;
    SmallHttpServer http { [](SmallHttpServer::Request &&request) {
        request.answer(200, request.method + ' ' + request.target + ' ' + request.body);
    } };
    Listener *const listener; ///< the HTTP server's
};

/// Connected, with the handshake done; null where it was refused.
std::unique_ptr<QSslSocket> connected(const Service &service)
{
    auto socket = std::make_unique<QSslSocket>();
    socket->setSslConfiguration(trusting(service.certificate));
    socket->connectToHostEncrypted(u"127.0.0.1"_s, service.port());
    const bool isDone = QTest::qWaitFor(
        [&socket] { return socket->isEncrypted() || socket->state() == QAbstractSocket::UnconnectedState; });
    return isDone && socket->isEncrypted() ? std::move(socket) : nullptr;
}

QByteArray receive(QSslSocket &socket, qsizetype size)
{
    QByteArray received;
    (void)QTest::qWaitFor([&] {
        received += socket.readAll();
        return received.size() >= size || socket.state() == QAbstractSocket::UnconnectedState;
    });
    return received;
}

std::unique_ptr<QWebSocket> openWebSocket(const Service &service)
{
    auto client = std::make_unique<QWebSocket>();
    client->setSslConfiguration(trusting(service.certificate));
    client->open(QUrl(u"wss://127.0.0.1:%1/ws"_s.arg(service.port())));
    if (!QTest::qWaitFor([&client] { return client->isValid(); }))
        return nullptr;
    return client;
}

bool isEchoed(QWebSocket &client, const QString &text)
{
    QSignalSpy texts(&client, &QWebSocket::textMessageReceived);
    client.sendTextMessage(text);
    return texts.wait() && texts.first().first().toString() == text;
}

/// A hundred of them, 100 KB in all. Returns what they come back as.
QByteArray writeHandshakeAndTexts(QSslSocket &client)
{
    QByteArray bytes = Handshake;
    QByteArray expected;
    for (int i = 0; i < 100; ++i) {
        const QByteArray text = QByteArray::number(i).rightJustified(1000, '.');
        appendMaskedWebSocketFrame(bytes, WebSocketOpcode::Text, text, 0x12345678);
        appendWebSocketFrame(expected, WebSocketOpcode::Text, text);
    }
    client.write(bytes);
    return expected;
}

} // namespace

class TestTlsSocket : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestsAreAnswered();
    void largeBodiesGoBothWays();
    void webSocketsTalk();
    void framesSentWithTheHandshakeArrive();
    void upgradeMayFollowARequest_data();
    void upgradeMayFollowARequest();
    void recordsMayHoldSingleBytes();
    void whoDoesNotReadIsToldToComeBack();
    void webSocketKeepsOneSocketAndItsAddress();
    void refusalsAreReadWhole();
    void goodbyeIsAnswered();
    void brokenRecordEndsTheConnection();
    void plainHttpIsToldSo();
    void nonsenseIsRefused();
    void unfinishedHandshakeIsCutOff_data();
    void unfinishedHandshakeIsCutOff();
    void handshakeMayArriveByteByByte();
    void newCertificateIsForNewConnections();
    void clientMayLeaveDuringTheHandshake();
    void stopDropsHandshakes();
    void mayGoWithEverythingOpen();
};

void TestTlsSocket::requestsAreAnswered()
{
    const Service service;
    QNetworkAccessManager client;
    for (int i = 0; i < 3; ++i) {
        QNetworkRequest request(QUrl(u"https://localhost:%1/a?i=%2"_s.arg(service.port()).arg(i)));
        request.setSslConfiguration(trusting(service.certificate));
        const std::unique_ptr<QNetworkReply> reply(client.get(request));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        QCOMPARE(reply->readAll(), QByteArray("GET /a?i=" + QByteArray::number(i) + ' '));
    }
    const auto raw = connected(service);
    QVERIFY(raw);
    QVERIFY(raw->sessionProtocol() >= QSsl::TlsV1_2);
    raw->write("GET /one HTTP/1.1\r\nHost: a\r\n\r\nGET /two HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    QTRY_COMPARE(raw->state(), QAbstractSocket::UnconnectedState);
    const QByteArray answers = raw->readAll();
    QVERIFY(answers.indexOf("GET /one") > 0);
    QVERIFY(answers.indexOf("GET /two") > answers.indexOf("GET /one"));
}

void TestTlsSocket::largeBodiesGoBothWays()
{
    const Service service;
    QNetworkAccessManager client;
    QNetworkRequest request(QUrl(u"https://localhost:%1/"_s.arg(service.port())));
    request.setSslConfiguration(trusting(service.certificate));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"text/plain"_s);
    QByteArray body;
    for (int i = 0; body.size() < 900'000; ++i)
        body += QByteArray::number(i) + ' ';
    const std::unique_ptr<QNetworkReply> reply(client.post(request, body));
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(reply->error(), QNetworkReply::NoError);
    QVERIFY(reply->readAll() == "POST / " + body);
}

void TestTlsSocket::webSocketsTalk()
{
    const Service service;
    const auto client = openWebSocket(service);
    QVERIFY(client);
    for (const qsizetype size : { 1, 125, 126, 16'000, 16'384, 70'000, 300'000, 5 })
        QVERIFY2(isEchoed(*client, QString(size, u'é')), QByteArray::number(size));
    client->close();
    QTRY_COMPARE(client->state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(service.echo.sessions.front()->closings, 1);
}

void TestTlsSocket::framesSentWithTheHandshakeArrive()
{
    const Service service;
    const auto client = connected(service);
    QVERIFY(client);
    const QByteArray expected = writeHandshakeAndTexts(*client);
    QByteArray received;
    QTRY_VERIFY((received += client->readAll()).size() > expected.size() && received.endsWith(expected));
}

void TestTlsSocket::upgradeMayFollowARequest_data()
{
    QTest::addColumn<bool>("waits");
    QTest::newRow("after its answer") << true;
    QTest::newRow("at once") << false;
}

void TestTlsSocket::upgradeMayFollowARequest()
{
    QFETCH(bool, waits);
    const Service service;
    const auto client = connected(service);
    QVERIFY(client);
    QByteArray received;
    client->write("GET /one HTTP/1.1\r\nHost: a\r\n\r\n");
    if (waits)
        QTRY_VERIFY((received += client->readAll()).endsWith("GET /one "));
    // More than is read at once.
    const QByteArray expected = writeHandshakeAndTexts(*client);
    QTRY_VERIFY((received += client->readAll()).endsWith(expected));
    QVERIFY(received.startsWith("HTTP/1.1 200"));
    QVERIFY(received.indexOf("HTTP/1.1 101") > received.indexOf("GET /one "));
    QCOMPARE(service.echo.sessions.size(), std::size_t(1));
}

void TestTlsSocket::recordsMayHoldSingleBytes()
{
    const Service service;
    const auto client = connected(service);
    QVERIFY(client);
    QByteArray bytes = Handshake;
    appendMaskedWebSocketFrame(bytes, WebSocketOpcode::Text, "slowly", 0x12345678);
    for (const char byte : bytes) {
        client->write(&byte, 1);
        client->flush();
    }
    QByteArray received;
    QTRY_VERIFY((received += client->readAll()).endsWith("slowly"));
}

void TestTlsSocket::whoDoesNotReadIsToldToComeBack()
{
    Service service;
    const auto client = connected(service);
    QVERIFY(client);
    client->write(Handshake);
    QTRY_COMPARE(service.echo.sessions.size(), std::size_t(1));
    const QByteArray answer = receive(*client, 1);
    QVERIFY(answer.startsWith("HTTP/1.1 101 "));
    // From here on it reads no more than this.
    client->setReadBufferSize(1024);
    WebSocketChannel &channel = *service.echo.sessions.front()->channel;
    const QByteArray text(100'000, 'x');
    int sent = 0;
    // What the kernel takes is a matter of its settings, but it is bounded.
    for (; service.writer.pendingBytes(channel.line()) == 0 && sent < 1000; ++sent) {
        channel.sendText(text);
        service.writer.flush();
    }
    QVERIFY2(sent < 1000, "the kernel takes everything");
    for (int i = 0; i < 20; ++i) {
        channel.sendText(text);
        service.writer.flush();
    }
    client->setReadBufferSize(0);
    QByteArray farewell;
    appendWebSocketFrame(farewell, WebSocketOpcode::Close,
                         webSocketCloseBody(WebSocketCloseCode::TryAgainLater, "too much was left unread"));
    QByteArray received = answer.sliced(answer.indexOf("\r\n\r\n") + 4);
    QTRY_VERIFY((received += client->readAll()).endsWith(farewell));
    received.chop(farewell.size());
    QByteArray frame;
    appendWebSocketFrame(frame, WebSocketOpcode::Text, text);
    QVERIFY(received.size() >= sent * frame.size());
    QVERIFY(received == frame.repeated(received.size() / frame.size()));
}

void TestTlsSocket::webSocketKeepsOneSocketAndItsAddress()
{
    const Service service;
    const auto client = openWebSocket(service);
    QVERIFY(client);
    WebSocketChannel &channel = *service.echo.sessions.front()->channel;
    QCOMPARE(channel.peerAddress(), QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(channel.findChildren<QTcpSocket *>(Qt::FindDirectChildrenOnly).size(), 1);
    QVERIFY(isEchoed(*client, u"still there"_s));
}

void TestTlsSocket::refusalsAreReadWhole()
{
    const Service service;
    for (const QByteArray &bytes : { QByteArray("GET / HTTP/1.1\r\n\r\n"), QByteArray(100'000, 'x'),
                                     QByteArray(Handshake).replace("/ws", "/elsewhere") }) {
        const auto client = connected(service);
        QVERIFY(client);
        client->write(bytes);
        QTRY_COMPARE(client->state(), QAbstractSocket::UnconnectedState);
        const QByteArray answer = client->readAll();
        QVERIFY2(answer.startsWith("HTTP/1.1 4"), answer);
        QVERIFY2(answer.endsWith('}'), answer);
    }
}

void TestTlsSocket::goodbyeIsAnswered()
{
    const Service service;
    const auto client = connected(service);
    QVERIFY(client);
    client->write(Handshake);
    QTRY_COMPARE(service.echo.sessions.size(), std::size_t(1));
    client->disconnectFromHost();
    QTRY_COMPARE(service.echo.sessions.front()->closings, 1);
    QTRY_COMPARE(client->state(), QAbstractSocket::UnconnectedState);
}

void TestTlsSocket::brokenRecordEndsTheConnection()
{
    const Service service;
    const auto client = connected(service);
    QVERIFY(client);
    client->write(Handshake);
    QTRY_COMPARE(service.echo.sessions.size(), std::size_t(1));
    QVERIFY(socket::sendNow(client->socketDescriptor(), QByteArray("\x17\x03\x03\x00\x20", 5).append(32, 'x')) > 0);
    QTRY_COMPARE(service.echo.sessions.front()->closings, 1);
    QTRY_COMPARE(client->state(), QAbstractSocket::UnconnectedState);
}

void TestTlsSocket::plainHttpIsToldSo()
{
    const Service service;
    RawHttpClient client(service.port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto response = client.receive();
    QVERIFY(response);
    QCOMPARE(response->status, 400);
    QCOMPARE(response->field("Content-Type"), "text/plain; charset=utf-8");
    QCOMPARE(response->body, "This port speaks TLS: use https:// or wss://\n");
    QCOMPARE(client.receiveRest(), "");
}

void TestTlsSocket::nonsenseIsRefused()
{
    const Service service;
    RawHttpClient client(service.port());
    client.send(QByteArray("\x16\x03\x01\x00\x05hello", 10));
    const QByteArray rest = client.receiveRest();
    // A record that holds a fatal alert.
    QCOMPARE(rest.size(), 7);
    QCOMPARE(rest.first(1), "\x15");
    QCOMPARE(rest.at(5), 2);
}

void TestTlsSocket::unfinishedHandshakeIsCutOff_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a record") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);
}

void TestTlsSocket::unfinishedHandshakeIsCutOff()
{
    QFETCH(QByteArray, bytes);
    Listener::Settings settings;
    settings.tlsHandshakeTimeoutMs = 50;
    const Service service(settings);
    RawHttpClient client(service.port());
    client.send(bytes);
    QCOMPARE(client.receiveRest(), "");
}

void TestTlsSocket::handshakeMayArriveByteByByte()
{
    const Service service;
    // Between them, every byte that the client sends travels alone.
    QTcpServer relay;
    QVERIFY(relay.listen(QHostAddress::LocalHost));
    QTcpSocket onward;
    onward.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    onward.connectToHost(QHostAddress(QHostAddress::LocalHost), service.port());
    QSslSocket client;
    client.setSslConfiguration(trusting(service.certificate));
    client.connectToHostEncrypted(u"127.0.0.1"_s, relay.serverPort());
    QTRY_VERIFY(relay.hasPendingConnections() && onward.state() == QAbstractSocket::ConnectedState);
    const std::unique_ptr<QTcpSocket> inward(relay.nextPendingConnection());
    const auto drip = [&] {
        while (inward->bytesAvailable() > 0) {
            onward.write(inward->read(1));
            onward.flush();
            QCoreApplication::processEvents();
        }
    };
    bool isDripping = false;
    connect(inward.get(), &QIODevice::readyRead, this, [&] {
        if (!std::exchange(isDripping, true)) {
            drip();
            isDripping = false;
        }
    });
    connect(&onward, &QIODevice::readyRead, this, [&] { inward->write(onward.readAll()); });
    drip();
    QTRY_VERIFY(client.isEncrypted());
    client.write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    QByteArray received;
    QTRY_VERIFY((received += client.readAll()).endsWith("GET /slow "));
}

void TestTlsSocket::newCertificateIsForNewConnections()
{
    Service service;
    const auto old = openWebSocket(service);
    QVERIFY(old);
    const TestCertificate before = std::exchange(service.certificate, TestCertificate("the new one"));
    service.listener->setTls(contextOf(service.certificate));
    QVERIFY(isEchoed(*old, u"still there"_s));

    const auto fresh = connected(service);
    QVERIFY(fresh);
    QCOMPARE(fresh->peerCertificate().subjectInfo(QSslCertificate::CommonName), QStringList { u"the new one"_s });
    QSslSocket stranger;
    stranger.setSslConfiguration(trusting(before));
    stranger.connectToHostEncrypted(u"127.0.0.1"_s, service.port());
    QTRY_COMPARE(stranger.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(!stranger.isEncrypted());
    QVERIFY(isEchoed(*old, u"and still"_s));
}

void TestTlsSocket::clientMayLeaveDuringTheHandshake()
{
    const Service service;
    for (const QByteArray &bytes : { QByteArray(), QByteArray("\x16\x03\x01", 3) }) {
        RawHttpClient client(service.port());
        client.send(bytes);
        client.socket().abort();
    }
    const auto after = connected(service);
    QVERIFY(after);
}

void TestTlsSocket::stopDropsHandshakes()
{
    const Service service;
    RawHttpClient silent(service.port());
    RawHttpClient begun(service.port());
    begun.send(QByteArray("\x16\x03\x01\x02", 4));
    const auto done = connected(service);
    QVERIFY(done);
    service.listener->stop();
    QTRY_VERIFY(silent.isClosed() && begun.isClosed());
    QTRY_COMPARE(done->state(), QAbstractSocket::UnconnectedState);
}

void TestTlsSocket::mayGoWithEverythingOpen()
{
    std::unique_ptr<QWebSocket> webSocket;
    std::unique_ptr<QSslSocket> http;
    {
        const Service service;
        webSocket = openWebSocket(service);
        http = connected(service);
        QVERIFY(webSocket && http);
        http->write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        QVERIFY(!receive(*http, 1).isEmpty());
        RawHttpClient undecided(service.port());
        undecided.send("\x16");
    }
    QTRY_COMPARE(webSocket->state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(http->state(), QAbstractSocket::UnconnectedState);
}

QTEST_GUILESS_MAIN(TestTlsSocket)
#include "TestTlsSocket.moc"
