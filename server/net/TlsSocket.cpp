// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TlsSocket.h"

#include "net/SocketDescriptor.h"

#include <cstring>
#include <limits>
#include <utility>

namespace parlor {

TlsSocket::TlsSocket(std::unique_ptr<TlsSession> session, QObject *parent) :
    QTcpSocket(parent),
    m_session(std::move(session))
{
    QTcpSocket &socket = m_session->socket();
    socket.setParent(this);
    // What is read goes where it is to go, without a stay in a buffer of QIODevice's.
    setOpenMode(QIODevice::ReadWrite | QIODevice::Unbuffered);
    setSocketState(ConnectedState);
    setPeerAddress(socket.peerAddress());
    setPeerPort(socket.peerPort());
    setLocalAddress(socket.localAddress());
    setLocalPort(socket.localPort());
    connect(&socket, &QIODevice::readyRead, this, &TlsSocket::receive);
    connect(&socket, &QIODevice::bytesWritten, this, &QIODevice::bytesWritten);
    connect(&socket, &QAbstractSocket::errorOccurred, this, [this, &socket](SocketError error) {
        setSocketError(error);
        setErrorString(socket.errorString());
        Q_EMIT errorOccurred(error);
    });
    connect(&socket, &QAbstractSocket::disconnected, this, [this] {
        receive();
        end();
    });
    // It may have arrived with the end of the handshake.
    receiveSoon();
}

TlsSocket::~TlsSocket()
{
    // Otherwise the base class would take leave of a connection that it never had.
    setSocketState(UnconnectedState);
    if (m_session)
        m_session->socket().disconnect(this);
}

TlsSocket *TlsSocket::takeOver(QObject *parent)
{
    m_session->socket().disconnect(this);
    auto *heir = new TlsSocket(std::move(m_session), parent);
    heir->m_plain = readAll();
    return heir;
}

void TlsSocket::flushNow()
{
    if (m_session)
        m_session->socket().flush();
}

void TlsSocket::finishSending()
{
    if (!m_session)
        return;
    m_session->finishSending();
    if (bytesToWrite() == 0)
        socket::finishSending(socketDescriptor());
}

qint64 TlsSocket::bytesToWrite() const
{
    return m_session ? m_session->socket().bytesToWrite() : 0;
}

qintptr TlsSocket::socketDescriptor() const
{
    return m_session ? m_session->socket().socketDescriptor() : -1;
}

void TlsSocket::setReadBufferSize(qint64 size)
{
    m_limit = size;
    if (m_isFull)
        receiveSoon();
}

void TlsSocket::disconnectFromHost()
{
    if (state() != ConnectedState)
        return;
    m_session->finishSending();
    enter(ClosingState);
    m_session->socket().disconnectFromHost();
}

void TlsSocket::close()
{
    if (m_session) {
        enter(ClosingState);
        m_session->socket().disconnect(this);
        m_session->socket().abort();
    }
    end();
}

qint64 TlsSocket::readData(char *data, qint64 maxSize)
{
    const qsizetype size = qsizetype(qMin<qint64>(maxSize, m_plain.size() - m_plainRead));
    if (size > 0) {
        std::memcpy(data, m_plain.constData() + m_plainRead, std::size_t(size));
        m_plainRead += size;
    }
    if (m_plainRead == m_plain.size()) {
        m_plain = QByteArray();
        m_plainRead = 0;
        if (m_isFull)
            receiveSoon();
    }
    return qMax<qint64>(size, 0);
}

qint64 TlsSocket::writeData(const char *data, qint64 size)
{
    if (state() != ConnectedState)
        return -1;
    if (m_session->write({ data, qsizetype(size) }))
        return size;
    QMetaObject::invokeMethod(this, &QAbstractSocket::abort, Qt::QueuedConnection);
    return -1;
}

void TlsSocket::receiveSoon()
{
    if (!std::exchange(m_receivingSoon, true))
        QMetaObject::invokeMethod(this, &TlsSocket::receive, Qt::QueuedConnection);
}

void TlsSocket::receive()
{
    m_receivingSoon = false;
    if (!m_session || state() != ConnectedState)
        return;
    const qint64 before = bytesAvailable();
    const bool goesOn = decrypt();
    if (bytesAvailable() > before)
        Q_EMIT readyRead();
    // Who reads may have taken the connection over.
    if (!goesOn && m_session)
        disconnectFromHost();
}

bool TlsSocket::decrypt()
{
    constexpr qint64 everything = std::numeric_limits<qint64>::max();
    while (true) {
        const qint64 room = m_limit > 0 ? m_limit - bytesAvailable() : everything;
        m_isFull = room <= 0;
        if (m_isFull)
            return true;
        const TlsSession::Status status = m_session->read(m_plain, room);
        if (status != TlsSession::Status::Done)
            return status == TlsSession::Status::NeedMore;
    }
}

void TlsSocket::enter(SocketState next)
{
    if (state() == next || state() == UnconnectedState)
        return;
    setSocketState(next);
    Q_EMIT stateChanged(next);
}

void TlsSocket::end()
{
    if (state() == UnconnectedState)
        return;
    enter(UnconnectedState);
    Q_EMIT readChannelFinished();
    Q_EMIT disconnected();
}

} // namespace parlor
