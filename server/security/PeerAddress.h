// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QString>

namespace parlor {

/// The one way to write \a address, for bans and the audit trail: IPv4 with dots, also where the system says it in IPv6
/// (`::ffff:192.0.2.7`), and IPv6 as RFC 5952 has it, with the interface where it is link-local. Empty for none.
inline QString addressText(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4).toString() : address.toString();
}

} // namespace parlor
