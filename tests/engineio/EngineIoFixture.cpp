// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "EngineIoFixture.h"

#include <QJsonDocument>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

EngineIoFixture::EngineIoFixture(const EngineIoServer::Settings &settings,
                                 const Listener::Settings &listenerSettings) :
    engine(settings),
    listener(std::make_unique<Listener>(listenerSettings, writer))
{
    listener->addUpgradeHandler("/engine.io/", &engine);
    listener->addRequestHandler("/engine.io/", &engine);
    if (!listener->listen(QHostAddress::LocalHost))
        qFatal("No port");
    QObject::connect(&engine, &EngineIoServer::sessionOpened, &engine, [this](EngineIoSession *session) {
        sessions.emplace_back(session);
        QObject::connect(session, &EngineIoSession::messageReceived, session, [this, session](QByteArrayView text) {
            received += text.toByteArray();
            if (echoes)
                session->sendMessage(text);
        });
        QObject::connect(session, &EngineIoSession::binaryReceived, session, &EngineIoSession::sendBinary);
        QObject::connect(session, &EngineIoSession::closed, &engine,
                         [this](EngineIoSession::CloseReason reason) { closeReasons.push_back(reason); });
    });
}

EngineIoServer::Settings EngineIoFixture::defaults()
{
    EngineIoServer::Settings settings;
    settings.allowsRevision3 = true;
    return settings;
}

PollingClient::PollingClient(quint16 port, int revision, const QByteArray &moreQuery) :
    m_base("/engine.io/?EIO=" + QByteArray::number(revision) + moreQuery),
    m_polls(port),
    m_posts(port)
{
    m_polls.send(httpGet(m_base + "&transport=polling"));
    const auto response = m_polls.receive();
    if (!response || response->status != 200)
        return;
    m_handshake = response->body;
    const QByteArray json = m_handshake.sliced(m_handshake.indexOf('{'));
    m_sid = QJsonDocument::fromJson(json)["sid"_L1].toString().toLatin1();
}

QByteArray PollingClient::target(const QByteArray &transport) const
{
    return m_base + "&transport=" + transport + "&sid=" + m_sid;
}

QByteArray PollingClient::poll()
{
    startPoll();
    const auto response = finishPoll();
    return response && response->status == 200 ? response->body : QByteArray();
}

void PollingClient::startPoll()
{
    m_polls.send(httpGet(target()));
}

bool PollingClient::startWaitingPoll()
{
    startPoll();
    // Something brought later, which nobody hears of.
    return post("6") == 200;
}

int PollingClient::post(const QByteArray &payload, const QByteArray &contentType)
{
    m_posts.send(httpPost(target(), payload, "Content-Type: " + contentType + "\r\n"));
    const auto response = m_posts.receive();
    return response ? response->status : 0;
}

QByteArray httpGet(const QByteArray &target, const QByteArray &fields)
{
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

QByteArray httpPost(const QByteArray &target, const QByteArray &body, const QByteArray &fields)
{
    return "POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n"
        + fields + "\r\n" + body;
}

std::optional<RawHttpClient::Response> ask(quint16 port, const QByteArray &request)
{
    RawHttpClient client(port);
    client.send(request);
    return client.receive();
}

EngineIoWebSocket::EngineIoWebSocket(quint16 port, const QByteArray &target)
{
    connect(this, &WebSocketClient::textReceived, this, [this](const QByteArray &text) { m_heard += text; });
    connect(this, &WebSocketClient::binaryReceived, this,
            [this](const QByteArray &data) { m_heard += "b:" + data; });
    open(port, target);
    (void)QTest::qWaitFor([this] { return isOpen() || isDisconnected(); });
}

QByteArray EngineIoWebSocket::next()
{
    (void)QTest::qWaitFor([this] { return !m_heard.isEmpty() || isDisconnected(); }, 20'000);
    return m_heard.isEmpty() ? QByteArray() : m_heard.takeFirst();
}

bool EngineIoWebSocket::probe()
{
    sendText("2probe");
    return next() == "3probe";
}

bool EngineIoWebSocket::awaitEnd()
{
    return QTest::qWaitFor([this] { return isDisconnected(); }, 20'000);
}
