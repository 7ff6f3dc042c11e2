// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace parlor {

class ChatGateway;
class SocketIoServer;

/// Makes a chat client of everyone who joins the main namespace of a Socket.IO server.
class SocketIoGateway : public QObject {
    Q_OBJECT

public:
    SocketIoGateway(SocketIoServer &server, ChatGateway &gateway, QObject *parent = nullptr);
};

} // namespace parlor
