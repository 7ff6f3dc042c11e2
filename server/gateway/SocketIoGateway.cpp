// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/SocketIoGateway.h"

#include "gateway/SocketIoChatClient.h"
#include "socketio/SocketIoServer.h"

namespace parlor {

SocketIoGateway::SocketIoGateway(SocketIoServer &server, ChatGateway &gateway, QObject *parent) :
    QObject(parent)
{
    connect(server.of(), &SocketIoNamespace::connected, this,
            [&gateway](SocketIoSocket *socket) { new SocketIoChatClient(*socket, gateway); });
}

} // namespace parlor
