// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ServerProbe.h"

#include <QFile>
#include <QList>

#include <ctime>

#include <sys/resource.h>
#include <unistd.h>

namespace parlor::load {

namespace {

double seconds(const timeval &time)
{
    return double(time.tv_sec) + double(time.tv_usec) / 1e6;
}

} // namespace

double ServerProbe::cpuSeconds() const
{
    clockid_t clock {};
    timespec time {};
    if (::clock_getcpuclockid(pid_t(m_processId), &clock) != 0 || ::clock_gettime(clock, &time) != 0)
        return 0;
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

qint64 ServerProbe::residentBytes() const
{
    // proc(5): the second field is the resident size in pages.
    QFile file(QStringLiteral("/proc/%1/statm").arg(m_processId));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> pages = file.readAll().split(' ');
    return pages.size() < 2 ? 0 : pages[1].toLongLong() * ::sysconf(_SC_PAGESIZE);
}

double ownCpuSeconds()
{
    rusage usage {};
    ::getrusage(RUSAGE_SELF, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace parlor::load
