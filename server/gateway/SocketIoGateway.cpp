// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/SocketIoGateway.h"

#include "gateway/SocketIoChatClient.h"
#include "security/Authenticator.h"
#include "socketio/SocketIoServer.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

QByteArray tokenOf(const SocketIoSocket &socket)
{
    const HttpRequestHead &request = socket.handshake().request;
    if (request.queryItem("EIO") == "3")
        return request.queryItem("token");
    return socket.auth().value("token"_L1).toString().toUtf8();
}

} // namespace

SocketIoGateway::SocketIoGateway(SocketIoServer &server, ChatGateway &gateway, const Authenticator &authenticator,
                                 QObject *parent) :
    QObject(parent)
{
    server.of()->use([&authenticator](SocketIoSocket &socket, const SocketIoAdmission &admission) {
        if (const auto identity = authenticator.authenticate(tokenOf(socket))) {
            socket.setData(*identity);
            admission.admit();
        } else {
            admission.refuse(u"Unauthorized"_s);
        }
    });
    connect(server.of(), &SocketIoNamespace::connected, this, [&gateway](SocketIoSocket *socket) {
        new SocketIoChatClient(*socket, gateway, std::any_cast<SharedIdentity>(socket->data()));
    });
}

} // namespace parlor
