// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TimerList.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <limits>

namespace parlor {

using std::chrono::milliseconds;

namespace {

/// Coarse timers meet at multiples of this.
milliseconds granularityOf(Qt::TimerType type, milliseconds interval)
{
    if (type == Qt::PreciseTimer)
        return milliseconds(1);
    if (type == Qt::VeryCoarseTimer)
        return milliseconds(1000);
    for (const int step : { 1000, 500, 250, 100, 50, 20, 10, 5, 2 }) {
        if (interval.count() >= 20 * step)
            return milliseconds(step);
    }
    return milliseconds(1);
}

} // namespace

void TimerList::add(int id, qint64 intervalMs, Qt::TimerType type, QObject *object)
{
    remove(id);
    const auto now = Clock::now();
    Timer timer;
    timer.object = object;
    // A century is as good as for ever, and leaves the clock's type room.
    timer.interval = milliseconds(qBound<qint64>(0, intervalMs, 100LL * 365 * 24 * 3600 * 1000));
    timer.type = type;
    timer.due = now + timer.interval;
    timer.deadline = rounded(timer, now);
    timer.serial = ++m_lastSerial;
    enqueue(id, *m_timers.insert(id, timer));
}

bool TimerList::remove(int id)
{
    const auto found = m_timers.constFind(id);
    if (found == m_timers.constEnd())
        return false;
    dequeue(id, *found);
    m_timers.erase(found);
    return true;
}

bool TimerList::removeAll(QObject *object)
{
    const qsizetype before = m_timers.size();
    m_timers.removeIf([this, object](QHash<int, Timer>::iterator timer) {
        if (timer->object != object)
            return false;
        dequeue(timer.key(), *timer);
        return true;
    });
    return m_timers.size() < before;
}

QList<QAbstractEventDispatcher::TimerInfo> TimerList::timersOf(QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> infos;
    for (auto timer = m_timers.cbegin(); timer != m_timers.cend(); ++timer) {
        if (timer->object == object)
            infos.append({ timer.key(), int(timer->interval.count()), timer->type });
    }
    return infos;
}

int TimerList::remainingMs(int id) const
{
    const auto timer = m_timers.constFind(id);
    return timer == m_timers.cend() ? -1 : msFrom(Clock::now(), timer->deadline);
}

int TimerList::msUntilNext() const
{
    return m_queue.empty() ? -1 : msFrom(Clock::now(), m_queue.begin()->deadline);
}

int TimerList::activate()
{
    if (m_queue.empty())
        return 0;
    const auto now = Clock::now();
    // Whatever is queued from here on waits for the next call. It is due now at the earliest, so it stands
    // behind everything that is due already.
    const quint64 lastOrder = m_lastOrder;
    int fired = 0;
    while (!m_queue.empty() && fired < MaxAtOnce) {
        const Entry first = *m_queue.begin();
        if (first.deadline > now || first.order > lastOrder)
            break;
        m_queue.erase(m_queue.begin());
        Timer &timer = m_timers[first.id];
        timer.order = 0;
        timer.due += timer.interval;
        if (timer.due < now)
            timer.due = now + timer.interval;
        timer.deadline = rounded(timer, now);
        const quint64 serial = timer.serial;
        QTimerEvent event(first.id);
        QCoreApplication::sendEvent(timer.object, &event);
        ++fired;
        const auto after = m_timers.find(first.id);
        if (after != m_timers.end() && after->serial == serial)
            enqueue(first.id, *after);
    }
    return fired;
}

TimerList::Clock::time_point TimerList::rounded(const Timer &timer, Clock::time_point now)
{
    const milliseconds granularity = granularityOf(timer.type, timer.interval);
    if (granularity == milliseconds(1))
        return timer.due;
    const auto below = timer.due.time_since_epoch() / granularity * granularity;
    const bool up = timer.due.time_since_epoch() - below >= granularity / 2;
    const Clock::time_point result { up ? below + granularity : below };
    return result < now ? result + granularity : result;
}

int TimerList::msFrom(Clock::time_point now, Clock::time_point deadline)
{
    if (deadline <= now)
        return 0;
    const auto wait = std::chrono::ceil<milliseconds>(deadline - now).count();
    return int(qMin<qint64>(wait, std::numeric_limits<int>::max()));
}

void TimerList::enqueue(int id, Timer &timer)
{
    timer.order = ++m_lastOrder;
    m_queue.insert({ timer.deadline, timer.order, id });
}

void TimerList::dequeue(int id, const Timer &timer)
{
    if (timer.order != 0)
        m_queue.erase({ timer.deadline, timer.order, id });
}

} // namespace parlor
