// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace parlor::load {

/// Looks at the server's process from outside. All figures are 0 where there is no such process.
class ServerProbe {
public:
    explicit ServerProbe(qint64 processId) :
        m_processId(processId)
    {
    }

    bool isThere() const { return m_processId > 0; }
    /// Time on the CPU of all its threads, for itself and in the kernel: what utime and stime in /proc/PID/stat say,
    /// but not in their steps of 10 ms.
    double cpuSeconds() const;
    qint64 residentBytes() const;

private:
    const qint64 m_processId;
};

/// This process' own time on the CPU.
double ownCpuSeconds();

} // namespace parlor::load
