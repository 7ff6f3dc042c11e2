// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/EngineIoServer.h"

#include "engineio/WebSocketTransport.h"
#include "net/HttpErrorReply.h"
#include "protocol/SessionId.h"

namespace parlor {

namespace {

/// The errors of the handshake, by the codes of the protocol's reference server.
struct HandshakeError {
    int code;
    const char *message;
};

constexpr HandshakeError UnknownTransport { 0, "Transport unknown" };
constexpr HandshakeError UnknownSid { 1, "Session ID unknown" };
constexpr HandshakeError UnsupportedVersion { 5, "Unsupported protocol version" };

QByteArray errorReply(const HandshakeError &error)
{
    return httpErrorReply(400, "application/json",
                          "{\"code\":" + QByteArray::number(error.code) + ",\"message\":\"" + error.message
                              + "\"}");
}

} // namespace

EngineIoServer::EngineIoServer(const Settings &settings, QObject *parent) :
    QObject(parent),
    m_settings(settings),
    m_heartbeat(settings.pingIntervalMs, settings.pingTimeoutMs)
{
}

EngineIoServer::~EngineIoServer()
{
    // Before the heartbeat, which they leave as they go.
    qDeleteAll(std::exchange(m_sessions, {}));
}

void EngineIoServer::closeAll()
{
    const auto sessions = m_sessions.values();
    for (EngineIoSession *session : sessions)
        session->close();
}

std::optional<QByteArray> EngineIoServer::refuse(const HttpRequestHead &head)
{
    if (head.queryItem("transport") != "websocket")
        return errorReply(UnknownTransport);
    if (!head.queryItem("sid").isEmpty())
        return errorReply(UnknownSid);
    if (!revisionOf(head))
        return errorReply(UnsupportedVersion);
    return std::nullopt;
}

void EngineIoServer::accept(std::unique_ptr<WebSocketChannel> channel, const HttpRequestHead &head)
{
    const EngineIoHandshake handshake {
        makeSessionId(), {}, m_settings.pingIntervalMs, m_settings.pingTimeoutMs, m_settings.maxPayload
    };
    const EngineIoRevision revision = revisionOf(head).value_or(EngineIoRevision::V4);
    auto *session =
        new EngineIoSession(handshake.sid, revision, { head, channel->peerAddress() }, m_heartbeat, this);
    m_sessions.insert(handshake.sid, session);
    connect(session, &EngineIoSession::finished, this, [this, session] { remove(session); });

    auto transport =
        std::make_unique<WebSocketTransport>(std::move(channel), revision, head.queryItem("b64").isEmpty());
    transport->start(session);
    session->open(std::move(transport), handshake.toJson());
    Q_EMIT sessionOpened(session);
    Q_EMIT sessionCountChanged(m_sessions.size());
}

std::optional<EngineIoRevision> EngineIoServer::revisionOf(const HttpRequestHead &head) const
{
    const QByteArray revision = head.queryItem("EIO");
    if (revision == "4")
        return EngineIoRevision::V4;
    if (revision == "3" && m_settings.allowsRevision3)
        return EngineIoRevision::V3;
    return std::nullopt;
}

void EngineIoServer::remove(EngineIoSession *session)
{
    m_sessions.remove(session->sid());
    session->deleteLater();
    Q_EMIT sessionCountChanged(m_sessions.size());
}

} // namespace parlor
