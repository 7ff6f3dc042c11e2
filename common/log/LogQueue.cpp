// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/LogQueue.h"

#include <QStringBuilder>

#include <utility>

namespace parlor {

LogQueue::LogQueue(std::FILE *file) :
    m_file(file),
    m_thread([this] { run(); })
{
}

LogQueue::~LogQueue()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_filled.notify_one();
    m_thread.join();
}

void LogQueue::post(const QByteArray &line)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_waiting.size() + line.size() > MaxWaitingBytes) {
            ++m_leftOut;
            return;
        }
        // Copied, not shared: the line stays with who posts it.
        m_waiting.append(QByteArrayView(line));
    }
    m_filled.notify_one();
}

void LogQueue::flush()
{
    std::unique_lock lock(m_mutex);
    m_written.wait(lock, [this] { return m_waiting.isEmpty() && !m_isWriting; });
}

void LogQueue::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_filled.wait(lock, [this] { return m_isEnding || !m_waiting.isEmpty(); });
        if (m_waiting.isEmpty())
            return;
        QByteArray lines = std::exchange(m_waiting, {});
        if (const qint64 leftOut = std::exchange(m_leftOut, 0); leftOut > 0)
            lines += "parlor-server: " + QByteArray::number(leftOut) + " lines were left out of the log\n";
        m_isWriting = true;
        lock.unlock();
        std::fwrite(lines.constData(), 1, std::size_t(lines.size()), m_file);
        std::fflush(m_file);
        lock.lock();
        m_isWriting = false;
        m_written.notify_all();
    }
}

} // namespace parlor
