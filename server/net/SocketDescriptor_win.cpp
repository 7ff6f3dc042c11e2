// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SocketDescriptor.h"

#include <limits>

#include <winsock2.h>

namespace parlor::socket {

void finishSending(qintptr descriptor)
{
    ::shutdown(SOCKET(descriptor), SD_SEND);
}

Accepted accept(qintptr listening)
{
    const SOCKET descriptor = ::accept(SOCKET(listening), nullptr, nullptr);
    if (descriptor != INVALID_SOCKET) {
        ::SetHandleInformation(reinterpret_cast<HANDLE>(descriptor), HANDLE_FLAG_INHERIT, 0);
        return { qintptr(descriptor) };
    }
    const int error = ::WSAGetLastError();
    return { -1, error != WSAEWOULDBLOCK && error != WSAECONNRESET };
}

qintptr duplicate(qintptr descriptor)
{
    WSAPROTOCOL_INFOW info;
    if (::WSADuplicateSocketW(SOCKET(descriptor), ::GetCurrentProcessId(), &info) != 0)
        return -1;
    const SOCKET copy = ::WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0,
                                     WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    return copy == INVALID_SOCKET ? -1 : qintptr(copy);
}

QHostAddress peerAddress(qintptr descriptor)
{
    sockaddr_storage address {};
    int size = sizeof address;
    auto *const generic = reinterpret_cast<sockaddr *>(&address);
    return ::getpeername(SOCKET(descriptor), generic, &size) == 0 ? QHostAddress(generic) : QHostAddress();
}

void close(qintptr descriptor)
{
    ::closesocket(SOCKET(descriptor));
}

qint64 raiseDescriptorLimit()
{
    return std::numeric_limits<qint64>::max();
}

} // namespace parlor::socket
