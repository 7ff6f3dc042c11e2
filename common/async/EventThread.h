// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include <atomic>
#include <memory>

class QAbstractEventDispatcher;

namespace parlor {

struct LoopMetrics;

/// A thread that runs an event loop, and stays until it is joined: Qt wakes the thread that an event was posted to after it has
/// let go of its lock, so a thread that ended by that very event could be gone by then.
///
/// Beginning and end are ordered against whoever launches and joins it by means that a thread sanitizer sees, too; those of
/// QThread are inside Qt, which is not built for it.
class EventThread : public QThread {
    Q_OBJECT

public:
    /// Takes \a dispatcher over; without one, Qt's own runs the events.
    explicit EventThread(const QString &name = {}, QAbstractEventDispatcher *dispatcher = nullptr);
    ~EventThread() override;

    /// Starts the thread and returns when it runs. Once only.
    void launch();
    /// Lets the thread end and returns when it has. Somebody must have told it to quit().
    void join();

    /// How late its event loop is.
    std::shared_ptr<const LoopMetrics> metrics() const { return m_metrics; }

protected:
    void run() override;

private:
    const std::shared_ptr<LoopMetrics> m_metrics;
    std::atomic<bool> m_isRunning = false;
    std::atomic<bool> m_isJoined = false;
    std::atomic<bool> m_hasEnded = false;
};

} // namespace parlor
