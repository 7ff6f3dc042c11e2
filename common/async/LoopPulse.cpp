// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "async/LoopPulse.h"

#include <QTimerEvent>

#include <algorithm>
#include <utility>

namespace parlor {

LoopPulse::LoopPulse(std::shared_ptr<LoopMetrics> metrics, Clock clock, QObject *parent) :
    QObject(parent),
    m_metrics(std::move(metrics)),
    m_clock(clock)
{
    begin();
}

void LoopPulse::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    m_metrics->lag.observe(std::max<qint64>(0, m_clock() - m_dueNs));
    begin();
}

void LoopPulse::begin()
{
    const qint64 now = m_clock();
    m_metrics->lastBeatNs.set(now);
    m_dueNs = now + qint64(IntervalMs) * 1'000'000;
    m_timer.start(IntervalMs, Qt::PreciseTimer, this);
}

} // namespace parlor
