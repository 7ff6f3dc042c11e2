// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/MemoryTidier.h"

#include "app/FreeMemory.h"
#include "net/ConnectionGate.h"

#include <algorithm>

namespace parlor {

namespace {

constexpr int IntervalMs = 5000;
constexpr qint64 RushOfClients = 1000;

} // namespace

MemoryTidier::MemoryTidier(ConnectionGate &gate, std::function<qint64()> sessions, QObject *parent) :
    QObject(parent),
    m_gate(gate),
    m_sessions(std::move(sessions))
{
    connect(&m_timer, &QTimer::timeout, this, &MemoryTidier::look);
}

void MemoryTidier::start()
{
    m_timer.start(IntervalMs);
}

void MemoryTidier::look()
{
    const qint64 sessions = m_sessions();
    m_most = std::max(m_most, m_gate.takeMost() + sessions);
    const qint64 clients = m_gate.count() + sessions;
    if (m_most - clients < RushOfClients)
        return;
    giveFreeMemoryBack();
    m_most = clients;
}

} // namespace parlor
