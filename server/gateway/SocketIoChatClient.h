// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/ChatClient.h"

#include <QObject>

namespace parlor {

class ChatGateway;
class SocketIoEvent;
class SocketIoSocket;

/// A chat client on Socket.IO. Owned by its socket.
class SocketIoChatClient : public QObject, public ChatClient {
    Q_OBJECT

public:
    SocketIoChatClient(SocketIoSocket &socket, ChatGateway &gateway, const SharedIdentity &identity);
    ~SocketIoChatClient() override;

    TurnWriter::Line line() const override;
    void sendText(QByteArrayView text) override;
    void acknowledge(quint64 ticket, QByteArrayView dataJson) override;
    void refuse(quint64 ticket, QByteArrayView exceptionJson) override;
    void disconnectClient(QByteArrayView reason) override;

private:
    void receive(const SocketIoEvent &event);

    SocketIoSocket &m_socket;
    ChatGateway &m_gateway;
};

} // namespace parlor
