// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SocketDescriptor.h"

#include <limits>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef Q_OS_DARWIN
#include <climits>
#endif

namespace parlor::socket {

void finishSending(qintptr descriptor)
{
    ::shutdown(int(descriptor), SHUT_WR);
}

qintptr duplicate(qintptr descriptor)
{
    return ::fcntl(int(descriptor), F_DUPFD_CLOEXEC, 0);
}

QHostAddress peerAddress(qintptr descriptor)
{
    sockaddr_storage address {};
    socklen_t size = sizeof address;
    auto *const generic = reinterpret_cast<sockaddr *>(&address);
    return ::getpeername(int(descriptor), generic, &size) == 0 ? QHostAddress(generic) : QHostAddress();
}

void close(qintptr descriptor)
{
    ::close(int(descriptor));
}

qint64 raiseDescriptorLimit()
{
    rlimit limit {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    const rlimit before = limit;
    limit.rlim_cur = limit.rlim_max;
#ifdef Q_OS_DARWIN
    limit.rlim_cur = qMin<rlim_t>(limit.rlim_cur, OPEN_MAX);
#endif
    if (limit.rlim_cur != before.rlim_cur && ::setrlimit(RLIMIT_NOFILE, &limit) != 0)
        limit = before;
    return limit.rlim_cur == RLIM_INFINITY ? std::numeric_limits<qint64>::max() : qint64(limit.rlim_cur);
}

} // namespace parlor::socket
