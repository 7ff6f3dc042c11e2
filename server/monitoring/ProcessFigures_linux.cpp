// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitoring/ProcessFigures.h"

#include <QByteArrayList>
#include <QFile>

#include <ctime>

#include <dirent.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

void readMemory(ProcessFigures &figures)
{
    // proc(5): sizes in pages, of the whole first and of what is in memory second.
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QByteArrayList sizes = file.readAll().split(' ');
    if (sizes.size() < 2)
        return;
    const qint64 page = ::sysconf(_SC_PAGESIZE);
    figures.virtualBytes = sizes[0].toLongLong() * page;
    figures.residentBytes = sizes[1].toLongLong() * page;
}

std::optional<qint64> countDescriptors()
{
    // From Linux 6.2 on, the directory's size is their number (proc(5)); before, it is 0.
    struct stat status {};
    if (::stat("/proc/self/fd", &status) == 0 && status.st_size > 0)
        return status.st_size;
    DIR *const directory = ::opendir("/proc/self/fd");
    if (!directory)
        return std::nullopt;
    qint64 count = 0;
    while (const dirent *entry = ::readdir(directory))
        count += entry->d_name[0] != '.';
    ::closedir(directory);
    // Without the one that was opened to count them.
    return count - 1;
}

} // namespace

ProcessFigures ProcessFigures::read()
{
    ProcessFigures figures;
    timespec cpu {};
    if (::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu) == 0)
        figures.cpuSeconds = double(cpu.tv_sec) + double(cpu.tv_nsec) / 1e9;
    readMemory(figures);
    figures.openDescriptors = countDescriptors();
    rlimit limit {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0)
        figures.maxDescriptors = qint64(limit.rlim_cur);
    return figures;
}

} // namespace parlor
