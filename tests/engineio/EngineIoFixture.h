// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/EngineIoServer.h"
#include "net/Listener.h"
#include "net/TurnWriter.h"

#include "support/RawHttpClient.h"
#include "support/WebSocketClient.h"

#include <QByteArrayList>
#include <QPointer>

#include <memory>
#include <optional>
#include <vector>

/// An Engine.IO server at /engine.io/ on a port of its own. It sends every message back, and notes what happens.
struct EngineIoFixture {
    explicit EngineIoFixture(const parlor::EngineIoServer::Settings &settings = defaults(),
                             const parlor::Listener::Settings &listenerSettings = {});

    /// Revision 3 is let in.
    static parlor::EngineIoServer::Settings defaults();

    quint16 port() const { return listener->serverPort(); }
    /// The session that was opened last; null once it is gone.
    parlor::EngineIoSession *session() const { return sessions.empty() ? nullptr : sessions.back().data(); }
    qsizetype sessionCount() const { return engine.sessionCount(); }

    bool echoes = true;
    QByteArrayList received;
    std::vector<QPointer<parlor::EngineIoSession>> sessions; ///< in the order in which they were opened
    std::vector<parlor::EngineIoSession::CloseReason> closeReasons;

    // Last, because sessions that end with the engine are noted, too.
    parlor::TurnWriter writer { 1'000'000 };
    parlor::EngineIoServer engine;
    std::unique_ptr<parlor::Listener> listener;
};

/// One client of long-polling: a connection for its polls, another for what it brings.
class PollingClient {
public:
    /// Opens a session and takes its handshake.
    explicit PollingClient(quint16 port, int revision = 4, const QByteArray &moreQuery = {});

    const QByteArray &sid() const { return m_sid; }
    const QByteArray &handshake() const { return m_handshake; }
    /// The target of this session's requests.
    QByteArray target(const QByteArray &transport = "polling") const;

    /// Waits for the answer to a poll, whose body it gives; null where it is no success.
    QByteArray poll();
    void startPoll();
    /// The same; waits until it has arrived. False where it could not be told.
    bool startWaitingPoll();
    std::optional<RawHttpClient::Response> finishPoll() { return m_polls.receive(); }
    /// Brings a payload and waits for the status of the answer.
    int post(const QByteArray &payload, const QByteArray &contentType = "text/plain");

    RawHttpClient &polls() { return m_polls; }
    RawHttpClient &posts() { return m_posts; }

private:
    QByteArray m_base;
    RawHttpClient m_polls;
    RawHttpClient m_posts;
    QByteArray m_handshake;
    QByteArray m_sid;
};

/// The bytes of a request without a body, and of one with.
QByteArray httpGet(const QByteArray &target, const QByteArray &fields = {});
QByteArray httpPost(const QByteArray &target, const QByteArray &body, const QByteArray &fields = {});

/// Sends one request on a connection of its own.
std::optional<RawHttpClient::Response> ask(quint16 port, const QByteArray &request);

/// A client on a WebSocket that keeps what it hears.
class EngineIoWebSocket : public WebSocketClient {
    Q_OBJECT

public:
    /// Waits until it is open, or refused.
    EngineIoWebSocket(quint16 port, const QByteArray &target);

    /// Waits for the next packet; a binary one has `b:` before it. Null where none comes.
    QByteArray next();
    /// Tries an upgrade, as far as the server's answer. False where that is another.
    bool probe();
    /// Waits until the server has closed it.
    bool awaitEnd();

private:
    QByteArrayList m_heard;
};
