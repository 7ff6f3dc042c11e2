// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ConnectionLog.h"

#include "log/LogCategories.h"
#include "log/LogLine.h"

#include <QHostAddress>
#include <QTcpSocket>

#include <atomic>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

std::atomic<qint64> lastSerial = 0;

} // namespace

void ConnectionLog::begin(QTcpSocket *socket, const QString &transport)
{
    if (log::connections().isDebugEnabled())
        new ConnectionLog(socket, transport);
}

void ConnectionLog::explain(const QTcpSocket *socket, const QString &reason)
{
    if (auto *log = socket->findChild<ConnectionLog *>(QString(), Qt::FindDirectChildrenOnly))
        log->m_reason = reason;
}

ConnectionLog::ConnectionLog(QTcpSocket *socket, const QString &transport) :
    QObject(socket),
    m_transport(transport),
    m_address(socket->peerAddress().toString()),
    m_serial(++lastSerial)
{
    m_age.start();
    // The last moment at which the socket has its descriptor. Where the peer just goes, there is none.
    connect(socket, &QAbstractSocket::stateChanged, this, [this, socket](QAbstractSocket::SocketState state) {
        if (state == QAbstractSocket::ClosingState)
            m_traffic = socket::traffic(socket->socketDescriptor());
    });
    connect(socket, &QAbstractSocket::errorOccurred, this, [this, socket] { m_reason = socket->errorString(); });
    LogLine(log::connections(), u"connection opened"_s, QtDebugMsg)
        .with("connection"_L1, m_serial)
        .with("transport"_L1, m_transport)
        .with("address"_L1, m_address);
}

ConnectionLog::~ConnectionLog()
{
    LogLine line(log::connections(), u"connection closed"_s, QtDebugMsg);
    line.with("connection"_L1, m_serial)
        .with("transport"_L1, m_transport)
        .with("address"_L1, m_address)
        .with("durationMs"_L1, m_age.elapsed());
    if (m_traffic)
        line.with("receivedBytes"_L1, m_traffic->received).with("sentBytes"_L1, m_traffic->sent);
    line.with("reason"_L1, m_reason.isEmpty() ? u"closed by the server"_s : m_reason);
}

} // namespace parlor
