// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/EpollEventDispatcher.h"

#include <QCoreApplication>
#include <QEvent>

#include <cerrno>
#include <cstring>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace parlor {

namespace {

constexpr int MaxBatch = 256;

/// Its address is this thread's name. Cheaper than QThread::currentThread(), and works in threads that are not Qt's.
thread_local const char threadName = 0;

/// An error or a hang-up concerns whoever listens, as it does with poll() (QSocketNotifier).
constexpr std::array<quint32, 3> EventsOfType = {
    EPOLLIN | EPOLLHUP | EPOLLERR,
    EPOLLOUT | EPOLLHUP | EPOLLERR,
    EPOLLPRI | EPOLLHUP | EPOLLERR,
};

} // namespace

EpollEventDispatcher *EpollEventDispatcher::create(QObject *parent)
{
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    const int wakeUpEvent = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    epoll_event event {};
    event.events = EPOLLIN;
    event.data.fd = wakeUpEvent;
    if (::epoll_ctl(epoll, EPOLL_CTL_ADD, wakeUpEvent, &event) == 0)
        return new EpollEventDispatcher(epoll, wakeUpEvent, parent);
    for (const int descriptor : { epoll, wakeUpEvent }) {
        if (descriptor >= 0)
            ::close(descriptor);
    }
    return nullptr;
}

EpollEventDispatcher::EpollEventDispatcher(int epoll, int wakeUpEvent, QObject *parent) :
    QAbstractEventDispatcher(parent),
    m_epoll(epoll),
    m_wakeUpEvent(wakeUpEvent)
{
}

EpollEventDispatcher::~EpollEventDispatcher()
{
    ::close(m_epoll);
    ::close(m_wakeUpEvent);
}

bool EpollEventDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_runningThread.store(&threadName, std::memory_order_relaxed);
    m_interrupted.store(false, std::memory_order_relaxed);
    // First the flag, then the events: one that is posted in between sets it again.
    m_awakened.exchange(false, std::memory_order_acq_rel);
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();

    if (msToWait(flags) != 0)
        Q_EMIT aboutToBlock();
    if (m_interrupted.load(std::memory_order_relaxed))
        return false;
    // Again, because the slots of aboutToBlock() may have posted events or started timers.
    const int timeoutMs = msToWait(flags);
    int activated = flags & QEventLoop::ExcludeSocketNotifiers ? awaitWakeUp(timeoutMs)
                                                              : activateSockets(timeoutMs);
    if (!(flags & QEventLoop::X11ExcludeTimers))
        activated += m_timers.activate();
    return activated > 0;
}

int EpollEventDispatcher::msToWait(QEventLoop::ProcessEventsFlags flags) const
{
    if (!(flags & QEventLoop::WaitForMoreEvents) || m_interrupted.load(std::memory_order_relaxed)
        || m_awakened.load(std::memory_order_relaxed))
        return 0;
    if (!(flags & QEventLoop::ExcludeSocketNotifiers) && !m_alwaysReady.empty())
        return 0;
    return flags & QEventLoop::X11ExcludeTimers ? -1 : m_timers.msUntilNext();
}

int EpollEventDispatcher::activateSockets(int timeoutMs)
{
    applyChanges();
    if (!m_alwaysReady.empty())
        timeoutMs = 0;
    // On the stack: a handler may run an event loop of its own.
    std::array<epoll_event, MaxBatch> ready;
    const int count = ::epoll_wait(m_epoll, ready.data(), MaxBatch, timeoutMs);
    const quint64 batch = ++m_batch;
    // What another thread posted before it let something be sent to one of these sockets is to be known before that is read. (Not of what
    // comes while they are being handled.)
    if (m_awakened.exchange(false, std::memory_order_acq_rel))
        QCoreApplication::sendPostedEvents();
    int activated = 0;
    // Once a nested loop has waited, this batch is out of date. What is still ready will be reported again.
    for (int i = 0; i < count && m_batch == batch; ++i) {
        if (ready[i].data.fd == m_wakeUpEvent) {
            consumeWakeUp();
            ++activated;
        } else {
            activated += activate(ready[i].data.fd, ready[i].events, batch);
        }
    }
    if (!m_alwaysReady.empty()) {
        const std::vector<int> descriptors = m_alwaysReady;
        for (const int descriptor : descriptors)
            activated += activate(descriptor, EPOLLIN | EPOLLOUT, batch);
    }
    return activated;
}

int EpollEventDispatcher::awaitWakeUp(int timeoutMs)
{
    pollfd wakeUpEvent { m_wakeUpEvent, POLLIN, 0 };
    if (::poll(&wakeUpEvent, 1, timeoutMs) <= 0)
        return 0;
    consumeWakeUp();
    return 1;
}

