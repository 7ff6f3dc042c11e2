// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Endpoint.h"

#include <cerrno>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace parlor::load {

namespace {

constexpr int ConnectionsPerAddress = 20'000;
constexpr time_t PatienceSeconds = 30;

sockaddr_in addressOf(const Endpoint &endpoint)
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(endpoint.port);
    ::inet_pton(AF_INET, endpoint.host.constData(), &address.sin_addr);
    return address;
}

int openSocket(int flags)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return descriptor;
}

void bindSource(int descriptor, int number)
{
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    sockaddr_in source {};
    source.sin_family = AF_INET;
    source.sin_addr.s_addr = htonl(INADDR_LOOPBACK + in_addr_t(number / ConnectionsPerAddress));
    // Where that fails, connecting finds an address.
    (void)::bind(descriptor, reinterpret_cast<const sockaddr *>(&source), sizeof source);
}

} // namespace

int beginConnect(const Endpoint &endpoint, int number)
{
    const int descriptor = openSocket(SOCK_NONBLOCK);
    if (number >= ConnectionsPerAddress && endpoint.host.startsWith("127."))
        bindSource(descriptor, number);
    const sockaddr_in address = addressOf(endpoint);
    const int result = ::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    if (result == 0 || errno == EINPROGRESS)
        return descriptor;
    ::close(descriptor);
    return -1;
}

int connectNow(const Endpoint &endpoint)
{
    const int descriptor = openSocket(0);
    const timeval patience { PatienceSeconds, 0 };
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    const sockaddr_in address = addressOf(endpoint);
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        return descriptor;
    ::close(descriptor);
    return -1;
}

void raiseDescriptorLimit()
{
    rlimit limit {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace parlor::load
