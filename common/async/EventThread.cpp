// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "async/EventThread.h"

#include "async/LoopPulse.h"

#include <QAbstractEventDispatcher>

namespace parlor {

EventThread::EventThread(const QString &name, QAbstractEventDispatcher *dispatcher) :
    m_metrics(std::make_shared<LoopMetrics>())
{
    setObjectName(name);
    if (dispatcher)
        setEventDispatcher(dispatcher);
}

EventThread::~EventThread() = default;

void EventThread::launch()
{
    start();
    // Not where the system has no thread to give.
    if (isRunning())
        m_isRunning.wait(false, std::memory_order_acquire);
}

void EventThread::join()
{
    m_isJoined.store(true, std::memory_order_release);
    m_isJoined.notify_all();
    wait();
    m_hasEnded.load(std::memory_order_acquire);
}

void EventThread::run()
{
    m_isRunning.store(true, std::memory_order_release);
    m_isRunning.notify_all();
    {
        const LoopPulse pulse(m_metrics);
        exec();
    }
    m_isJoined.wait(false, std::memory_order_acquire);
    m_hasEnded.store(true, std::memory_order_release);
}

} // namespace parlor
