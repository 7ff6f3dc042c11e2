// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SocketDescriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/socket.h>
#include <sys/uio.h>

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

bool canSendNow()
{
    return true;
}

qint64 sendPieces(qintptr descriptor, std::span<const QByteArrayView> pieces)
{
    std::array<iovec, MaxPieces> vectors;
    const std::size_t count = std::min(pieces.size(), vectors.size());
    for (std::size_t i = 0; i < count; ++i)
        vectors[i] = { const_cast<char *>(pieces[i].data()), std::size_t(pieces[i].size()) }; // which is only read
    msghdr message {};
    message.msg_iov = vectors.data();
    message.msg_iovlen = decltype(message.msg_iovlen)(count);
    ssize_t sent = 0;
    do {
        sent = ::sendmsg(int(descriptor), &message, SendFlags);
    } while (sent < 0 && errno == EINTR);
    // Without memory, too, it is a matter of time.
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS || errno == ENOMEM))
        return 0;
    return sent;
}

} // namespace parlor::socket
