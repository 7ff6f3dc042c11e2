// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/PeerNetwork.h"

#include <QtEndian>

namespace parlor {

PeerNetwork::PeerNetwork(const QHostAddress &address) :
    m_isLoopback(address.isLoopback())
{
    bool isIpv4 = false;
    m_bits = address.toIPv4Address(&isIpv4);
    if (isIpv4) {
        m_isLoopback = QHostAddress(quint32(m_bits)).isLoopback();
        return;
    }
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    m_bits = qFromBigEndian<quint64>(bytes.c);
}

} // namespace parlor
