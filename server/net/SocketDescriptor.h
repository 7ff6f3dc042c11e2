// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QHostAddress>
#include <QtGlobal>

#include <cstddef>
#include <span>

/// The few system calls on sockets that Qt does not offer. One implementation per platform.
namespace parlor::socket {

/// Writes without waiting and without a signal. Returns the bytes taken; 0 where the socket takes none now or has failed
/// (then its reader will hear of it), and always 0 where the platform has no direct write.
qint64 sendNow(qintptr descriptor, QByteArrayView bytes);

/// Whether this platform has a direct write.
bool canSendNow();

/// Writes several pieces, one behind the other, in one system call, without waiting and without a signal. Returns the bytes taken,
/// 0 where the socket takes none now, and -1 where it has failed or the platform has no direct write.
qint64 sendPieces(qintptr descriptor, std::span<const QByteArrayView> pieces);
/// How many pieces that takes at the most.
inline constexpr std::size_t MaxPieces = 64;

/// Tells the peer that nothing more will be sent, while reading goes on. What QTcpSocket still has to write
/// must have been written before.
void finishSending(qintptr descriptor);

struct Accepted {
    qintptr descriptor = -1; ///< -1: none waits
    bool isExhausted = false; ///< one waits, but the system has no descriptor or no memory for it
};

/// Takes the next connection that waits at a listening socket that does not block. It is not inherited by other programs.
Accepted accept(qintptr listening);

/// A second descriptor for the same socket, or -1.
qintptr duplicate(qintptr descriptor);

/// Whom it is connected with; null where it is no longer.
QHostAddress peerAddress(qintptr descriptor);

/// Closes a descriptor that no QTcpSocket took over.
void close(qintptr descriptor);

/// Raises this process' limit of open descriptors as far as it may. Returns the limit now in force.
qint64 raiseDescriptorLimit();

} // namespace parlor::socket
