// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SocketTraffic.h"

#include <cstddef>

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace parlor::socket {

std::optional<Traffic> traffic(qintptr descriptor)
{
    tcp_info info {};
    socklen_t size = sizeof info;
    if (::getsockopt(int(descriptor), IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return std::nullopt;
    // Older kernels tell less.
    if (size < offsetof(tcp_info, tcpi_bytes_sent) + sizeof info.tcpi_bytes_sent)
        return std::nullopt;
    return Traffic { qint64(info.tcpi_bytes_received), qint64(info.tcpi_bytes_sent) };
}

} // namespace parlor::socket
