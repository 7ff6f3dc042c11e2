// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/LogLevel.h"
#include "log/LogQueue.h"

#include <QString>

#include <atomic>

namespace parlor {

/// The log of the process, on standard error: what Qt's logging says while this lives, of this server's categories and of all others.
/// One per process, made before the threads that log and gone after them.
class Log {
public:
    Log();
    ~Log();
    Q_DISABLE_COPY_MOVE(Log)

    /// Any number of times, while others log.
    void configure(const LogSettings &settings);

    /// What is wrong with a rule, as in "must be a category and a level…"; null where nothing is.
    static QString mistakeIn(const QString &rule);

private:
    static void handle(QtMsgType type, const QMessageLogContext &context, const QString &message);

    const bool m_isJournal;
    std::atomic<LogFormat> m_format = LogFormat::Text;
    LogQueue m_queue;
};

} // namespace parlor
