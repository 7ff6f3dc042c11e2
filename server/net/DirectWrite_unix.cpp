// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SocketDescriptor.h"

#include <cerrno>

#include <sys/socket.h>

namespace parlor::socket {

namespace {

#ifdef MSG_NOSIGNAL
constexpr int SendFlags = MSG_DONTWAIT | MSG_NOSIGNAL;
#else
constexpr int SendFlags = MSG_DONTWAIT; // Qt has set SO_NOSIGPIPE on its sockets
#endif

} // namespace

qint64 sendNow(qintptr descriptor, QByteArrayView bytes)
{
    ssize_t sent = 0;
    do {
        sent = ::send(int(descriptor), bytes.data(), size_t(bytes.size()), SendFlags);
    } while (sent < 0 && errno == EINTR);
    return sent > 0 ? sent : 0;
}

} // namespace parlor::socket
