// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/PlainChatClient.h"

#include "gateway/ChatGateway.h"
#include "json/JsonText.h"
#include "model/Error.h"
#include "protocol/PlainFrame.h"
#include "protocol/SessionId.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

QByteArray validationJson(const QString &message)
{
    return toExceptionJson(Error::validation({ message }));
}

} // namespace

PlainChatClient::PlainChatClient(std::unique_ptr<WebSocketChannel> channel, ChatGateway &gateway,
                                 Heartbeat &heartbeat, QObject *parent) :
    QObject(parent),
    ChatClient(gateway.nextMemberId(), QString::fromLatin1(makeSessionId()), WireFormat::PlainWebSocket),
    m_channel(std::move(channel)),
    m_gateway(gateway),
    m_heartbeat(heartbeat)
{
    m_gateway.connected(*this);
    m_heartbeat.watch(this);
    m_channel->start(this);
}

PlainChatClient::~PlainChatClient() = default;

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

void PlainChatClient::disconnectClient()
{
    close(WebSocketCloseCode::PolicyViolation, "access-forbidden");
}

void PlainChatClient::close(WebSocketCloseCode code, QByteArrayView reason)
{
    m_channel->close(code, reason);
}

void PlainChatClient::textReceived(QByteArrayView text)
{
    m_heartbeat.beat(this);
    const auto frame = decodePlainFrame(text);
    if (!frame) {
        refuse(0, validationJson(frame.error()));
        return;
    }
    const quint64 ticket = makeTicket(frame->id);
    if (!m_gateway.receive(*this, frame->event, frame->data, ticket))
        m_requestIds.remove(ticket);
}

void PlainChatClient::binaryReceived(QByteArrayView)
{
    refuse(0, validationJson(u"binary frames are not supported"_s));
}

void PlainChatClient::pongReceived()
{
    m_heartbeat.beat(this);
}

void PlainChatClient::closed(WebSocketCloseCode)
{
    m_heartbeat.leave(this);
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
