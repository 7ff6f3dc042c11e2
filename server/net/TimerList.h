// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>
#include <QHash>
#include <QList>

#include <chrono>
#include <set>

namespace parlor {

/// The timers of one event dispatcher, ordered by when they are due. Starting and stopping one costs O(log n).
///
/// Precise timers fire at their millisecond. Coarse ones are moved by at most 2.5 % of their interval, very coarse
/// ones by at most half a second, onto moments that they share with others. No timer fires early by more than that.
class TimerList {
public:
    void add(int id, qint64 intervalMs, Qt::TimerType type, QObject *object);
    bool remove(int id);
    /// Walks all timers: QTimer and QBasicTimer stop themselves by remove(), so this one is rare.
    bool removeAll(QObject *object);
    QList<QAbstractEventDispatcher::TimerInfo> timersOf(QObject *object) const;

    /// Milliseconds, rounded up, until the timer is due; 0 where it is overdue, -1 where there is none.
    int remainingMs(int id) const;
    /// The same for the first timer of all that may fire now. One whose event is being handled may not.
    int msUntilNext() const;

    /// Sends their event to timers that are due, each at most once, so that timers without an interval leave
    /// room for everything else, and no more than so many in a call, so that thousands at a time do, too. Handlers may add and remove timers and call this again. Returns how many fired.
    int activate();

private:
    using Clock = std::chrono::steady_clock;

    static constexpr int MaxAtOnce = 256;

    struct Timer {
        QObject *object = nullptr;
        std::chrono::milliseconds interval {};
        Qt::TimerType type = Qt::PreciseTimer;
        Clock::time_point due; ///< before any rounding, so that it does not add up
        Clock::time_point deadline;
        quint64 serial = 0; ///< tells timers apart that had the same id one after the other
        quint64 order = 0; ///< in the queue, 0 while its event is being handled
    };
    struct Entry {
        Clock::time_point deadline;
        quint64 order;
        int id;

        bool operator<(const Entry &other) const
        {
            return deadline != other.deadline ? deadline < other.deadline : order < other.order;
        }
    };

    static Clock::time_point rounded(const Timer &timer, Clock::time_point now);
    static int msFrom(Clock::time_point now, Clock::time_point deadline);
    void enqueue(int id, Timer &timer);
    void dequeue(int id, const Timer &timer);

    QHash<int, Timer> m_timers;
    std::set<Entry> m_queue;
    quint64 m_lastSerial = 0;
    quint64 m_lastOrder = 0;
};

} // namespace parlor
