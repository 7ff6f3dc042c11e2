// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/ChatClient.h"
#include "net/Heartbeat.h"
#include "net/WebSocketChannel.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace parlor {

class ChatGateway;

/// A chat client on a plain WebSocket: one JSON object a text frame, pings of RFC 6455 as its heartbeat.
class PlainChatClient : public QObject, public ChatClient, private WebSocketReceiver, private Heartbeat::Subject {
    Q_OBJECT

public:
    PlainChatClient(std::unique_ptr<WebSocketChannel> channel, ChatGateway &gateway, Heartbeat &heartbeat,
                    QObject *parent = nullptr);
    ~PlainChatClient() override;

    TurnWriter::Line line() const override;
    void sendText(QByteArrayView text) override;
    void acknowledge(quint64 ticket, QByteArrayView dataJson) override;
    void refuse(quint64 ticket, QByteArrayView exceptionJson) override;
    void disconnectClient() override;
    void close(WebSocketCloseCode code, QByteArrayView reason);

Q_SIGNALS:
    /// The connection is gone; this may be deleted, from the event loop.
    void finished();

private:
    void textReceived(QByteArrayView text) override;
    void binaryReceived(QByteArrayView data) override;
    void pongReceived() override;
    void closed(WebSocketCloseCode code) override;
    void heartbeatDue() override;
    void heartbeatMissed() override;

    /// A ticket for the answer to the request with \a id; 0 where it has none.
    quint64 makeTicket(const QJsonValue &id);
    void answer(QByteArrayView nameJson, quint64 ticket, QByteArrayView dataJson);

    std::unique_ptr<WebSocketChannel> m_channel;
    ChatGateway &m_gateway;
    Heartbeat &m_heartbeat;
    quint64 m_lastTicket = 0;
    QHash<quint64, QByteArray> m_requestIds; ///< as JSON text, of requests not yet answered
};

} // namespace parlor
