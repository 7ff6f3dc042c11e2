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

/// What \a call comes to when no signal interrupts it.
template <typename Call>
ssize_t uninterrupted(Call call)
{
    ssize_t result = 0;
    do {
        result = call();
    } while (result < 0 && errno == EINTR);
    return result;
}

} // namespace

qint64 sendNow(qintptr descriptor, QByteArrayView bytes)
{
    const ssize_t sent
        = uninterrupted([&] { return ::send(int(descriptor), bytes.data(), size_t(bytes.size()), SendFlags); });
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
    const ssize_t sent = uninterrupted([&] { return ::sendmsg(int(descriptor), &message, SendFlags); });
    // Without memory, too, it is a matter of time.
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS || errno == ENOMEM))
        return 0;
    return sent;
}

} // namespace parlor::socket
