// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "EventLoop.h"

#include "Clock.h"

#include <algorithm>
#include <array>

#include <sys/epoll.h>
#include <unistd.h>

namespace parlor::load {

namespace {

constexpr int MaxBatch = 128;
constexpr qint64 LongestWaitMs = 50;

void control(int epoll, int operation, int descriptor, quint32 events, Watcher *watcher)
{
    epoll_event event {};
    event.events = events;
    event.data.ptr = watcher;
    ::epoll_ctl(epoll, operation, descriptor, &event);
}

} // namespace

EventLoop::EventLoop() :
    m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
}

EventLoop::~EventLoop()
{
    ::close(m_epoll);
}

void EventLoop::serveFirst(EventLoop &other)
{
    m_first = &other;
    // Wakes this loop; serving it is the next turn's first act.
    control(m_epoll, EPOLL_CTL_ADD, other.m_epoll, EPOLLIN, nullptr);
}

void EventLoop::watch(int descriptor, quint32 events, Watcher *watcher)
{
    control(m_epoll, EPOLL_CTL_ADD, descriptor, events, watcher);
}

void EventLoop::change(int descriptor, quint32 events, Watcher *watcher)
{
    control(m_epoll, EPOLL_CTL_MOD, descriptor, events, watcher);
}

void EventLoop::forget(int descriptor)
{
    control(m_epoll, EPOLL_CTL_DEL, descriptor, 0, nullptr);
}

void EventLoop::runUntil(qint64 deadlineNs)
{
    while (nowNs() < deadlineNs)
        turn(deadlineNs);
}

bool EventLoop::runUntil(qint64 deadlineNs, const std::function<bool()> &isDone)
{
    while (!isDone()) {
        if (nowNs() >= deadlineNs)
            return false;
        turn(deadlineNs);
    }
    return true;
}

void EventLoop::turn(qint64 untilNs)
{
    if (m_first)
        m_first->serve(0);
    const qint64 leftMs = (untilNs - nowNs()) / NsPerMs;
    serve(int(std::clamp<qint64>(leftMs, 0, LongestWaitMs)));
}

void EventLoop::serve(int timeoutMs)
{
    std::array<epoll_event, MaxBatch> ready;
    const int count = ::epoll_wait(m_epoll, ready.data(), MaxBatch, timeoutMs);
    for (int i = 0; i < count; ++i) {
        if (auto *watcher = static_cast<Watcher *>(ready[i].data.ptr))
            watcher->onEvents(ready[i].events);
    }
}

} // namespace parlor::load
