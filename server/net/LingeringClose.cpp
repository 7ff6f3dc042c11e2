// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/LingeringClose.h"

#include "net/SocketDescriptor.h"
#include "net/TlsSocket.h"

#include <QTcpSocket>

namespace parlor {

namespace {

constexpr int StallTimeoutMs = 30'000;
constexpr int DrainTimeoutMs = 1'000;
constexpr qint64 MaxDrainedBytes = 256 * 1024;
constexpr qint64 ReadBufferBytes = 16 * 1024;

} // namespace

LingeringClose::LingeringClose(QTcpSocket *socket) :
    QObject(socket),
    m_socket(socket)
{
    m_deadline.setSingleShot(true);
    // From the event loop, so that nobody who is about to look at the socket finds it closed.
    connect(&m_deadline, &QTimer::timeout, m_socket, &QAbstractSocket::abort, Qt::QueuedConnection);
    m_deadline.start(StallTimeoutMs);
    connect(m_socket, &QIODevice::bytesWritten, this, &LingeringClose::onBytesWritten);
    connect(m_socket, &QIODevice::readyRead, this, &LingeringClose::drain);
    m_socket->setReadBufferSize(ReadBufferBytes);
    QMetaObject::invokeMethod(this, &LingeringClose::onBytesWritten, Qt::QueuedConnection);
}

void LingeringClose::onBytesWritten()
{
    if (m_finished)
        return;
    if (m_socket->bytesToWrite() == 0)
        finishSending();
    else
        m_deadline.start(StallTimeoutMs);
    drain();
}

void LingeringClose::finishSending()
{
    m_finished = true;
    if (auto *encrypted = qobject_cast<TlsSocket *>(m_socket))
        encrypted->finishSending();
    else
        socket::finishSending(m_socket->socketDescriptor());
    m_deadline.start(DrainTimeoutMs);
}

void LingeringClose::drain()
{
    if (m_drained <= MaxDrainedBytes)
        m_drained += qMax<qint64>(0, m_socket->skip(m_socket->bytesAvailable()));
    if (m_finished && m_drained > MaxDrainedBytes)
        QMetaObject::invokeMethod(m_socket, &QAbstractSocket::abort, Qt::QueuedConnection);
}

} // namespace parlor
