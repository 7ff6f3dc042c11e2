// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/EngineIoPeers.h"
#include "net/HttpExchange.h"

#include <QHash>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

class QTcpSocket;

namespace parlor {

class Listener;

/// What one worker's EngineIoServer gives to the others and takes from them. Requests are handed over one by one, since one
/// connection may carry those of several sessions: the exchange stays where its connection is, and its owner answers another
/// in its stead. WebSockets are handed over with their socket, before their handshake. Lives on its worker's thread.
class EngineIoHandover {
public:
    using Serve = std::function<void(std::unique_ptr<HttpExchange>)>;

    /// \a serve takes requests of this worker's sessions; upgrades of theirs go to \a listener.
    EngineIoHandover(EngineIoPeers &peers, std::size_t worker, Listener &listener, Serve serve);
    Q_DISABLE_COPY_MOVE(EngineIoHandover)

    /// An id for a new session of this worker.
    QByteArray makeSessionId() const { return EngineIoPeers::makeSessionId(m_worker); }
    /// True where the session is another worker's, if anybody's.
    bool isElsewhere(QByteArrayView sid) const;

    /// Hands a request to the worker that has its session.
    void pass(std::unique_ptr<HttpExchange> exchange, QByteArrayView sid);
    /// The same for a connection whose opening handshake is \a head. Not from within a signal of the socket.
    void pass(QTcpSocket *socket, const HttpRequestHead &head, QByteArrayView sid);

private:
    /// A request that another worker sent, by that worker and its number there.
    using Origin = std::pair<std::size_t, quint64>;

    void post(std::size_t worker, EngineIoPeers::Order order) const { m_peers.post(worker, std::move(order)); }
    /// Without \a body where that is still on its way.
    void take(const Origin &origin, const HttpRequestHead &head, const QHostAddress &peerAddress,
              const std::optional<QByteArray> &body);
    void completeTaken(const Origin &origin, const QByteArray &body);
    void abandonTaken(const Origin &origin);
    void answerPassed(quint64 number, const HttpResponse &response);
    void takeSocket(QTcpSocket *socket, const HttpRequestHead &head);

    EngineIoPeers &m_peers;
    const std::size_t m_worker;
    const QPointer<Listener> m_listener;
    const Serve m_serve;
    quint64 m_lastNumber = 0;
    std::unordered_map<quint64, std::unique_ptr<HttpExchange>> m_passed; ///< wait for their answers
    QHash<Origin, HttpExchange *> m_taken; ///< to be answered
    Mailbox<EngineIoPeers::Order> m_orders;
};

} // namespace parlor
