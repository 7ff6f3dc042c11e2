// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "net/HttpRequestHead.h"

#include <QObject>
#include <QTimer>

class QTcpSocket;

namespace parlor {

class LimitCounters;

/// Looks at a connection until its first request head, or its next one, is there, within a size and a deadline, without consuming a
/// byte, and says what it is. Answers and closes what is neither HTTP nor a proper upgrade (400, 408, 426, 431, to TLS an alert).
/// A connection on which nothing arrives is closed without a word.
class ConnectionSniffer : public QObject {
    Q_OBJECT

public:
    /// \a socket stays its owner's until one of the signals passes it on; after a refusal it deletes itself. It must be
    /// connected. Nothing is emitted from within the constructor. \a counters may be null.
    ConnectionSniffer(QTcpSocket *socket, const HttpRequestHead::Limits &limits, int deadlineMs,
                      LimitCounters *counters = nullptr, QObject *parent = nullptr);

Q_SIGNALS:
    /// A request for the HTTP server. Nothing has been read from the socket.
    void httpFound(QTcpSocket *socket);
    /// A well-formed opening handshake (RFC 6455, 4.2.1), one that QWebSocketServer will not refuse. Nothing has been
    /// read from the socket.
    void upgradeFound(QTcpSocket *socket, const parlor::HttpRequestHead &head);
    /// The client speaks TLS; ended() follows.
    void tlsFound(const QTcpSocket &socket);
    /// What came was no good request and is answered with that status; ended() follows.
    void refused(int status);
    /// The connection is over: refused, timed out or closed by the client.
    void ended();

private:
    void look();
    void decide(const HttpRequestHead &head);
    void onTimeout();
    void onDisconnected();
    void refuse(const Error &error);
    void refuse(const QByteArray &reply);
    /// Stops looking and gives the socket back as it was.
    void release();

    QTcpSocket *const m_socket;
    const HttpRequestHead::Limits m_limits;
    LimitCounters *const m_counters;
    QByteArray m_bytes;
    qsizetype m_scanned = 0;
    QTimer m_deadline;
    bool m_looking = true;
};

} // namespace parlor
