// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Heartbeat.h"

#include <QTimerEvent>

#include <algorithm>
#include <chrono>
#include <limits>

namespace parlor {

namespace {

constexpr qint64 Never = std::numeric_limits<qint64>::max();

} // namespace

Heartbeat::Subject::~Subject()
{
    if (m_heartbeat)
        m_heartbeat->leave(this);
}

Heartbeat::Heartbeat(int intervalMs, int timeoutMs, QObject *parent) :
    QObject(parent),
    m_intervalMs(intervalMs),
    m_timeoutMs(timeoutMs)
{
}

Heartbeat::~Heartbeat()
{
    for (Queue *queue : { &m_resting, &m_asked, &m_listened }) {
        for (Subject *subject : *queue)
            subject->m_heartbeat = nullptr;
    }
}

void Heartbeat::watch(Subject *subject)
{
    leave(subject);
    subject->m_listenedTo = false;
    enter(subject, m_resting, now() + m_intervalMs);
}

void Heartbeat::listen(Subject *subject)
{
    leave(subject);
    subject->m_listenedTo = true;
    enter(subject, m_listened, now() + m_intervalMs + m_timeoutMs);
}

void Heartbeat::beat(Subject *subject)
{
    if (!subject->m_heartbeat)
        return;
    if (subject->m_listenedTo)
        listen(subject);
    else
        watch(subject);
}

void Heartbeat::leave(Subject *subject)
{
    if (!subject->m_heartbeat)
        return;
    subject->m_heartbeat = nullptr;
    subject->m_queue->erase(subject->m_position);
}

void Heartbeat::enter(Subject *subject, Queue &queue, qint64 deadline)
{
    subject->m_heartbeat = this;
    subject->m_deadline = deadline;
    subject->m_queue = &queue;
    subject->m_position = queue.insert(queue.end(), subject);
    if (!m_timer.isActive() || deadline < m_timerDeadline)
        arm();
}

void Heartbeat::arm()
{
    qint64 earliest = Never;
    for (const Queue *queue : { &m_resting, &m_asked, &m_listened }) {
        if (!queue->empty())
            earliest = std::min(earliest, queue->front()->m_deadline);
    }
    if (earliest == Never) {
        m_timer.stop();
        return;
    }
    m_timerDeadline = earliest;
    // Deadlines that lie close together share a wake-up: a worker with ten thousand connections is not to wake for each.
    const qint64 slack = std::min(50, m_intervalMs / 100);
    m_timer.start(int(std::max<qint64>(0, earliest - now()) + slack), Qt::PreciseTimer, this);
}

void Heartbeat::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    expire();
    arm();
}

void Heartbeat::expire()
{
    const qint64 time = now();
    while (!m_resting.empty() && m_resting.front()->m_deadline <= time) {
        Subject *subject = m_resting.front();
        // Who is asked a little late is not to stay longer for it. But most of the time to answer remains, however late
        // it is.
        const qint64 late = std::min<qint64>(time - subject->m_deadline, m_timeoutMs / 4);
        leave(subject);
        enter(subject, m_asked, time - late + m_timeoutMs);
        subject->heartbeatDue();
    }
    for (Queue *queue : { &m_asked, &m_listened }) {
        while (!queue->empty() && queue->front()->m_deadline <= time) {
            Subject *subject = queue->front();
            leave(subject);
            subject->heartbeatMissed();
        }
    }
}

qint64 Heartbeat::now()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace parlor