int EpollEventDispatcher::activate(int descriptor, quint32 events, quint64 batch)
{
    int activated = 0;
    for (std::size_t type = 0; type < EventsOfType.size() && m_batch == batch; ++type) {
        // Looked up each time, because each handler may change everything. A notifier that was registered since
        // the kernel was asked may be for another file behind the same number.
        const Slot slot = m_descriptors[descriptor].notifiers[type];
        if (!(events & EventsOfType[type]) || !slot.notifier || slot.sinceBatch >= batch)
            continue;
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(slot.notifier, &event);
        ++activated;
    }
    return activated;
}

void EpollEventDispatcher::consumeWakeUp()
{
    eventfd_t count = 0;
    ::eventfd_read(m_wakeUpEvent, &count);
}

void EpollEventDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    if (descriptor < 0)
        return;
    if (std::size_t(descriptor) >= m_descriptors.size())
        m_descriptors.resize(descriptor + 1);
    Descriptor &state = m_descriptors[descriptor];
    Slot &slot = state.notifiers[notifier->type()];
    if (slot.notifier && slot.notifier != notifier) {
        qWarning("Two socket notifiers of one type for descriptor %d", descriptor);
        // The number may name another file by now, which the kernel does not watch.
        state.armed = 0;
    }
    slot = { notifier, m_batch };
    if (!state.alwaysReady)
        markChanged(descriptor);
}

void EpollEventDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    if (descriptor < 0 || std::size_t(descriptor) >= m_descriptors.size())
        return;
    Descriptor &state = m_descriptors[descriptor];
    Slot &slot = state.notifiers[notifier->type()];
    if (slot.notifier != notifier)
        return;
    slot = {};
    if (wantedEvents(state) != 0) {
        markChanged(descriptor);
        return;
    }
    // At once: after the descriptor is closed, one that was duplicated could no longer be taken from the kernel.
    if (state.armed != 0)
        ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
    state.armed = 0;
    if (state.alwaysReady)
        std::erase(m_alwaysReady, descriptor);
    state.alwaysReady = false;
}

quint32 EpollEventDispatcher::wantedEvents(const Descriptor &state)
{
    quint32 events = 0;
    for (std::size_t type = 0; type < EventsOfType.size(); ++type) {
        if (state.notifiers[type].notifier)
            events |= EventsOfType[type];
    }
    return events;
}

void EpollEventDispatcher::markChanged(int descriptor)
{
    Descriptor &state = m_descriptors[descriptor];
    if (state.changed)
        return;
    state.changed = true;
    m_changed.push_back(descriptor);
}

void EpollEventDispatcher::applyChanges()
{
    for (const int descriptor : m_changed) {
        Descriptor &state = m_descriptors[descriptor];
        state.changed = false;
        const quint32 events = wantedEvents(state);
        if (events != state.armed && !state.alwaysReady)
            arm(descriptor, events);
    }
    m_changed.clear();
}

void EpollEventDispatcher::arm(int descriptor, quint32 events)
{
    Descriptor &state = m_descriptors[descriptor];
    epoll_event event {};
    event.events = events;
    event.data.fd = descriptor;
    int operation = state.armed == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    int result = ::epoll_ctl(m_epoll, operation, descriptor, &event);
    if (result != 0 && (errno == EEXIST || errno == ENOENT)) {
        // Closed and reused without our knowing.
        operation = errno == EEXIST ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
        result = ::epoll_ctl(m_epoll, operation, descriptor, &event);
    }
    if (result == 0) {
        state.armed = events;
    } else if (errno == EPERM) {
        state.armed = 0;
        state.alwaysReady = true;
        m_alwaysReady.push_back(descriptor);
    } else {
        refuse(descriptor);
    }
}

void EpollEventDispatcher::refuse(int descriptor)
{
    qWarning("Socket notifiers for descriptor %d are disabled: %s", descriptor, std::strerror(errno));
    Descriptor &state = m_descriptors[descriptor];
    state.armed = 0;
    // Keeps its notifiers from entering the list that is being walked.
    state.changed = true;
    const auto registered = state.notifiers;
    for (const Slot &slot : registered) {
        if (slot.notifier)
            slot.notifier->setEnabled(false);
    }
    m_descriptors[descriptor].changed = false;
}

void EpollEventDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object)
{
    m_timers.add(timerId, interval, timerType, object);
}

bool EpollEventDispatcher::unregisterTimer(int timerId)
{
    return m_timers.remove(timerId);
}

bool EpollEventDispatcher::unregisterTimers(QObject *object)
{
    return m_timers.removeAll(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollEventDispatcher::registeredTimers(QObject *object) const
{
    return m_timers.timersOf(object);
}

int EpollEventDispatcher::remainingTime(int timerId)
{
    return m_timers.remainingMs(timerId);
}

void EpollEventDispatcher::wakeUp()
{
    if (m_awakened.exchange(true, std::memory_order_acq_rel))
        return;
    // The thread that runs the events is not waiting, and looks at the flag before it does.
    if (m_runningThread.load(std::memory_order_relaxed) == &threadName)
        return;
    ::eventfd_write(m_wakeUpEvent, 1);
}

void EpollEventDispatcher::interrupt()
{
    m_interrupted.store(true, std::memory_order_relaxed);
    wakeUp();
}

} // namespace parlor
