// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/SocketIoChatClient.h"

#include "gateway/ChatGateway.h"
#include "model/Error.h"
#include "security/PeerAddress.h"
#include "socketio/SocketIoSocket.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// A ticket is an ack id plus one, because 0 stands for none.
quint64 ticketOf(const SocketIoEvent &event)
{
    return event.ackId() ? *event.ackId() + 1 : 0;
}

} // namespace

SocketIoChatClient::SocketIoChatClient(SocketIoSocket &socket, ChatGateway &gateway,
                                       const SharedIdentity &identity) :
    QObject(&socket),
    ChatClient(gateway.nextMemberId(), QString::fromLatin1(socket.id()), WireFormat::SocketIo,
               addressText(socket.handshake().peerAddress)),
    m_socket(socket),
    m_gateway(gateway)
{
    connect(&socket, &SocketIoSocket::eventReceived, this, &SocketIoChatClient::receive);
    if (socket.line() == TurnWriter::NoLine)
        connect(&socket, &SocketIoSocket::lineChanged, this, [this] { lineChanged(); });
    connect(&socket, &SocketIoSocket::disconnected, this, [this] { m_gateway.disconnected(*this); });
    m_gateway.connected(*this, identity, socket.handshake().peerAddress);
}

SocketIoChatClient::~SocketIoChatClient() = default;

TurnWriter::Line SocketIoChatClient::line() const
{
    return m_socket.line();
}

void SocketIoChatClient::sendText(QByteArrayView text)
{
    m_socket.sendPacket(text);
}

void SocketIoChatClient::acknowledge(quint64 ticket, QByteArrayView dataJson)
{
    m_socket.acknowledgeJson(ticket - 1, dataJson);
}

void SocketIoChatClient::refuse(quint64 ticket, QByteArrayView exceptionJson)
{
    sendEvent("\"exception\"", exceptionJson);
    if (ticket != 0)
        acknowledge(ticket, exceptionJson);
}

void SocketIoChatClient::disconnectClient(QByteArrayView)
{
    m_socket.disconnectClient(true);
}

void SocketIoChatClient::receive(const SocketIoEvent &event)
{
    if (!event.hasBinary())
        m_gateway.receive(*this, event.name(), event.json().at(0), ticketOf(event));
    else if (m_gateway.receives(event.name()))
        refuse(ticketOf(event), toExceptionJson(Error::validation({ u"binary data is not supported"_s })));
}

} // namespace parlor
