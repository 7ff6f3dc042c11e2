// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostile/RawConnection.h"

#include <QDeadlineTimer>
#include <QList>

#include <cerrno>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

constexpr int SendTimeoutSeconds = 5;

sockaddr_in loopback(int host, quint16 port)
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + quint32(host));
    return address;
}

const sockaddr *generic(const sockaddr_in &address)
{
    return reinterpret_cast<const sockaddr *>(&address);
}

template <typename Value>
void setOption(int descriptor, int level, int option, const Value &value)
{
    ::setsockopt(descriptor, level, option, &value, sizeof value);
}

} // namespace

RawConnection::RawConnection(quint16 port, int source) :
    m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    if (!isOpen())
        return;
    setOption(m_descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
    setOption(m_descriptor, SOL_SOCKET, SO_SNDTIMEO, timeval { SendTimeoutSeconds, 0 });
    setOption(m_descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
    const sockaddr_in from = loopback(source, 0);
    const sockaddr_in to = loopback(1, port);
    if (::bind(m_descriptor, generic(from), sizeof from) != 0 || ::connect(m_descriptor, generic(to), sizeof to) != 0)
        close();
}

RawConnection::RawConnection(RawConnection &&other) noexcept :
    m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

RawConnection &RawConnection::operator=(RawConnection &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

RawConnection::~RawConnection()
{
    close();
}

bool RawConnection::send(const QByteArray &all)
{
    QByteArrayView bytes(all);
    while (!bytes.isEmpty()) {
        const ssize_t sent = ::send(m_descriptor, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes = bytes.sliced(sent);
    }
    return true;
}

RawConnection::Read RawConnection::read(QByteArray &into, int timeoutMs)
{
    pollfd polled { m_descriptor, POLLIN, 0 };
    if (!isOpen() || ::poll(&polled, 1, timeoutMs) <= 0)
        return isOpen() ? Read::Nothing : Read::End;
    char buffer[64 * 1024];
    const ssize_t size = ::recv(m_descriptor, buffer, sizeof buffer, 0);
    // A reset, too, is an end.
    if (size <= 0)
        return Read::End;
    into.append(buffer, size);
    return Read::Some;
}

QByteArray RawConnection::receive(int timeoutMs)
{
    QByteArray bytes;
    read(bytes, timeoutMs);
    return bytes;
}

QByteArray RawConnection::receiveAll(int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    QByteArray bytes("");
    while (true) {
        switch (read(bytes, int(deadline.remainingTime()))) {
        case Read::Some:
            break;
        case Read::Nothing:
            return {};
        case Read::End:
            return bytes;
        }
    }
}

bool RawConnection::hasEnded() const
{
    char next = 0;
    const ssize_t size = ::recv(m_descriptor, &next, 1, MSG_PEEK | MSG_DONTWAIT);
    return size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR);
}

void RawConnection::close()
{
    if (isOpen())
        ::close(std::exchange(m_descriptor, -1));
}

void RawConnection::reset()
{
    if (isOpen())
        setOption(m_descriptor, SOL_SOCKET, SO_LINGER, linger { 1, 0 });
    close();
}

void awaitAny(const QList<int> &descriptors, int timeoutMs)
{
    std::vector<pollfd> polled;
    for (const int descriptor : descriptors)
        polled.push_back({ descriptor, POLLIN, 0 });
    ::poll(polled.data(), polled.size(), timeoutMs);
}
