// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ServiceNotifier.h"

#include <QObject>
#include <QTimer>

namespace parlor {

class Server;

/// Keeps the system's watchdog quiet as long as every thread of the server answers. Once one does not, the system restarts the
/// server. Lives on the main thread.
class Watchdog : public QObject {
    Q_OBJECT

public:
    /// Both must outlive this. Begins at once, where the system watches.
    Watchdog(Server &server, const ServiceNotifier &service, QObject *parent = nullptr);

private:
    void ask();

    Server &m_server;
    const ServiceNotifier &m_service;
    QTimer m_timer;
    bool m_isAsking = false;
};

} // namespace parlor
