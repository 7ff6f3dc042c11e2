// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

namespace parlor {

/// Writes lines on a thread of its own: who reads the log too slowly, or not at all, holds up nobody who logs. What does not fit is
/// left out and counted, which the log then says.
class LogQueue {
public:
    static constexpr qsizetype MaxWaitingBytes = 4 * 1024 * 1024;

    explicit LogQueue(std::FILE *file);
    /// Writes what waits.
    ~LogQueue();
    Q_DISABLE_COPY_MOVE(LogQueue)

    /// Any thread.
    void post(const QByteArray &line);
    /// Any thread but this one's. Returns when all that was posted before is written.
    void flush();

private:
    void run();

    std::FILE *const m_file;
    std::mutex m_mutex;
    std::condition_variable m_filled;
    std::condition_variable m_written;
    QByteArray m_waiting;
    qint64 m_leftOut = 0;
    bool m_isWriting = false;
    bool m_isEnding = false;
    std::thread m_thread; ///< last: it uses all the others
};

} // namespace parlor
