// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SocketDescriptor.h"

namespace parlor::socket {

qint64 sendNow(qintptr, QByteArrayView)
{
    // On Windows, Qt learns that it may write from FD_WRITE, which follows only a write of its own that failed.
    return 0;
}

bool canSendNow()
{
    return false;
}

qint64 sendPieces(qintptr, std::span<const QByteArrayView>)
{
    return -1;
}

} // namespace parlor::socket
