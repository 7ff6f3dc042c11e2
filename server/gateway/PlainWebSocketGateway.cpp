// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/PlainWebSocketGateway.h"

#include "gateway/PlainChatClient.h"

namespace parlor {

PlainWebSocketGateway::PlainWebSocketGateway(ChatGateway &gateway, int pingIntervalMs, int pingTimeoutMs,
                                             QObject *parent) :
    QObject(parent),
    m_gateway(gateway),
    m_heartbeat(pingIntervalMs, pingTimeoutMs)
{
}

PlainWebSocketGateway::~PlainWebSocketGateway()
{
    // Before the heartbeat, which they leave as they go.
    qDeleteAll(std::exchange(m_clients, {}));
}

void PlainWebSocketGateway::closeAll(WebSocketCloseCode code, QByteArrayView reason)
{
    const auto clients = m_clients;
    for (PlainChatClient *client : clients)
        client->close(code, reason);
}

std::optional<QByteArray> PlainWebSocketGateway::refuse(const HttpRequestHead &)
{
    return std::nullopt;
}

void PlainWebSocketGateway::accept(std::unique_ptr<WebSocketChannel> channel, const HttpRequestHead &)
{
    auto *client = new PlainChatClient(std::move(channel), m_gateway, m_heartbeat, this);
    m_clients.insert(client);
    connect(client, &PlainChatClient::finished, this, [this, client] {
        m_clients.remove(client);
        client->deleteLater();
        Q_EMIT clientCountChanged(m_clients.size());
    });
    Q_EMIT clientCountChanged(m_clients.size());
}

} // namespace parlor
