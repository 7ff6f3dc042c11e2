// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/Heartbeat.h"
#include "net/UpgradeHandler.h"
#include "protocol/WebSocketFrame.h"

#include <QObject>
#include <QSet>

namespace parlor {

class ChatGateway;
class PlainChatClient;

/// Makes a chat client of every plain WebSocket connection at /ws. Lives on its worker's thread.
class PlainWebSocketGateway : public QObject, public UpgradeHandler {
    Q_OBJECT

public:
    PlainWebSocketGateway(ChatGateway &gateway, int pingIntervalMs, int pingTimeoutMs, QObject *parent = nullptr);
    ~PlainWebSocketGateway() override;

    qsizetype clientCount() const { return qsizetype(m_clients.size()); }
    /// Closes every connection; clientCount() falls as they end.
    void closeAll(WebSocketCloseCode code, QByteArrayView reason);

    std::optional<QByteArray> refuse(const HttpRequestHead &head) override;
    void accept(std::unique_ptr<WebSocketChannel> channel, const HttpRequestHead &head) override;

Q_SIGNALS:
    void clientCountChanged(qsizetype count);

private:
    ChatGateway &m_gateway;
    Heartbeat m_heartbeat;
    QSet<PlainChatClient *> m_clients;
};

} // namespace parlor
