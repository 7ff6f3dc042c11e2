// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Watchdog.h"

#include "app/Server.h"

namespace parlor {

namespace {

/// In an interval, so that one late answer is no disaster.
constexpr int Rounds = 3;

} // namespace

Watchdog::Watchdog(Server &server, const ServiceNotifier &service, QObject *parent) :
    QObject(parent),
    m_server(server),
    m_service(service)
{
    const auto interval = service.watchdogInterval();
    if (!interval)
        return;
    connect(&m_timer, &QTimer::timeout, this, &Watchdog::ask);
    m_timer.start(*interval / Rounds);
    ask();
}

void Watchdog::ask()
{
    if (m_isAsking)
        return;
    m_isAsking = true;
    m_server.askThreads([this] {
        m_isAsking = false;
        m_service.watchdog();
    });
}

} // namespace parlor
