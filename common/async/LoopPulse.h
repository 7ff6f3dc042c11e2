// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/Histogram.h"
#include "metrics/MonotonicClock.h"

#include <QBasicTimer>
#include <QObject>

#include <memory>

namespace parlor {

/// What others can see of a thread's event loop. That thread writes it, any may read.
struct LoopMetrics {
    /// How much later than it was due the loop came to a timer: what everything else on that thread waits, too.
    Histogram lag { Histogram::durations() };
    /// When it last came to one, by monotonicNs(); 0 before the first time.
    Gauge lastBeatNs;
};

/// Looks four times a second how late its thread's event loop is. Begins on the thread that makes it.
class LoopPulse : public QObject {
    Q_OBJECT

public:
    static constexpr int IntervalMs = 250;

    /// Nanoseconds, which never go back.
    using Clock = qint64 (*)();

    explicit LoopPulse(std::shared_ptr<LoopMetrics> metrics, Clock clock = monotonicNs, QObject *parent = nullptr);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void begin();

    const std::shared_ptr<LoopMetrics> m_metrics;
    const Clock m_clock;
    QBasicTimer m_timer;
    qint64 m_dueNs = 0;
};

} // namespace parlor
