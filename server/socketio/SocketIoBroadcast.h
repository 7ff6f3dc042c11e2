// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/SocketIoSocket.h"

#include <QCborArray>
#include <QSet>
#include <QString>

#include <vector>

namespace parlor {

class SocketIoNamespace;

/// An event for several sockets of a namespace:
/// `nsp->to(u"tea"_s).to(u"coffee"_s).except(socket).emitEvent(u"hello"_s, { 1, u"two"_s })`. Without to(), it is for everybody
/// there. Each socket gets it once, and it is written once. To be used at once, not to be kept.
class SocketIoBroadcast {
public:
    explicit SocketIoBroadcast(const SocketIoNamespace &nsp);

    SocketIoBroadcast &to(const QString &room);
    SocketIoBroadcast &except(const QString &room);
    SocketIoBroadcast &except(SocketIoSocket *socket);

    /// As SocketIoSocket::emitEvent().
    void emitEvent(const QString &name, const QCborArray &arguments = {}) const;

private:
    std::vector<SocketIoSocket *> receivers() const;

    const SocketIoNamespace &m_nsp;
    QSet<QString> m_rooms;
    QSet<QString> m_exceptRooms;
    QSet<SocketIoSocket *> m_exceptSockets;
};

} // namespace parlor
