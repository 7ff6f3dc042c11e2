// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/EngineIoSession.h"
#include "net/Heartbeat.h"
#include "net/UpgradeHandler.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace parlor {

/// An Engine.IO server over WebSocket. It listens nowhere by itself: give it to a Listener as the upgrade handler of its
/// path, usually /socket.io/. Lives on its worker's thread.
class EngineIoServer : public QObject, public UpgradeHandler {
    Q_OBJECT

public:
    struct Settings {
        int pingIntervalMs = 25'000;
        int pingTimeoutMs = 20'000;
        /// Announced to clients; the Listener enforces it.
        qint64 maxPayload = 1'000'000;
        /// Lets in clients of revision 3 as well (Socket.IO 1 and 2).
        bool allowsRevision3 = false;
    };

    explicit EngineIoServer(const Settings &settings, QObject *parent = nullptr);
    ~EngineIoServer() override;

    qsizetype sessionCount() const { return m_sessions.size(); }
    /// Closes every session; sessionCount() falls as they end.
    void closeAll();

    std::optional<QByteArray> refuse(const HttpRequestHead &head) override;
    void accept(std::unique_ptr<WebSocketChannel> channel, const HttpRequestHead &head) override;

Q_SIGNALS:
    /// A client has completed its handshake. The session is this server's, and gone after its closed() signal.
    void sessionOpened(parlor::EngineIoSession *session);
    void sessionCountChanged(qsizetype count);

private:
    /// The revision that the request names, where it is one that is served.
    std::optional<EngineIoRevision> revisionOf(const HttpRequestHead &head) const;
    void remove(EngineIoSession *session);

    const Settings m_settings;
    Heartbeat m_heartbeat;
    QHash<QByteArray, EngineIoSession *> m_sessions;
};

} // namespace parlor
