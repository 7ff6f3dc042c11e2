// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBasicTimer>
#include <QObject>
#include <QTcpServer>

#include <memory>

class QSocketNotifier;

namespace parlor {

/// Listens, accepts for whoever wants the connections, and keeps none.
///
/// QTcpServer does the listening. It does not accept, because its engine remembers the first error only, and that is the one that ends
/// every accepting: where the system later has no descriptor left, it tries again without end.
class Acceptor : public QObject {
    Q_OBJECT

public:
    explicit Acceptor(QObject *parent = nullptr);
    ~Acceptor() override;

    /// Connections wait until start(). False where it cannot; errorString() says why.
    bool listen(const QHostAddress &address, quint16 port);
    void start();
    /// Listens no longer.
    void close();

    QString errorString() const { return m_server.errorString(); }
    QHostAddress address() const { return m_server.serverAddress(); }
    quint16 port() const { return m_server.serverPort(); }
    /// For workers, which share the socket.
    qintptr descriptor() const { return m_server.socketDescriptor(); }

Q_SIGNALS:
    /// The receiver has to close it.
    void accepted(qintptr descriptor);
    /// The system had no descriptor left, or no memory. It is tried again in a tenth of a second; until then connections wait.
    void failed();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void acceptAll();
    void rest();

    QTcpServer m_server;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QBasicTimer m_retry;
    bool m_isFailing = false;
};

} // namespace parlor
