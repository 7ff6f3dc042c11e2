// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ChatTestClient.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

ChatTestClient::ChatTestClient(Protocol protocol, quint16 port, QObject *parent) :
    QObject(parent),
    m_protocol(protocol)
{
    if (protocol == Protocol::SocketIo) {
        connect(&m_webSocket, &WebSocketClient::textReceived, this, &ChatTestClient::readSocketIo);
        m_webSocket.open(port, "/socket.io/?EIO=4&transport=websocket");
    } else {
        connect(&m_webSocket, &WebSocketClient::textReceived, this, &ChatTestClient::readPlain);
        connect(&m_webSocket, &WebSocketClient::opened, this, [this] {
            m_isReady = true;
            Q_EMIT ready();
        });
        m_webSocket.open(port, "/ws");
    }
}

void ChatTestClient::send(const QString &event, const QJsonObject &data)
{
    write(event, data, -1);
}

void ChatTestClient::request(const QString &event, const QJsonObject &data,
                             const std::function<void(const QJsonValue &)> &answered)
{
    m_requests.insert(++m_lastId, answered);
    write(event, data, m_lastId);
}

void ChatTestClient::write(const QString &event, const QJsonObject &data, qint64 id)
{
    if (m_protocol == Protocol::SocketIo) {
        const QByteArray ackId = id < 0 ? QByteArray() : QByteArray::number(id);
        m_webSocket.sendText("42" + ackId + QJsonDocument(QJsonArray { event, data }).toJson(QJsonDocument::Compact));
    } else {
        QJsonObject frame { { u"event"_s, event }, { u"data"_s, data } };
        if (id >= 0)
            frame.insert(u"id"_s, id);
        m_webSocket.sendText(QJsonDocument(frame).toJson(QJsonDocument::Compact));
    }
}

void ChatTestClient::readSocketIo(const QByteArray &text)
{
    if (text.startsWith('0')) {
        m_webSocket.sendText("40");
    } else if (text.startsWith('2')) {
        m_webSocket.sendText("3");
    } else if (text.startsWith("40")) {
        m_isReady = true;
        Q_EMIT ready();
    } else if (text.startsWith("42")) {
        const QJsonArray packet = QJsonDocument::fromJson(text.sliced(2)).array();
        Q_EMIT received(packet.at(0).toString(), packet.at(1));
    } else if (text.startsWith("43")) {
        const qsizetype bracket = text.indexOf('[');
        const auto answered = m_requests.take(text.sliced(2, bracket - 2).toLongLong());
        if (answered)
            answered(QJsonDocument::fromJson(text.sliced(bracket)).array().at(0));
    }
}

void ChatTestClient::readPlain(const QByteArray &text)
{
    const QJsonObject frame = QJsonDocument::fromJson(text).object();
    const auto answered = m_requests.take(frame.value("id"_L1).toInteger(-1));
    if (answered)
        answered(frame.value("data"_L1));
    else
        Q_EMIT received(frame.value("event"_L1).toString(), frame.value("data"_L1));
}
