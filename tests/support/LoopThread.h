// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "async/EventThread.h"
#include "async/Mailbox.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace parlor {

/// Counts what other threads have done. Built on what thread sanitizers know, as QSemaphore is not.
class Tally {
public:
    void add()
    {
        const std::scoped_lock lock(m_mutex);
        ++m_count;
        m_added.notify_all();
    }
    /// Waits until \a count were added, and takes them off. False where they are not after a long time.
    bool await(int count = 1)
    {
        std::unique_lock lock(m_mutex);
        if (!m_added.wait_for(lock, std::chrono::seconds(30), [&] { return m_count >= count; }))
            return false;
        m_count -= count;
        return true;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_added;
    int m_count = 0;
};

/// A thread that runs an event loop, and runs what it is given.
class LoopThread {
public:
    /// Takes \a dispatcher over; without one, Qt's own runs the events.
    explicit LoopThread(QAbstractEventDispatcher *dispatcher = nullptr) :
        m_thread({}, dispatcher),
        m_actions([](const std::vector<std::function<void()>> &actions) {
            for (const auto &action : actions)
                action();
        })
    {
        m_actions.moveToThread(&m_thread);
        m_thread.launch();
    }
    ~LoopThread() { stop(); }
    Q_DISABLE_COPY_MOVE(LoopThread)

    void stop()
    {
        m_thread.quit();
        m_thread.join();
    }
    void adopt(QObject *object) { object->moveToThread(&m_thread); }
    QThread *thread() { return &m_thread; }

    /// Returns when \a action has run there.
    void run(const std::function<void()> &action)
    {
        Tally done;
        post([&] {
            action();
            done.add();
        });
        if (!done.await())
            qFatal("The thread does not run");
    }
    void post(std::function<void()> action) { m_actions.post(std::move(action)); }

private:
    EventThread m_thread;
    Mailbox<std::function<void()>> m_actions;
};

} // namespace parlor
