// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SocketIoFixture.h"

#include <QJsonDocument>
#include <QSignalSpy>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

EngineIoServer::Settings engineSettings()
{
    EngineIoServer::Settings settings;
    settings.allowsRevision3 = true;
    return settings;
}

QByteArray memberOf(const QByteArray &json, QLatin1StringView name)
{
    return QJsonDocument::fromJson(json)[name].toString().toUtf8();
}

QByteArray prefixOf(const QByteArray &nsp)
{
    return nsp == "/" ? QByteArray() : QByteArray(nsp + ',');
}

} // namespace

SocketIoFixture::SocketIoFixture(int connectTimeoutMs) :
    engine(engineSettings()),
    listener({}, writer),
    server(engine, { connectTimeoutMs })
{
    listener.addUpgradeHandler("/socket.io/", &engine);
    if (!listener.listen(QHostAddress::LocalHost))
        qFatal("No port");
    // What hearsNothing() asks.
    for (const QString &name : { u"/"_s, u"/custom"_s }) {
        QObject::connect(server.of(name), &SocketIoNamespace::connected, &listener, [](SocketIoSocket *socket) {
            QObject::connect(socket, &SocketIoSocket::eventReceived, socket, [socket](const SocketIoEvent &event) {
                if (event.name() == u"are you there")
                    socket->emitEvent(u"yes"_s);
            });
        });
    }
}

SocketIoPeer::SocketIoPeer(const SocketIoFixture &fixture, int revision) :
    m_revision(revision)
{
    connect(&m_webSocket, &WebSocketClient::textReceived, this, &SocketIoPeer::receive);
    connect(&m_webSocket, &WebSocketClient::binaryReceived, this,
            [this](const QByteArray &data) { take("b:" + (m_revision == 3 ? data.mid(1) : data)); });
    m_webSocket.open(fixture.listener.serverPort(),
                     "/socket.io/?transport=websocket&EIO=" + QByteArray::number(revision));
}

bool SocketIoPeer::awaitOpen()
{
    return !m_sid.isEmpty() || QSignalSpy(this, &SocketIoPeer::opened).wait();
}

void SocketIoPeer::send(const QByteArray &packet)
{
    m_webSocket.sendText('4' + packet);
}

void SocketIoPeer::sendBinary(const QByteArray &data)
{
    m_webSocket.sendFrame(WebSocketOpcode::Binary, m_revision == 3 ? QByteArray('\4' + data) : data);
}

QByteArray SocketIoPeer::ask(const QByteArray &packet)
{
    send(packet);
    return next();
}

QByteArray SocketIoPeer::join(const QByteArray &nsp)
{
    if (!awaitOpen())
        return {};
    const QByteArray answer = ask('0' + prefixOf(nsp));
    return memberOf(answer.mid(1 + prefixOf(nsp).size()), "sid"_L1);
}

QByteArray SocketIoPeer::next()
{
    if (m_received.isEmpty() && !QSignalSpy(this, &SocketIoPeer::received).wait())
        return {};
    return m_received.takeFirst();
}

bool SocketIoPeer::awaitEnd()
{
    return m_webSocket.isDisconnected() || QSignalSpy(&m_webSocket, &WebSocketClient::disconnected).wait();
}

bool SocketIoPeer::hearsNothing(const QByteArray &nsp)
{
    return ask('2' + prefixOf(nsp) + "[\"are you there\"]") == '2' + prefixOf(nsp) + "[\"yes\"]";
}

void SocketIoPeer::receive(const QByteArray &text)
{
    if (text.startsWith('4')) {
        take(text.sliced(1));
    } else if (text.startsWith('0')) {
        m_sid = memberOf(text.sliced(1), "sid"_L1);
        Q_EMIT opened();
    }
}

void SocketIoPeer::take(const QByteArray &packet)
{
    m_received.append(packet);
    Q_EMIT received();
}
