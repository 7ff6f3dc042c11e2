// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>

namespace parlor::load {

/// Somebody whose descriptor an EventLoop watches. Lives as long as the loop runs.
class Watcher {
public:
    virtual ~Watcher() = default;
    /// \a events are those of epoll. May watch, forget and close descriptors; one that was forgotten may still be
    /// told once of what the kernel had reported before.
    virtual void onEvents(quint32 events) = 0;
};

/// A bare epoll loop, level-triggered, on the calling thread.
class EventLoop {
public:
    EventLoop();
    ~EventLoop();
    Q_DISABLE_COPY_MOVE(EventLoop)

    /// From now on this loop serves what is ready in \a other before each batch of its own. So it is the server's
    /// doing, and not that of a queue in here, when those wait.
    void serveFirst(EventLoop &other);

    void watch(int descriptor, quint32 events, Watcher *watcher);
    void change(int descriptor, quint32 events, Watcher *watcher);
    void forget(int descriptor);

    /// Returns at \a deadlineNs, precisely: it spins for the last millisecond.
    void runUntil(qint64 deadlineNs);
    /// Returns when \a isDone, which is asked once a turn, or at the deadline; says whether it is done.
    bool runUntil(qint64 deadlineNs, const std::function<bool()> &isDone);

private:
    void turn(qint64 untilNs);
    void serve(int timeoutMs);

    const int m_epoll;
    EventLoop *m_first = nullptr;
};

} // namespace parlor::load
