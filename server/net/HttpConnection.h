// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpAnswer.h"
#include "net/HttpExchange.h"
#include "net/HttpRequestGuard.h"

#include <QDeadlineTimer>
#include <QPointer>
#include <QTcpSocket>
#include <QTimer>

#include <functional>
#include <optional>

namespace parlor {

class HttpRequestHandler;
class LimitCounters;
struct NetMetrics;

/// What Qt HttpServer takes for the client's socket. The real one stands behind it: requests pass HttpRequestGuard on their
/// way in, one at a time, the next only when the answer to the one before has been written whole; answers to HEAD lose
/// their body on the way out; a request that does not arrive within its deadline, or that breaks a rule, is answered
/// and the connection closed. That Qt HttpServer reads without limits, character by character, thus does not matter.
///
/// Each request must be answered by one response that says its Content-Length (204 and 304 need none). It leaves in
/// one piece once it is whole; there is no deadline for that. A response without a length is replaced by a 500.
///
/// Requests for which a handler is found never reach the HTTP server. It need not know this connection before
/// serverNeeded().
///
/// A request that wants to become a WebSocket ends it once the answers before have left, but not the client's connection:
/// the real socket goes on to whoever is connected to upgradeFound(). Where nobody is, it is a request like any other.
///
/// It stays in ConnectedState while a last answer is on its way, then becomes unconnected: disconnected() always
/// comes after the client could read everything, or has left, or its socket has gone on.
///
/// Ownership: the HTTP server owns this socket once it was handed over; this one owns the real one. One that was not deletes
/// itself when it is disconnected.
class HttpConnection : public QTcpSocket {
    Q_OBJECT

public:
    struct Settings {
        HttpRequestGuard::Limits limits;
        int requestTimeoutMs = 30'000; ///< from a request's first byte to its last
        int idleTimeoutMs = 60'000; ///< without a request under way, or with a client that takes no answers
        LimitCounters *counters = nullptr; ///< may be null
        NetMetrics *metrics = nullptr; ///< counts it all; outlives the connection
        /// More header lines, each with its CRLF, for the answer to a request that is refused after its head was read. May be empty.
        std::function<QByteArray(const HttpRequestHead &)> refusalFields;
    };

    /// Who takes a request in the place of the HTTP server; null for those that are the server's.
    using FindHandler = std::function<HttpRequestHandler *(const HttpRequestHead &)>;

    /// Takes over \a socket with the bytes that it has buffered.
    HttpConnection(QTcpSocket *socket, const Settings &settings, QObject *parent = nullptr);
    HttpConnection(QTcpSocket *socket, const Settings &settings, FindHandler findHandler, QObject *parent = nullptr);
    ~HttpConnection() override;

    /// Begins to read. The first request may be complete already, so that its signals follow at once.
    void start();
    /// Ends the connection, after the answer that is under way.
    void closeWhenIdle();

    qint64 bytesAvailable() const override;
    qint64 bytesToWrite() const override;
    qintptr socketDescriptor() const override { return m_socket ? m_socket->socketDescriptor() : -1; }
    /// Sends the answers that are whole, then closes.
    void disconnectFromHost() override;
    void close() override { disconnectFromHost(); }

    /// Not to be waited for without an event loop.
    bool waitForConnected(int) override { return m_phase != Phase::Closed; }
    bool waitForReadyRead(int) override { return false; }
    bool waitForBytesWritten(int) override { return false; }
    bool waitForDisconnected(int) override { return m_phase == Phase::Closed; }

Q_SIGNALS:
    /// The first request for the HTTP server is here. It has to know this connection when the signal returns.
    void serverNeeded();
    /// A request wants to become a WebSocket. \a socket is the receiver's from now on and has no parent; all that was
    /// written to it has left. \a unread was read from it and belongs before what it still has: it begins with that request.
    /// disconnected() follows.
    void upgradeFound(QTcpSocket *socket, const QByteArray &unread);

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 skipData(qint64 maxSize) override { return QIODevice::skipData(maxSize); }
    qint64 writeData(const char *data, qint64 size) override;

private:
    enum class Phase : quint8 {
        Receiving,
        Answering,
        Ending, ///< the last answer is on its way
        Closed,
    };
    enum class Deadline : quint8 { None, Idle, Request };

    void receive();
    void receiveSoon();
    void awaitMore();
    /// Waits for the client to read.
    void awaitReader();
    void passOnUpgrade();
    /// Hands a request to its handler while its body is still on its way.
    void announce();
    void serve(HttpRequestGuard::Request &&request);
    void serveByServer(const HttpRequestGuard::Request &request);
    HttpRequestHandler *handlerOf(const HttpRequestHead &head) const;
    void handOver(HttpRequestHandler &handler, const HttpRequestHead &head, const QByteArray *body);
    void respond(const HttpResponse &response);
    void finishAnswer();
    void fail(const Error &error);
    void send(const QByteArray &bytes);
    void end();
    void arm(Deadline deadline);
    void onTimeout();
    void onBytesWritten(qint64 bytes);
    void onDisconnected();

    QTcpSocket *m_socket; ///< null once it has gone on
    const Settings m_settings;
    const FindHandler m_findHandler;
    HttpRequestGuard m_guard;
    HttpRequestHead m_head; ///< of the request that is being answered
    QByteArray m_request; ///< the same for the HTTP server
    qsizetype m_requestRead = 0; ///< how much of it the HTTP server has
    QPointer<HttpExchange> m_exchange; ///< the same for a handler; it comes before its body does
    std::optional<HttpResponse> m_earlyResponse; ///< waits for the body
    HttpAnswer m_answer;
    QTimer m_timer; ///< fires at m_deadline or earlier, so that moving the deadline on costs nothing
    QDeadlineTimer m_deadline;
    Deadline m_deadlineKind = Deadline::None;
    Phase m_phase = Phase::Receiving;
    bool m_isAnnounced = false; ///< the request whose body is on its way
    bool m_knownToServer = false;
    bool m_closesNext = false; ///< after the answer that is under way
    bool m_receivingSoon = false;
};

} // namespace parlor
