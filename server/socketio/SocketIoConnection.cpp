// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/SocketIoConnection.h"

#include "protocol/SessionId.h"
#include "socketio/SocketIoNamespace.h"
#include "socketio/SocketIoServer.h"

#include <QTimerEvent>

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

SocketIoSocket::DisconnectReason disconnectReason(EngineIoSession::CloseReason reason)
{
    switch (reason) {
    case EngineIoSession::CloseReason::TransportClosed:
    case EngineIoSession::CloseReason::TransportError:
        return SocketIoSocket::DisconnectReason::TransportClosed;
    case EngineIoSession::CloseReason::PingTimeout:
        return SocketIoSocket::DisconnectReason::PingTimeout;
    case EngineIoSession::CloseReason::ParseError:
        return SocketIoSocket::DisconnectReason::ParseError;
    case EngineIoSession::CloseReason::ForcedClose:
        break;
    }
    return SocketIoSocket::DisconnectReason::ServerShutdown;
}

/// What a CONNECT_ERROR carries: in revision 4 one value, which clients take for the error itself.
QJsonValue errorData(const SocketIoAdmission::Refusal &refusal, bool isRevision4)
{
    const bool hasData = !refusal.data.isUndefined();
    if (isRevision4)
        return hasData && !refusal.data.isNull() ? refusal.data : QJsonValue(refusal.message);
    QJsonObject error { { u"message"_s, refusal.message } };
    if (hasData)
        error.insert("data"_L1, refusal.data);
    return error;
}

} // namespace

SocketIoConnection::SocketIoConnection(EngineIoSession &session, SocketIoServer &server) :
    QObject(&session),
    m_session(session),
    m_server(server)
{
}

SocketIoConnection::~SocketIoConnection() = default;

void SocketIoConnection::begin(int connectTimeoutMs)
{
    connect(&m_session, &EngineIoSession::messageReceived, this, &SocketIoConnection::textReceived);
    connect(&m_session, &EngineIoSession::binaryReceived, this, &SocketIoConnection::binaryReceived);
    // On a WebSocket it stays as it is, and ten thousand idle ones need not pay for this.
    if (m_session.line() == TurnWriter::NoLine)
        connect(&m_session, &EngineIoSession::lineChanged, this, &SocketIoConnection::lineChanged);
    connect(&m_session, &EngineIoSession::closed, this, &SocketIoConnection::sessionClosed);
    // A coarse timer may be early.
    m_connectTimer.start(connectTimeoutMs, Qt::PreciseTimer, this);
    if (isRevision4())
        connectNamespace(u"/"_s, {});
}

void SocketIoConnection::send(const SocketIoMessage &message)
{
    m_session.sendMessage(message.text);
    for (const QByteArray &attachment : message.attachments)
        m_session.sendBinary(attachment);
}

void SocketIoConnection::send(const SocketIoMessage &message, QByteArrayView textFrame)
{
    if (m_session.line() == TurnWriter::NoLine)
        m_session.sendMessage(message.text);
    else
        m_session.sendFrame(textFrame);
    for (const QByteArray &attachment : message.attachments)
        m_session.sendBinary(attachment);
}

void SocketIoConnection::sendText(QByteArrayView packetText)
{
    m_session.sendMessage(packetText);
}

void SocketIoConnection::leave(SocketIoSocket *socket)
{
    SocketIoPacket packet;
    packet.type = SocketIoPacket::Type::Disconnect;
    packet.nsp = socket->nsp().name();
    sendText(encodeSocketIoPacket(packet));
    m_sockets.removeOne(socket);
    socket->end(SocketIoSocket::DisconnectReason::ServerDisconnect);
}

void SocketIoConnection::closeByServer()
{
    const auto sockets = m_sockets;
    for (SocketIoSocket *socket : sockets) {
        if (socket->isConnected())
            leave(socket);
    }
    m_session.close();
}

void SocketIoConnection::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_connectTimer.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    m_connectTimer.stop();
    if (!hasJoined())
        m_session.close();
}

void SocketIoConnection::textReceived(QByteArrayView text)
{
    const SocketIoServer::Settings &settings = m_server.settings();
    auto packet = decodeSocketIoPacket(text, settings.maxJsonDepth);
    if (!packet && packet.error().isTooDeep && settings.counters)
        settings.counters->count(Limit::JsonDepth);
    // A text packet has no place among the attachments of another.
    if (!packet || m_awaited) {
        m_session.close(EngineIoSession::CloseReason::ParseError);
        return;
    }
    if (packet->attachments > 0)
        m_awaited = std::move(*packet);
    else
        packetReceived(*packet, {});
}

