// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SocketDescriptor.h"

#include <cerrno>
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

Accepted accept(qintptr listening)
{
    for (;;) {
#ifdef SOCK_CLOEXEC
        const int descriptor = ::accept4(int(listening), nullptr, nullptr, SOCK_CLOEXEC);
#else
        const int descriptor = ::accept(int(listening), nullptr, nullptr);
        if (descriptor >= 0)
            ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
#endif
        if (descriptor >= 0)
            return { descriptor };
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            return {};
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            return { -1, true };
        // Of the one that waited, which is gone with that (accept(2)); anything else cannot be mended by trying.
        if (errno != EINTR && errno != ECONNABORTED && errno != EPROTO && errno != ENETDOWN && errno != ENETUNREACH
            && errno != EHOSTUNREACH && errno != EPERM)
            return { -1, true };
    }
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
