// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ConnectionSniffer.h"

#include "net/HttpErrorReply.h"
#include "net/HttpLimits.h"
#include "net/LingeringClose.h"
#include "net/TlsHandshake.h"

#include <QTcpSocket>

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// RFC 8446, 6: a fatal handshake_failure.
constexpr char TlsAlert[] = { 0x15, 3, 3, 0, 2, 2, 40 };

/// RFC 6455, 4.1: 16 bytes in base64.
bool isWebSocketKey(const QByteArray &key)
{
    const auto result = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    return result && result.decoded.size() == 16 && key.size() == 24;
}

bool hasOne(const HttpRequestHead &head, QByteArrayView name)
{
    return std::count_if(head.fields().begin(), head.fields().end(), [name](const auto &field) {
        return field.name.compare(name, Qt::CaseInsensitive) == 0;
    }) == 1;
}

/// What is wrong with an opening handshake (RFC 6455, 4.2.1).
std::optional<Error> checkUpgrade(const HttpRequestHead &head)
{
    if (head.method() != "GET")
        return Error::badRequest(u"A WebSocket handshake must be a GET request"_s);
    if (head.minorVersion() < 1)
        return Error::badRequest(u"A WebSocket handshake needs HTTP/1.1"_s);
    if (head.value("host").isEmpty())
        return Error::badRequest(u"A WebSocket handshake needs a host"_s);
    if (!head.hasToken("connection", "upgrade"))
        return Error::badRequest(u"The Connection field must name Upgrade"_s);
    if (head.isChunked() || head.contentLength().value_or(0) > 0)
        return Error::badRequest(u"A WebSocket handshake must not have a body"_s);
    if (!hasOne(head, "sec-websocket-version") || head.value("sec-websocket-version") != "13")
        return Error::of(Error::Kind::UpgradeRequired);
    if (!hasOne(head, "sec-websocket-key") || !isWebSocketKey(head.value("sec-websocket-key")))
        return Error::badRequest(u"The Sec-WebSocket-Key must be 16 bytes in base64"_s);
    return std::nullopt;
}

} // namespace

ConnectionSniffer::ConnectionSniffer(QTcpSocket *socket, const HttpRequestHead::Limits &limits, int deadlineMs,
                                     LimitCounters *counters, QObject *parent) :
    QObject(parent),
    m_socket(socket),
    m_limits(limits),
    m_counters(counters)
{
    // One byte more tells a head that is too large.
    m_socket->setReadBufferSize(m_limits.maxBytes + 1);
    connect(m_socket, &QIODevice::readyRead, this, &ConnectionSniffer::look);
    connect(m_socket, &QAbstractSocket::disconnected, this, &ConnectionSniffer::onDisconnected);
    connect(&m_deadline, &QTimer::timeout, this, &ConnectionSniffer::onTimeout);
    m_deadline.setSingleShot(true);
    m_deadline.start(deadlineMs);
    if (m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &ConnectionSniffer::look, Qt::QueuedConnection);
}

void ConnectionSniffer::look()
{
    if (!m_looking)
        return;
    // A transaction gives only the new bytes each time, and all of them back in the end.
    if (!m_socket->isTransactionStarted())
        m_socket->startTransaction();
    m_bytes += m_socket->readAll();
    if (TlsHandshake::isRecord(m_bytes)) {
        Q_EMIT tlsFound(*m_socket);
        refuse(QByteArray(TlsAlert, sizeof TlsAlert));
        return;
    }
    const qsizetype emptyLines = HttpRequestHead::leadingEmptyLines(m_bytes);
    const QByteArrayView request = QByteArrayView(m_bytes).sliced(emptyLines);
    qsizetype scanned = qMax<qsizetype>(0, m_scanned - emptyLines);
    const qsizetype size = HttpRequestHead::endOfHead(request, scanned);
    m_scanned = emptyLines + scanned;
    if (size == 0) {
        if (m_bytes.size() > m_limits.maxBytes)
            refuse(Error::of(Error::Kind::HeadersTooLarge));
        return;
    }
    const auto head = HttpRequestHead::parse(request.first(size), m_limits);
    if (head)
        decide(*head);
    else
        refuse(head.error());
}

void ConnectionSniffer::decide(const HttpRequestHead &head)
{
    const bool isUpgrade = head.wantsWebSocket();
    if (isUpgrade) {
        if (const auto error = checkUpgrade(head)) {
            refuse(*error);
            return;
        }
    }
    release();
    if (isUpgrade)
        Q_EMIT upgradeFound(m_socket, head);
    else
        Q_EMIT httpFound(m_socket);
}

void ConnectionSniffer::onTimeout()
{
    if (HttpRequestHead::leadingEmptyLines(m_bytes) < m_bytes.size()) {
        refuse(Error::of(Error::Kind::RequestTimeout));
        return;
    }
    countHttpLimit(m_counters, Error::Kind::RequestTimeout);
    release();
    m_socket->abort();
    m_socket->deleteLater();
    Q_EMIT ended();
}

void ConnectionSniffer::onDisconnected()
{
    release();
    m_socket->deleteLater();
    Q_EMIT ended();
}

void ConnectionSniffer::refuse(const Error &error)
{
    countHttpLimit(m_counters, error.kind);
    Q_EMIT refused(httpStatus(error));
    refuse(httpErrorReply(error));
}

void ConnectionSniffer::refuse(const QByteArray &reply)
{
    release();
    connect(m_socket, &QAbstractSocket::disconnected, m_socket, &QObject::deleteLater);
    m_socket->write(reply);
    new LingeringClose(m_socket);
    Q_EMIT ended();
}

void ConnectionSniffer::release()
{
    m_looking = false;
    m_deadline.stop();
    m_socket->disconnect(this);
    if (m_socket->isTransactionStarted())
        m_socket->rollbackTransaction();
}

} // namespace parlor
