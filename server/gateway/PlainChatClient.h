// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/ChatClient.h"
#include "net/Heartbeat.h"
#include "net/WebSocketChannel.h"
#include "security/Identity.h"

#include <QBasicTimer>
#include <QHash>
#include <QObject>

#include <memory>

namespace parlor {

class Authenticator;
class ChatGateway;
struct PlainFrame;

/// A chat client on a plain WebSocket: one JSON object a text frame, pings of RFC 6455 as its heartbeat. It takes no part until it is
/// known who it is: from the handshake, or by an `auth` event, which has to be the first.
class PlainChatClient : public QObject, public ChatClient, private WebSocketReceiver, private Heartbeat::Subject {
    Q_OBJECT

public:
    /// All must outlive this.
    PlainChatClient(std::unique_ptr<WebSocketChannel> channel, ChatGateway &gateway, Heartbeat &heartbeat,
                    const Authenticator &authenticator, QObject *parent = nullptr);
    ~PlainChatClient() override;

    /// Begins as \a identity.
    void begin(const SharedIdentity &identity);
    /// Begins with the question who it is, which has to be answered within \a deadlineMs.
    void beginUnknown(int deadlineMs);

    TurnWriter::Line line() const override;
    void sendText(QByteArrayView text) override;
    void acknowledge(quint64 ticket, QByteArrayView dataJson) override;
    void refuse(quint64 ticket, QByteArrayView exceptionJson) override;
    void disconnectClient(QByteArrayView reason) override;
    void close(WebSocketCloseCode code, QByteArrayView reason);

Q_SIGNALS:
    /// The connection is gone; this may be deleted, from the event loop.
    void finished();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void textReceived(QByteArrayView text) override;
    void binaryReceived(QByteArrayView data) override;
    void pongReceived() override;
    void closed(WebSocketCloseCode code) override;
    void heartbeatDue() override;
    void heartbeatMissed() override;

    /// The client says who it is, for the first time or with a newer token.
    void authenticate(const PlainFrame &frame, quint64 ticket);
    void enter(const SharedIdentity &identity);
    void refuseAsUnknown(quint64 ticket);

    /// A ticket for the answer to the request with \a id; 0 where it has none.
    quint64 makeTicket(const QJsonValue &id);
    void answer(QByteArrayView nameJson, quint64 ticket, QByteArrayView dataJson);

    std::unique_ptr<WebSocketChannel> m_channel;
    ChatGateway &m_gateway;
    Heartbeat &m_heartbeat;
    const Authenticator &m_authenticator;
    bool m_isKnown = false;
    QBasicTimer m_authDeadline;
    quint64 m_lastTicket = 0;
    QHash<quint64, QByteArray> m_requestIds; ///< as JSON text, of requests not yet answered
};

} // namespace parlor
