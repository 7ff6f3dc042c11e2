// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/FreeMemory.h"

#include <QByteArray>
#include <QFile>

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#include <unistd.h>
#endif

namespace parlor {

#ifdef __GLIBC__

qint64 freeMemoryKept()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const qint64 resident = file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
    const struct mallinfo2 info = ::mallinfo2();
    return resident - qint64(info.uordblks) - qint64(info.hblkhd);
}

void giveFreeMemoryBack()
{
    ::malloc_trim(0);
}

#else

qint64 freeMemoryKept()
{
    return 0;
}

void giveFreeMemoryBack() {}

#endif

} // namespace parlor
