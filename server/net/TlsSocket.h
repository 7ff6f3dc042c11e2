// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/TlsSession.h"

#include <QTcpSocket>

#include <memory>

namespace parlor {

/// An encrypted connection as everybody else sees one: a QTcpSocket. The real one stands behind it.
///
/// What differs from a plain one: bytes that are written leave at once, in one piece for each call; bytesWritten() tells only of what
/// had to wait for the kernel, and bytesToWrite() counts encrypted bytes. close() ends the connection as abort() does;
/// disconnectFromHost() says goodbye first. It cannot be written to by its descriptor.
class TlsSocket : public QTcpSocket {
    Q_OBJECT

public:
    /// A session whose handshake is complete. Its socket becomes this one's.
    explicit TlsSocket(std::unique_ptr<TlsSession> session, QObject *parent = nullptr);
    ~TlsSocket() override;

    /// The same connection, with all that was not read yet, on a socket of its own; this one can only be closed from then on.
    /// A socket keeps buffers of what went through it; this is how an idle connection gets rid of them.
    TlsSocket *takeOver(QObject *parent);

    /// Hands to the kernel what it takes now of what waits. QAbstractSocket::flush() does not know of the socket behind this one.
    void flushNow();

    /// Tells the client that nothing more will be sent, while reading goes on. For when bytesToWrite() is 0.
    void finishSending();

    qint64 bytesAvailable() const override { return QTcpSocket::bytesAvailable() + m_plain.size() - m_plainRead; }
    qint64 bytesToWrite() const override;
    qintptr socketDescriptor() const override;
    void setReadBufferSize(qint64 size) override;
    void disconnectFromHost() override;
    void close() override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 skipData(qint64 maxSize) override { return QIODevice::skipData(maxSize); }
    qint64 writeData(const char *data, qint64 size) override;

private:
    void receive();
    void receiveSoon();
    /// False where nothing follows.
    bool decrypt();
    void enter(SocketState next);
    void end();

    std::unique_ptr<TlsSession> m_session; ///< null once another socket has it
    QByteArray m_plain; ///< decrypted
    qsizetype m_plainRead = 0; ///< how much of it was read
    qint64 m_limit = 0; ///< of what is decrypted before it is read; 0: none
    bool m_isFull = false; ///< there may be more, which had no room
    bool m_receivingSoon = false;
};

} // namespace parlor
