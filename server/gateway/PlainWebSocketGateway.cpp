// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/PlainWebSocketGateway.h"

#include "gateway/PlainChatClient.h"
#include "net/HttpErrorReply.h"
#include "security/Authenticator.h"

namespace parlor {

PlainWebSocketGateway::PlainWebSocketGateway(ChatGateway &gateway, const Authenticator &authenticator,
                                             const Settings &settings, QObject *parent) :
    QObject(parent),
    m_gateway(gateway),
    m_authenticator(authenticator),
    m_settings(settings),
    m_heartbeat(settings.pingIntervalMs, settings.pingTimeoutMs)
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

std::optional<QByteArray> PlainWebSocketGateway::refuse(const HttpRequestHead &head)
{
    if (m_authenticator.isOpen())
        return std::nullopt;
    if (!m_settings.origins.admits(head.value("origin"), head.value("host")))
        return httpErrorReply(Error::accessForbidden());
    const QByteArray token = tokenOf(head);
    if (token.isNull() || m_authenticator.authenticate(token))
        return std::nullopt;
    return httpErrorReply(Error::of(Error::Kind::Unauthorized));
}

void PlainWebSocketGateway::accept(std::unique_ptr<WebSocketChannel> channel, const HttpRequestHead &head)
{
    auto *client = new PlainChatClient(std::move(channel), m_gateway, m_heartbeat, m_authenticator, this);
    m_clients.insert(client);
    connect(client, &PlainChatClient::finished, this, [this, client] {
        m_clients.remove(client);
        client->deleteLater();
        Q_EMIT clientCountChanged(m_clients.size());
    });
    Q_EMIT clientCountChanged(m_clients.size());
    if (const auto identity = m_authenticator.authenticate(tokenOf(head)))
        client->begin(*identity);
    else
        client->beginUnknown(m_settings.authTimeoutMs);
}

QByteArray PlainWebSocketGateway::tokenOf(const HttpRequestHead &head)
{
    const QByteArrayView bearer = Authenticator::bearerToken(head.value("authorization"));
    return bearer.isEmpty() ? head.queryItem("access_token") : bearer.toByteArray();
}

} // namespace parlor
