// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace parlor {

class Authenticator;
class ChatGateway;
class SocketIoServer;

/// Makes a chat client of everyone who joins the main namespace of a Socket.IO server. Those whose token is no good do not join: the
/// one in `auth.token`, or of clients of version 1 and 2, which cannot send that, in the query of the handshake.
class SocketIoGateway : public QObject {
    Q_OBJECT

public:
    /// All must outlive this.
    SocketIoGateway(SocketIoServer &server, ChatGateway &gateway, const Authenticator &authenticator,
                    QObject *parent = nullptr);
};

} // namespace parlor
