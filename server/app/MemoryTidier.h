// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>

namespace parlor {

class ConnectionGate;

/// After a rush of clients has gone, gives back to the system what they took, which the allocator would keep. Looks every few seconds.
/// Lives on the gate's thread.
class MemoryTidier : public QObject {
    Q_OBJECT

public:
    /// \a sessions counts those that need no connection. \a gate must outlive this.
    MemoryTidier(ConnectionGate &gate, std::function<qint64()> sessions, QObject *parent = nullptr);

    void start();

private:
    void look();

    ConnectionGate &m_gate;
    const std::function<qint64()> m_sessions;
    QTimer m_timer;
    qint64 m_most = 0; ///< clients at a time since memory was given back
};

} // namespace parlor
