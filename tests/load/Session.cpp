// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Session.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parlor::load {

using namespace Qt::StringLiterals;

void SessionListener::onPosted(Session &, quint32, bool) { }

void SessionListener::onSettled(Session &) { }

void SessionListener::onEnded(Session &) { }

Session::Session(EventLoop &loop, const Endpoint &endpoint, Dialect dialect, SessionListener &listener, int number,
                 const QByteArray &roomId) :
    WebSocketConnection(loop, endpoint, number),
    m_dialect(dialect),
    m_listener(listener),
    m_roomId(roomId)
{
}

void Session::open()
{
    m_state = State::Opening;
    connectTo(m_dialect.target(m_roomId));
}

void Session::join(const QByteArray &roomId)
{
    if (roomId != m_roomId) {
        m_roomId = roomId;
        m_ledger = {};
        m_hasJoinedBefore = false;
        m_template.reset();
    }
    if (!m_dialect.hasJoins()) {
        settle(State::Joined);
        return;
    }
    m_state = State::Joining;
    const QByteArray last = m_hasJoinedBefore ? ",\"lastOrder\":" + QByteArray::number(m_ledger.last()) : QByteArray();
    m_membershipId =
        request(m_observes ? "observe" : "participants",
                "{\"roomId\":\"" + m_roomId + "\",\"username\":\"u" + QByteArray::number(number()) + '"' + last + '}');
}

void Session::leave()
{
    m_state = State::Leaving;
    m_membershipId = request("leave", "{\"roomId\":\"" + m_roomId + "\"}");
}

void Session::loseConnection()
{
    cutOff();
    m_state = State::Ended;
}

quint32 Session::post(qint64 stampNs, int contentBytes, bool wantsAnswer)
{
    if (!m_template)
        m_template = std::make_unique<MessageTemplate>(m_roomId, number(), contentBytes);
    const QByteArray &data = m_template->stamped(stampNs);
    if (wantsAnswer)
        return request("exchanges", data);
    sendText(m_dialect.event("exchanges", data, 0));
    return 0;
}

void Session::sendHeartbeat()
{
    const QByteArray heartbeat = m_dialect.heartbeat();
    if (!heartbeat.isEmpty() && m_state != State::Ended && m_state != State::Opening)
        sendText(heartbeat);
}

quint32 Session::request(QByteArrayView name, const QByteArray &dataJson)
{
    ++m_lastId;
    sendText(m_dialect.event(name, dataJson, m_lastId));
    return m_lastId;
}

void Session::onOpened()
{
    if (m_dialect.isReadyAtOnce())
        onConnected();
}

void Session::onConnected()
{
    if (m_roomId.isEmpty())
        settle(State::Outside);
    else
        join(m_roomId);
}

void Session::onText(QByteArrayView text)
{
    const Packet packet = m_dialect.read(text);
    switch (packet.kind) {
    case Packet::Kind::Message:
        m_ledger.hear(m_reader.order(packet.body));
        m_listener.onMessage(*this, packet.body);
        break;
    case Packet::Kind::Answer:
        onAnswer(packet.id, packet.body);
        break;
    case Packet::Kind::Ping:
        sendText(QByteArray('3' + packet.body.toByteArray()));
        break;
    case Packet::Kind::Open:
        if (const QByteArray answer = m_dialect.answerToOpen(); !answer.isEmpty())
            sendText(answer);
        break;
    case Packet::Kind::Connected:
        onConnected();
        break;
    case Packet::Kind::Refused:
        m_wasRefused = true;
        break;
    case Packet::Kind::Other:
        break;
    }
}

void Session::onAnswer(quint32 id, QByteArrayView data)
{
    if (id != m_membershipId) {
        m_listener.onPosted(*this, id, data.contains("\"status\":\"ok\""));
        return;
    }
    m_membershipId = 0;
    if (m_state == State::Leaving)
        settle(State::Outside);
    else
        onJoinAnswer(data);
}

void Session::onJoinAnswer(QByteArrayView data)
{
    const QJsonObject answer = QJsonDocument::fromJson(data.toByteArray()).object();
    if (answer["status"_L1].toString() != "ok"_L1) {
        m_wasRefused = true;
        return;
    }
    if (answer.contains("gapTo"_L1))
        m_ledger.excuse(answer["gapFrom"_L1].toInteger(), answer["gapTo"_L1].toInteger());
    m_ledger.startAfter(answer["lastOrder"_L1].toInteger());
    m_hasJoinedBefore = true;
    settle(State::Joined);
}

void Session::settle(State state)
{
    m_state = state;
    m_listener.onSettled(*this);
}

void Session::onEnded()
{
    m_state = State::Ended;
    m_listener.onEnded(*this);
}

} // namespace parlor::load
