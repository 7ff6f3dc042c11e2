// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/SocketTraffic.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>

class QTcpSocket;

namespace parlor {

/// The two lines that the log has of a connection, at its beginning and at its end. Belongs to its socket, and goes with it.
class ConnectionLog : public QObject {
    Q_OBJECT

public:
    /// Does nothing where the log is to have no such lines: connections cost nothing then. \a transport is a word for what comes by
    /// it.
    static void begin(QTcpSocket *socket, const QString &transport);
    /// Why the connection ends, where there is somebody who knows it better than the socket.
    static void explain(const QTcpSocket *socket, const QString &reason);

    ~ConnectionLog() override;

private:
    ConnectionLog(QTcpSocket *socket, const QString &transport);

    const QString m_transport;
    const QString m_address;
    const qint64 m_serial; ///< the same in both lines
    QElapsedTimer m_age;
    std::optional<socket::Traffic> m_traffic;
    QString m_reason;
};

} // namespace parlor
