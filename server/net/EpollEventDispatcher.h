// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/TimerList.h"

#include <QAbstractEventDispatcher>
#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <vector>

namespace parlor {

/// Runs a thread's events on epoll (level-triggered): an idle socket costs nothing, and switching a notifier on or off
/// neither searches nor calls the kernel; the changes of a turn reach the kernel together, before it waits.
///
/// A turn is: posted events, then one batch of ready sockets, then the timers that are due, each once. So
/// neither of the three can starve the others. aboutToBlock() is emitted only where the turn is going to wait.
/// Notifiers and their descriptors may be unregistered, deleted, closed and reused at any time, also while others
/// of the same batch are being told. wakeUp() and interrupt() may be called from any thread.
class EpollEventDispatcher : public QAbstractEventDispatcher {
    Q_OBJECT

public:
    /// nullptr where the process is out of descriptors.
    static EpollEventDispatcher *create(QObject *parent = nullptr);
    ~EpollEventDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    using QAbstractEventDispatcher::registerTimer;
    using QAbstractEventDispatcher::remainingTime;
    using QAbstractEventDispatcher::unregisterTimer;
    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

private:
    struct Slot {
        QSocketNotifier *notifier = nullptr;
        quint64 sinceBatch = 0; ///< the batch during or after which it was registered
    };
    struct Descriptor {
        std::array<Slot, 3> notifiers; ///< by QSocketNotifier::Type
        quint32 armed = 0; ///< the events that the kernel watches for us
        bool changed = false; ///< stands in m_changed
        bool alwaysReady = false; ///< stands in m_alwaysReady
    };

    EpollEventDispatcher(int epoll, int wakeUpEvent, QObject *parent);

    int msToWait(QEventLoop::ProcessEventsFlags flags) const;
    int activateSockets(int timeoutMs);
    int awaitWakeUp(int timeoutMs);
    int activate(int descriptor, quint32 events, quint64 batch);
    void consumeWakeUp();

    static quint32 wantedEvents(const Descriptor &state);
    void markChanged(int descriptor);
    void applyChanges();
    void arm(int descriptor, quint32 events);
    void refuse(int descriptor);

    const int m_epoll;
    const int m_wakeUpEvent;
    std::vector<Descriptor> m_descriptors; ///< by descriptor
    std::vector<int> m_changed;
    std::vector<int> m_alwaysReady; ///< what epoll refuses, e.g. regular files
    quint64 m_batch = 0;
    TimerList m_timers;
    std::atomic<bool> m_interrupted = false;
    /// Set: the thread must not wait before it has looked at its posted events again.
    std::atomic<bool> m_awakened = false;
    /// Tells which thread runs the events; see wakeUp().
    std::atomic<const char *> m_runningThread = nullptr;
};

} // namespace parlor
