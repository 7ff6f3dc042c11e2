// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SocketTraffic.h"

namespace parlor::socket {

std::optional<Traffic> traffic(qintptr)
{
    return std::nullopt;
}

} // namespace parlor::socket
