// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PollingSession.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parlor::load {

using namespace Qt::StringLiterals;

namespace {

constexpr char PacketSeparator = '\x1e';
constexpr quint32 JoinId = 1;
constexpr QByteArrayView HandshakeTarget("/socket.io/?EIO=4&transport=polling");

} // namespace

PollingSession::PollingSession(EventLoop &loop, const Endpoint &endpoint, int number, const QByteArray &roomId) :
    m_endpoint(endpoint),
    m_roomId(roomId),
    m_number(number),
    m_http(loop, endpoint, number, [this](const HttpResponse &response) { onAnswered(response); })
{
}

void PollingSession::open()
{
    m_http.send(httpRequest("GET", HandshakeTarget.toByteArray(), m_endpoint.authority()));
}

void PollingSession::onAnswered(const HttpResponse &response)
{
    if (response.status != 200) {
        m_state = m_target.isEmpty() && response.status != 0 ? State::NotServed : State::Ended;
        return;
    }
    if (m_target.isEmpty())
        onOpened(response.body);
    else if (!m_isPosting)
        onPayload(response.body);
    goOn();
}

void PollingSession::onOpened(QByteArrayView payload)
{
    const QJsonObject open = QJsonDocument::fromJson(payload.sliced(1).toByteArray()).object();
    m_target = HandshakeTarget.toByteArray() + "&sid=" + open["sid"_L1].toString().toLatin1();
    m_unsent.append(m_dialect.answerToOpen());
}

void PollingSession::onPayload(QByteArrayView payload)
{
    while (!payload.isEmpty()) {
        const qsizetype end = payload.indexOf(PacketSeparator);
        onPacket(end < 0 ? payload : payload.first(end));
        payload = end < 0 ? QByteArrayView() : payload.sliced(end + 1);
    }
}

void PollingSession::onPacket(QByteArrayView text)
{
    const Packet packet = m_dialect.read(text);
    switch (packet.kind) {
    case Packet::Kind::Connected:
        onConnected();
        break;
    case Packet::Kind::Ping:
        m_unsent.append("3");
        break;
    case Packet::Kind::Answer:
        onJoined(packet.body);
        break;
    case Packet::Kind::Message:
        m_ledger.hear(m_reader.order(packet.body));
        break;
    case Packet::Kind::Open:
    case Packet::Kind::Refused:
    case Packet::Kind::Other:
        break;
    }
}

void PollingSession::onConnected()
{
    const QByteArray participant =
        "{\"roomId\":\"" + m_roomId + "\",\"username\":\"polling-" + QByteArray::number(m_number) + "\"}";
    m_unsent.append(m_dialect.event("participants", participant, JoinId));
}

void PollingSession::onJoined(QByteArrayView answer)
{
    m_ledger.startAfter(QJsonDocument::fromJson(answer.toByteArray()).object()["lastOrder"_L1].toInteger());
    m_state = State::Joined;
}

void PollingSession::goOn()
{
    m_isPosting = !m_unsent.isEmpty();
    if (!m_isPosting) {
        m_http.send(httpRequest("GET", m_target, m_endpoint.authority()));
        return;
    }
    m_http.send(httpRequest("POST", m_target, m_endpoint.authority(), m_unsent.join(PacketSeparator)));
    m_unsent.clear();
}

} // namespace parlor::load