void SocketIoConnection::binaryReceived(QByteArrayView data)
{
    if (!m_awaited) {
        m_session.close(EngineIoSession::CloseReason::ParseError);
        return;
    }
    const SocketIoServer::Settings &settings = m_server.settings();
    m_attachmentBytes += data.size();
    if (m_attachmentBytes > settings.maxAttachmentBytes) {
        if (settings.counters)
            settings.counters->count(Limit::MessageBytes);
        m_session.close(EngineIoSession::CloseReason::ParseError);
        return;
    }
    m_attachments.append(data.toByteArray());
    if (m_attachments.size() < m_awaited->attachments)
        return;
    m_attachmentBytes = 0;
    const SocketIoPacket packet = *std::exchange(m_awaited, std::nullopt);
    packetReceived(packet, std::exchange(m_attachments, {}));
}

void SocketIoConnection::packetReceived(const SocketIoPacket &packet, const QList<QByteArray> &attachments)
{
    using Type = SocketIoPacket::Type;
    const auto [nsp, query] = isRevision4() ? SocketIoNamespaceName::parse(packet.nsp)
                                            : SocketIoNamespaceName { packet.nsp, packet.data.toObject() };
    SocketIoSocket *socket = socketIn(nsp);
    bool fits = true;
    if (packet.type == Type::Connect && !socket) {
        connectNamespace(nsp, query);
    } else if (!socket || !socket->isConnected() || packet.type == Type::Connect || packet.type == Type::ConnectError) {
        fits = false;
    } else if (packet.type == Type::Disconnect) {
        m_sockets.removeOne(socket);
        socket->end(SocketIoSocket::DisconnectReason::ClientDisconnect);
    } else {
        fits = socket->packetReceived(packet, attachments);
    }
    if (!fits)
        m_session.close(EngineIoSession::CloseReason::ParseError);
}

void SocketIoConnection::connectNamespace(const QString &name, const QJsonObject &auth)
{
    SocketIoNamespace *nsp = m_server.find(name);
    if (!nsp) {
        sendRefusal(name, { u"Invalid namespace"_s, QJsonValue(QJsonValue::Undefined) });
        return;
    }
    auto *socket = new SocketIoSocket(*this, *nsp, makeSocketId(name), auth);
    m_sockets.append(socket);
    nsp->screen(*socket, [this, socket](const SocketIoAdmission::Refusal *refusal) { answerConnect(socket, refusal); });
}

void SocketIoConnection::answerConnect(SocketIoSocket *socket, const SocketIoAdmission::Refusal *refusal)
{
    SocketIoNamespace &nsp = socket->nsp();
    if (refusal) {
        m_sockets.removeOne(socket);
        socket->end(SocketIoSocket::DisconnectReason::ServerDisconnect);
        sendRefusal(nsp.name(), *refusal);
        return;
    }
    m_connectTimer.stop();
    SocketIoPacket answer;
    answer.nsp = nsp.name();
    if (!isRevision4())
        answer.data = QJsonObject { { u"sid"_s, QString::fromLatin1(socket->id()) } };
    sendText(encodeSocketIoPacket(answer));
    socket->begin();
    Q_EMIT nsp.connected(socket);
}

void SocketIoConnection::sendRefusal(const QString &nsp, const SocketIoAdmission::Refusal &refusal)
{
    SocketIoPacket packet;
    packet.type = SocketIoPacket::Type::ConnectError;
    packet.nsp = nsp;
    packet.data = errorData(refusal, isRevision4());
    sendText(encodeSocketIoPacket(packet));
}

void SocketIoConnection::lineChanged()
{
    const auto sockets = m_sockets;
    for (SocketIoSocket *socket : sockets)
        Q_EMIT socket->lineChanged();
}

void SocketIoConnection::sessionClosed(EngineIoSession::CloseReason reason)
{
    m_connectTimer.stop();
    const auto sockets = std::exchange(m_sockets, {});
    for (SocketIoSocket *socket : sockets)
        socket->end(disconnectReason(reason));
}

QByteArray SocketIoConnection::makeSocketId(const QString &nsp) const
{
    // Clients of revision 4 are not told their id: they make it so from the session's.
    if (!isRevision4())
        return makeSessionId();
    return nsp == u"/" ? m_session.sid() : nsp.toUtf8() + '#' + m_session.sid();
}

SocketIoSocket *SocketIoConnection::socketIn(const QString &nsp) const
{
    for (SocketIoSocket *socket : m_sockets) {
        if (socket->nsp().name() == nsp)
            return socket;
    }
    return nullptr;
}

bool SocketIoConnection::hasJoined() const
{
    return std::ranges::any_of(m_sockets, &SocketIoSocket::isConnected);
}

} // namespace parlor
