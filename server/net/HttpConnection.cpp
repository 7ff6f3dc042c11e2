// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpConnection.h"

#include "net/HttpErrorReply.h"
#include "net/LingeringClose.h"

#include <algorithm>
#include <cstring>

namespace parlor {

namespace {

/// Beyond this, a client that does not read its answers gets no new ones.
constexpr qint64 MaxUnreadBytes = 1024 * 1024;

/// What Qt may buffer of what the client sends ahead.
constexpr qint64 ReadBufferBytes = 64 * 1024;

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, const Settings &settings, QObject *parent) :
    QTcpSocket(parent),
    m_socket(socket),
    m_settings(settings),
    m_guard(settings.limits)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(ReadBufferBytes);
    setOpenMode(QIODevice::ReadWrite);
    setSocketState(QAbstractSocket::ConnectedState);
    setPeerAddress(m_socket->peerAddress());
    setPeerPort(m_socket->peerPort());
    setLocalAddress(m_socket->localAddress());
    setLocalPort(m_socket->localPort());

    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::CoarseTimer);
    connect(&m_deadline, &QTimer::timeout, this, &HttpConnection::onDeadline);
    connect(m_socket, &QIODevice::readyRead, this, &HttpConnection::receive);
    connect(m_socket, &QIODevice::bytesWritten, this, &HttpConnection::serveNext);
    connect(m_socket, &QAbstractSocket::disconnected, this, &HttpConnection::onDisconnected);
}

HttpConnection::~HttpConnection()
{
    m_socket->disconnect(this);
    // Or QAbstractSocket would try to close what it never opened.
    setSocketState(QAbstractSocket::UnconnectedState);
}

void HttpConnection::start()
{
    armDeadline();
    receive();
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        onDisconnected();
}

void HttpConnection::closeWhenIdle()
{
    m_isClosing = true;
    if (!m_isAnswering)
        endConnection();
}

qint64 HttpConnection::bytesAvailable() const
{
    return QIODevice::bytesAvailable() + m_request.bytes.size() - m_requestRead;
}

qint64 HttpConnection::bytesToWrite() const
{
    return m_answer.size() + m_socket->bytesToWrite();
}

void HttpConnection::close()
{
    QIODevice::close();
    endConnection();
}

void HttpConnection::disconnectFromHost()
{
    endConnection();
}

qint64 HttpConnection::readData(char *data, qint64 maxSize)
{
    const qint64 size = std::min<qint64>(maxSize, m_request.bytes.size() - m_requestRead);
    std::memcpy(data, m_request.bytes.constData() + m_requestRead, std::size_t(size));
    m_requestRead += size;
    return size;
}

qint64 HttpConnection::writeData(const char *data, qint64 size)
{
    if (!m_isAnswering)
        return size;
    m_answer.append(QByteArrayView(data, size));
    if (m_answer.state() != HttpAnswer::State::Incomplete)
        finishAnswer();
    return size;
}

void HttpConnection::receive()
{
    if (m_isEnded)
        return;
    // What is sent ahead waits in the kernel once a head's worth of it is here.
    if (!m_isAnswering || m_guard.bufferedBytes() < m_settings.limits.head.maxBytes)
        m_guard.feed(m_socket->readAll());
    serveNext();
}

void HttpConnection::serveNext()
{
    if (m_isAnswering || m_isEnded || m_socket->bytesToWrite() > MaxUnreadBytes)
        return;
    auto request = m_guard.next();
    if (!request) {
        refuse(request.error());
        return;
    }
    if (m_guard.takeContinue())
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    if (!*request) {
        armDeadline();
        return;
    }
    m_deadline.stop();
    m_isAnswering = true;
    m_request = std::move(**request);
    m_requestRead = 0;
    Q_EMIT readyRead();
}

void HttpConnection::finishAnswer()
{
    const bool endless = m_answer.state() == HttpAnswer::State::Endless;
    const bool keepsAlive = m_request.keepsAlive && !m_isClosing && !endless && !m_answer.saysClose();
    QByteArrayView connectionField;
    if (!keepsAlive && !m_answer.saysClose())
        connectionField = "Connection: close\r\n";
    else if (keepsAlive && m_request.minorVersion == 0)
        connectionField = "Connection: keep-alive\r\n";
    m_socket->write(m_answer.take(!m_request.isHead, connectionField));

    m_isAnswering = false;
    m_request = {};
    m_requestRead = 0;
    if (!keepsAlive) {
        endConnection();
        return;
    }
    m_deadlineIsForRequest = false;
    m_deadline.start(m_settings.idleTimeoutMs);
    // Not from here: the HTTP server is still busy with the request that it has just answered.
    QMetaObject::invokeMethod(this, &HttpConnection::receive, Qt::QueuedConnection);
}

void HttpConnection::refuse(const Error &error)
{
    m_socket->write(httpErrorReply(error));
    endConnection();
}

void HttpConnection::endConnection()
{
    if (std::exchange(m_isEnded, true))
        return;
    m_deadline.stop();
    m_socket->disconnect(this);
    connect(m_socket, &QAbstractSocket::disconnected, this, &HttpConnection::onDisconnected);
    new LingeringClose(m_socket);
}

void HttpConnection::armDeadline()
{
    const bool isForRequest = m_guard.isMidRequest();
    if (m_deadline.isActive() && isForRequest == m_deadlineIsForRequest)
        return;
    m_deadlineIsForRequest = isForRequest;
    m_deadline.start(isForRequest ? m_settings.requestTimeoutMs : m_settings.idleTimeoutMs);
}

void HttpConnection::onDeadline()
{
    if (m_deadlineIsForRequest)
        refuse(Error::of(Error::Kind::RequestTimeout));
    else
        endConnection();
}

void HttpConnection::onDisconnected()
{
    if (state() == QAbstractSocket::UnconnectedState)
        return;
    m_isEnded = true;
    m_deadline.stop();
    setSocketState(QAbstractSocket::UnconnectedState);
    // The HTTP server deletes this when it hears of it.
    Q_EMIT disconnected();
}

} // namespace parlor
