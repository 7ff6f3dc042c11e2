// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/TlsContext.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

class QTcpSocket;
typedef struct bio_st BIO;
typedef struct bio_method_st BIO_METHOD;
typedef struct ssl_st SSL;

namespace parlor {

/// The server's side of TLS on one connection, without signals of its own: call it when the socket has something to read. What it
/// has to send goes to the kernel in one piece for each call, and through the socket where the kernel does not take it. An idle one
/// keeps no buffers. Lives on the socket's thread, and may move with it.
class TlsSession {
public:
    enum class Status : quint8 {
        Done,
        NeedMore, ///< the client has to send something first
        Ended, ///< the client has said that nothing will follow
        Failed, ///< the client broke the protocol and was told so by an alert
    };

    /// \a socket is plain and must outlive this. Bounds what it buffers.
    TlsSession(const TlsContext &context, QTcpSocket &socket);
    ~TlsSession();
    Q_DISABLE_COPY_MOVE(TlsSession)

    QTcpSocket &socket() const { return m_socket; }

    /// Goes on with the handshake.
    Status accept();
    /// Appends what arrived, at most \a most bytes. Done says that there may be more.
    Status read(QByteArray &plain, qsizetype most);
    /// Sends all of it. False where the session is over.
    bool write(QByteArrayView plain);
    /// Tells the client that nothing will follow (RFC 8446, 6.1).
    void finishSending();

private:
    struct Deleter {
        void operator()(SSL *session) const;
    };

    /// The socket as OpenSSL sees it.
    static const BIO_METHOD *socketMethod();
    static int pull(BIO *bio, char *data, int size);
    static int push(BIO *bio, const char *data, int size);
    static long control(BIO *bio, int command, long number, void *pointer);

    Status statusOf(int result);
    void send();

    QTcpSocket &m_socket;
    QByteArray m_incoming; ///< taken from the socket, encrypted
    qsizetype m_taken = 0; ///< how much of it was decrypted
    QByteArray m_outgoing; ///< encrypted
    std::unique_ptr<SSL, Deleter> m_session;
};

} // namespace parlor
