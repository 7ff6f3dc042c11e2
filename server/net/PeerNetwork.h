// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QString>

namespace parlor {

/// Where a client comes from, as far as limits tell clients apart: an IPv4 address, or the /64 network of an IPv6 address, because
/// a single host has as many addresses of that as it likes. A value; any thread.
class PeerNetwork {
public:
    PeerNetwork() = default;
    /// An IPv4 address in the form of an IPv6 one counts as what it is.
    explicit PeerNetwork(const QHostAddress &address);

    /// This machine.
    bool isLoopback() const { return m_isLoopback; }
    /// The same for all of one network, and for nobody else.
    QString name() const { return QString::number(m_bits, 16); }

    bool operator==(const PeerNetwork &) const = default;
    friend size_t qHash(const PeerNetwork &network, size_t seed = 0) { return ::qHash(network.m_bits, seed); }

private:
    quint64 m_bits = 0;
    bool m_isLoopback = false;
};

} // namespace parlor
