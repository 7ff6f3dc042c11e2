// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringBuilder>

namespace parlor::load {

/// Where the server is.
struct Endpoint {
    QByteArray host { "127.0.0.1" }; ///< an IPv4 address
    quint16 port = 3000;

    /// What a Host field says.
    QByteArray authority() const { return host + ':' + QByteArray::number(port); }
};

/// Begins to connect without waiting; -1 where the system refuses. To a server on the loopback interface, each 20,000
/// connections by \a number come from an address of their own, 127.0.0.1 and on: one address has no more ports to give.
int beginConnect(const Endpoint &endpoint, int number);

/// Connects and waits for it. Reading and writing wait as well, for 30 s at most. -1 where that fails.
int connectNow(const Endpoint &endpoint);

/// Raises this process' limit of open descriptors as far as it may.
void raiseDescriptorLimit();

} // namespace parlor::load
