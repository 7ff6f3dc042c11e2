// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ServiceNotifier.h"

#include <QStringBuilder>

#include <cstddef>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

namespace parlor {

namespace {

QByteArray monotonicMicroseconds()
{
    timespec now {};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return QByteArray::number(qint64(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000);
}

} // namespace

ServiceNotifier::ServiceNotifier() :
    m_address(qgetenv("NOTIFY_SOCKET"))
{
    // '@' begins an abstract address.
    const bool isUnix = m_address.startsWith('/') || m_address.startsWith('@');
    if (!isUnix || m_address.size() >= qsizetype(sizeof(sockaddr_un::sun_path)))
        m_address.clear();
}

void ServiceNotifier::ready(const QByteArray &status) const
{
    send("READY=1\nSTATUS=" + status);
}

void ServiceNotifier::reloading() const
{
    send("RELOADING=1\nMONOTONIC_USEC=" + monotonicMicroseconds());
}

void ServiceNotifier::stopping() const
{
    send("STOPPING=1\nSTATUS=Delivering what was taken");
}

void ServiceNotifier::watchdog() const
{
    send("WATCHDOG=1");
}

std::optional<std::chrono::milliseconds> ServiceNotifier::watchdogInterval() const
{
    bool isForAnother = false;
    if (const QByteArray pid = qgetenv("WATCHDOG_PID"); !pid.isEmpty())
        isForAnother = pid.toLongLong() != ::getpid();
    const qint64 microseconds = qgetenv("WATCHDOG_USEC").toLongLong();
    if (isForAnother || microseconds <= 0)
        return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::microseconds(microseconds));
}

void ServiceNotifier::send(const QByteArray &message) const
{
    if (m_address.isEmpty())
        return;
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor == -1)
        return;
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, m_address.constData(), std::size_t(m_address.size()));
    if (m_address.startsWith('@'))
        address.sun_path[0] = '\0';
    ::sendto(descriptor, message.constData(), std::size_t(message.size()), MSG_NOSIGNAL,
             reinterpret_cast<const sockaddr *>(&address),
             socklen_t(offsetof(sockaddr_un, sun_path) + std::size_t(m_address.size())));
    ::close(descriptor);
}

} // namespace parlor
