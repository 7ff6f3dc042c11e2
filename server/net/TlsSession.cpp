// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TlsSession.h"

#include "net/SocketDescriptor.h"

#include <QTcpSocket>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace parlor {

namespace {

/// The rest stays with the kernel, and then with the client.
constexpr qint64 ReadBufferBytes = 64 * 1024;
/// RFC 8446, 5.1 and 5.2: what a record holds at most, and what encrypting adds to it.
constexpr qsizetype RecordBytes = 16 * 1024;
constexpr qsizetype RecordOverhead = 5 + 256;

} // namespace

TlsSession::TlsSession(const TlsContext &context, QTcpSocket &socket) :
    m_socket(socket),
    m_session(SSL_new(context.handle()))
{
    m_socket.setReadBufferSize(ReadBufferBytes);
    BIO *bio = BIO_new(socketMethod());
    Q_CHECK_PTR(m_session.get());
    Q_CHECK_PTR(bio);
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(m_session.get(), bio, bio);
    SSL_set_accept_state(m_session.get());
}

TlsSession::~TlsSession() = default;

void TlsSession::Deleter::operator()(SSL *session) const
{
    SSL_free(session);
}

TlsSession::Status TlsSession::accept()
{
    ERR_clear_error();
    const int result = SSL_do_handshake(m_session.get());
    const Status status = statusOf(result);
    send();
    return status;
}

TlsSession::Status TlsSession::read(QByteArray &plain, qsizetype most)
{
    std::array<char, RecordBytes> record;
    ERR_clear_error();
    const int size = int(std::min(most, qsizetype(record.size())));
    const int result = SSL_read(m_session.get(), record.data(), size);
    const Status status = statusOf(result);
    if (status == Status::Done)
        plain.append(record.data(), result);
    send();
    return status;
}

bool TlsSession::write(QByteArrayView plain)
{
    if (plain.isEmpty())
        return true;
    ERR_clear_error();
    m_outgoing.reserve(plain.size() + (plain.size() / RecordBytes + 1) * RecordOverhead);
    std::size_t written = 0;
    const bool isWritten = SSL_write_ex(m_session.get(), plain.data(), std::size_t(plain.size()), &written) == 1;
    send();
    return isWritten;
}

void TlsSession::finishSending()
{
    ERR_clear_error();
    SSL_shutdown(m_session.get());
    send();
}

TlsSession::Status TlsSession::statusOf(int result)
{
    switch (SSL_get_error(m_session.get(), result)) {
    case SSL_ERROR_NONE:
        return Status::Done;
    case SSL_ERROR_WANT_READ:
        return Status::NeedMore;
    case SSL_ERROR_ZERO_RETURN:
        return Status::Ended;
    default:
        return Status::Failed;
    }
}

void TlsSession::send()
{
    const QByteArray bytes = std::exchange(m_outgoing, QByteArray());
    if (bytes.isEmpty() || m_socket.state() != QAbstractSocket::ConnectedState)
        return;
    const qint64 sent = m_socket.bytesToWrite() == 0 ? socket::sendNow(m_socket.socketDescriptor(), bytes) : 0;
    if (sent < bytes.size())
        m_socket.write(bytes.constData() + sent, bytes.size() - sent);
}

const BIO_METHOD *TlsSession::socketMethod()
{
    static const BIO_METHOD *const method = [] {
        BIO_METHOD *made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "QTcpSocket");
        BIO_meth_set_read(made, pull);
        BIO_meth_set_write(made, push);
        BIO_meth_set_ctrl(made, control);
        return made;
    }();
    return method;
}

int TlsSession::pull(BIO *bio, char *data, int size)
{
    auto &session = *static_cast<TlsSession *>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    if (session.m_taken == session.m_incoming.size() && session.m_socket.bytesAvailable() > 0) {
        // All that is there: then Qt hands out its buffer instead of copying it, and an idle connection keeps none.
        session.m_incoming = session.m_socket.read(session.m_socket.bytesAvailable());
        session.m_taken = 0;
    }
    const qsizetype taken = std::min(qsizetype(size), session.m_incoming.size() - session.m_taken);
    if (taken == 0) {
        session.m_incoming = QByteArray();
        session.m_taken = 0;
        BIO_set_retry_read(bio);
        return -1;
    }
    std::memcpy(data, session.m_incoming.constData() + session.m_taken, std::size_t(taken));
    session.m_taken += taken;
    return int(taken);
}

int TlsSession::push(BIO *bio, const char *data, int size)
{
    static_cast<TlsSession *>(BIO_get_data(bio))->m_outgoing.append(data, size);
    return size;
}

long TlsSession::control(BIO *, int command, long, void *)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

} // namespace parlor
