// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpAnswer.h"
#include "net/HttpRequestGuard.h"

#include <QTcpSocket>
#include <QTimer>

namespace parlor {

/// What Qt HttpServer takes for the client's socket. The real one stands behind it: requests pass HttpRequestGuard on their
/// way in, one at a time, the next only when the answer to the one before has been written whole; answers to HEAD lose
/// their body on the way out; a request that does not arrive within its deadline, or that breaks a rule, is answered
/// and the connection closed. That Qt HttpServer reads without limits, character by character, thus does not matter.
///
/// Ownership: the HTTP server owns this socket once it was handed over; this one owns the real one.
class HttpConnection : public QTcpSocket {
    Q_OBJECT

public:
    struct Settings {
        HttpRequestGuard::Limits limits;
        int requestTimeoutMs = 30'000; ///< from a request's first byte to its last
        int idleTimeoutMs = 60'000; ///< without a request under way
    };

    /// Takes over \a socket with the bytes that it has buffered.
    HttpConnection(QTcpSocket *socket, const Settings &settings, QObject *parent = nullptr);
    ~HttpConnection() override;

    /// To be called once the HTTP server is connected: the first request may be complete already.
    void start();
    /// Ends the connection, after the answer that is under way.
    void closeWhenIdle();

    qint64 bytesAvailable() const override;
    qint64 bytesToWrite() const override;
    void close() override;
    void disconnectFromHost() override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    void receive();
    void serveNext();
    void finishAnswer();
    void refuse(const Error &error);
    void endConnection();
    void armDeadline();
    void onDeadline();
    void onDisconnected();

    QTcpSocket *const m_socket;
    const Settings m_settings;
    HttpRequestGuard m_guard;
    HttpRequestGuard::Request m_request; ///< the one being answered
    qsizetype m_requestRead = 0; ///< how much of it the HTTP server has taken
    HttpAnswer m_answer;
    QTimer m_deadline;
    bool m_deadlineIsForRequest = false;
    bool m_isAnswering = false;
    bool m_isClosing = false; ///< after the answer that is under way
    bool m_isEnded = false; ///< nothing is read or written any more
};

} // namespace parlor
