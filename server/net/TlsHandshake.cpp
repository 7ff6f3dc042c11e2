// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TlsHandshake.h"

#include "net/HttpErrorReply.h"
#include "net/LingeringClose.h"
#include "net/TlsSession.h"
#include "net/TlsSocket.h"

#include <QTcpSocket>

namespace parlor {

TlsHandshake::TlsHandshake(QTcpSocket *socket, std::shared_ptr<const TlsContext> context, int deadlineMs,
                           QObject *parent) :
    QObject(parent),
    m_socket(socket),
    m_context(std::move(context))
{
    m_socket->setParent(this);
    connect(m_socket, &QIODevice::readyRead, this, &TlsHandshake::look);
    connect(m_socket, &QAbstractSocket::disconnected, this, &TlsHandshake::drop);
    connect(&m_deadline, &QTimer::timeout, this, &TlsHandshake::drop);
    m_deadline.setSingleShot(true);
    m_deadline.start(deadlineMs);
}

TlsHandshake::~TlsHandshake() = default;

void TlsHandshake::look()
{
    if (!m_session) {
        const QByteArray first = m_socket->peek(1);
        if (first.isEmpty())
            return;
        if (!isRecord(first)) {
            refusePlain();
            return;
        }
        m_session = std::make_unique<TlsSession>(*m_context, *m_socket);
    }
    goOn();
}

void TlsHandshake::goOn()
{
    switch (m_session->accept()) {
    case TlsSession::Status::NeedMore:
        return;
    case TlsSession::Status::Done:
        m_deadline.stop();
        m_socket->disconnect(this);
        Q_EMIT done(new TlsSocket(std::move(m_session)));
        return;
    case TlsSession::Status::Ended:
    case TlsSession::Status::Failed:
        linger();
        return;
    }
}

void TlsHandshake::refusePlain()
{
    m_socket->write(httpErrorReply(400, "text/plain; charset=utf-8", "This port speaks TLS: use https:// or wss://\n"));
    linger();
}

void TlsHandshake::linger()
{
    m_deadline.stop();
    m_socket->disconnect(this);
    m_socket->setParent(parent());
    connect(m_socket, &QAbstractSocket::disconnected, m_socket, &QObject::deleteLater);
    new LingeringClose(m_socket);
    Q_EMIT ended();
}

void TlsHandshake::drop()
{
    m_deadline.stop();
    m_socket->disconnect(this);
    m_socket->abort();
    Q_EMIT ended();
}

} // namespace parlor
