// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/Heartbeat.h"
#include "net/UpgradeHandler.h"
#include "protocol/WebSocketFrame.h"
#include "security/Identity.h"
#include "security/OriginPolicy.h"

#include <QObject>
#include <QSet>

namespace parlor {

class Authenticator;
class ChatGateway;
class PlainChatClient;

/// Makes a chat client of every plain WebSocket connection at /ws. A token in the handshake, as a bearer or as `access_token` in the
/// query, must be good; who brings none there sends it as the first event. Lives on its worker's thread.
class PlainWebSocketGateway : public QObject, public UpgradeHandler {
    Q_OBJECT

public:
    struct Settings {
        int pingIntervalMs = 25'000;
        int pingTimeoutMs = 20'000;
        /// How long a client may take to say who it is.
        int authTimeoutMs = 10'000;
        /// Whose pages may connect; asked where the server is not open.
        OriginPolicy origins;
    };

    /// \a gateway and \a authenticator must outlive this.
    PlainWebSocketGateway(ChatGateway &gateway, const Authenticator &authenticator, const Settings &settings,
                          QObject *parent = nullptr);
    ~PlainWebSocketGateway() override;

    /// Whose pages may connect from now on.
    void setOrigins(const OriginPolicy &origins) { m_settings.origins = origins; }

    qsizetype clientCount() const { return qsizetype(m_clients.size()); }
    /// Closes every connection; clientCount() falls as they end.
    void closeAll(WebSocketCloseCode code, QByteArrayView reason);

    std::optional<QByteArray> refuse(const HttpRequestHead &head) override;
    void accept(std::unique_ptr<WebSocketChannel> channel, const HttpRequestHead &head) override;

Q_SIGNALS:
    void clientCountChanged(qsizetype count);

private:
    static QByteArray tokenOf(const HttpRequestHead &head);

    ChatGateway &m_gateway;
    const Authenticator &m_authenticator;
    Settings m_settings;
    Heartbeat m_heartbeat;
    QSet<PlainChatClient *> m_clients;
};

} // namespace parlor
