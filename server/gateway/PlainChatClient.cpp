// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/PlainChatClient.h"

#include "gateway/ChatGateway.h"
#include "json/JsonText.h"
#include "model/Error.h"
#include "protocol/EventNames.h"
#include "protocol/PlainFrame.h"
#include "protocol/SessionId.h"
#include "security/Authenticator.h"
#include "security/PeerAddress.h"

#include <QTimerEvent>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

QByteArray validationJson(const QString &message)
{
    return toExceptionJson(Error::validation({ message }));
}

} // namespace

PlainChatClient::PlainChatClient(std::unique_ptr<WebSocketChannel> channel, ChatGateway &gateway,
                                 Heartbeat &heartbeat, const Authenticator &authenticator, QObject *parent) :
    QObject(parent),
    ChatClient(gateway.nextMemberId(), QString::fromLatin1(makeSessionId()), WireFormat::PlainWebSocket,
               addressText(channel->peerAddress())),
    m_channel(std::move(channel)),
    m_gateway(gateway),
    m_heartbeat(heartbeat),
    m_authenticator(authenticator)
{
}

PlainChatClient::~PlainChatClient() = default;

void PlainChatClient::begin(const SharedIdentity &identity)
{
    enter(identity);
    m_heartbeat.watch(this);
    m_channel->start(this);
}

void PlainChatClient::beginUnknown(int deadlineMs)
{
    m_authDeadline.start(deadlineMs, this);
    m_heartbeat.watch(this);
    m_channel->start(this);
}

TurnWriter::Line PlainChatClient::line() const
{
    return m_channel->line();
}

void PlainChatClient::sendText(QByteArrayView text)
{
    m_channel->sendText(text);
}

void PlainChatClient::acknowledge(quint64 ticket, QByteArrayView dataJson)
{
    answer("\"ack\"", ticket, dataJson);
}

void PlainChatClient::refuse(quint64 ticket, QByteArrayView exceptionJson)
{
    if (ticket == 0)
        sendEvent("\"exception\"", exceptionJson);
    else
        answer("\"exception\"", ticket, exceptionJson);
}

void PlainChatClient::disconnectClient(QByteArrayView reason)
{
    close(WebSocketCloseCode::PolicyViolation, reason);
}

void PlainChatClient::close(WebSocketCloseCode code, QByteArrayView reason)
{
    m_channel->close(code, reason);
}

void PlainChatClient::textReceived(QByteArrayView text)
{
    m_heartbeat.beat(this);
    const auto frame = decodePlainFrame(text, m_gateway.maxJsonDepth());
    if (!frame) {
        if (frame.error().isTooDeep)
            m_gateway.countTooDeep();
        const quint64 ticket = makeTicket(frame.error().id);
        if (m_isKnown)
            refuse(ticket, validationJson(frame.error().reason));
        else
            refuseAsUnknown(ticket);
        return;
    }
    const quint64 ticket = makeTicket(frame->id);
    if (frame->event == events::Auth)
        authenticate(*frame, ticket);
    else if (!m_isKnown)
        refuseAsUnknown(ticket);
    else if (!m_gateway.receive(*this, frame->event, frame->data, ticket))
        m_requestIds.remove(ticket);
}

void PlainChatClient::binaryReceived(QByteArrayView)
{
    if (m_isKnown)
        refuse(0, validationJson(u"binary frames are not supported"_s));
    else
        refuseAsUnknown(0);
}

void PlainChatClient::pongReceived()
{
    m_heartbeat.beat(this);
}

void PlainChatClient::closed(WebSocketCloseCode)
{
    m_authDeadline.stop();
    m_heartbeat.leave(this);
    if (m_isKnown)
        m_gateway.disconnected(*this);
    Q_EMIT finished();
}

void PlainChatClient::heartbeatDue()
{
    m_channel->ping();
}

void PlainChatClient::heartbeatMissed()
{
    m_channel->abort();
}

void PlainChatClient::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_authDeadline.timerId())
        refuseAsUnknown(0);
    else
        QObject::timerEvent(event);
}

void PlainChatClient::authenticate(const PlainFrame &frame, quint64 ticket)
{
    const auto identity = m_authenticator.authenticate(frame.data["token"_L1].toString().toUtf8());
    if (!identity) {
        refuseAsUnknown(ticket);
        return;
    }
    if (!m_isKnown) {
        enter(*identity);
    } else if (const auto renewed = m_gateway.renew(*this, *identity); !renewed) {
        refuse(ticket, toExceptionJson(renewed.error()));
        return;
    }
    if (ticket != 0)
        acknowledge(ticket, "{\"status\":\"ok\"}");
}

void PlainChatClient::enter(const SharedIdentity &identity)
{
    m_authDeadline.stop();
    m_isKnown = true;
    m_gateway.connected(*this, identity, m_channel->peerAddress());
}

void PlainChatClient::refuseAsUnknown(quint64 ticket)
{
    m_authDeadline.stop();
    refuse(ticket, toExceptionJson(Error::of(Error::Kind::Unauthorized)));
    disconnectClient("unauthorized");
}

quint64 PlainChatClient::makeTicket(const QJsonValue &id)
{
    if (id.isUndefined() || id.isNull())
        return 0;
    m_requestIds.insert(++m_lastTicket, json::toCompact(id));
    return m_lastTicket;
}

void PlainChatClient::answer(QByteArrayView nameJson, quint64 ticket, QByteArrayView dataJson)
{
    m_channel->sendText(encodePlainAnswer(nameJson, m_requestIds.take(ticket), dataJson));
}

} // namespace parlor
