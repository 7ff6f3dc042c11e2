// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/TlsContext.h"

#include <QByteArrayView>
#include <QObject>
#include <QTimer>

#include <memory>

class QTcpSocket;

namespace parlor {

class TlsSession;
class TlsSocket;

/// Makes the TLS handshake of a new connection, within a deadline. Who speaks plain HTTP gets a 400 that says what is spoken here;
/// who does not agree with the server gets an alert; who says nothing, or does not come to an end, is cut off.
class TlsHandshake : public QObject {
    Q_OBJECT

public:
    /// \a socket must be connected, and becomes this one's. Nothing is emitted from within the constructor.
    TlsHandshake(QTcpSocket *socket, std::shared_ptr<const TlsContext> context, int deadlineMs, QObject *parent = nullptr);
    ~TlsHandshake() override;

    /// Whether what a client sends first looks like TLS: a record of a handshake (RFC 8446, 5.1).
    static bool isRecord(QByteArrayView bytes) { return bytes.startsWith('\x16'); }

Q_SIGNALS:
    /// The connection, encrypted; the receiver's.
    void done(parlor::TlsSocket *socket);
    /// There is none: refused, timed out or closed by the client.
    void ended();

private:
    void look();
    void goOn();
    void refusePlain();
    /// Lets the client read what it was sent last.
    void linger();
    void drop();

    QTcpSocket *const m_socket;
    const std::shared_ptr<const TlsContext> m_context;
    std::unique_ptr<TlsSession> m_session; ///< once the client speaks TLS
    QTimer m_deadline;
};

} // namespace parlor
