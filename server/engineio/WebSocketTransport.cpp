// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/WebSocketTransport.h"

namespace parlor {

WebSocketTransport::WebSocketTransport(std::unique_ptr<WebSocketChannel> channel) :
    m_channel(std::move(channel))
{
}

void WebSocketTransport::start(Receiver *receiver)
{
    m_receiver = receiver;
    m_channel->start(this);
}

void WebSocketTransport::send(EngineIoPacket::Type type, QByteArrayView data)
{
    QByteArray text;
    text.reserve(data.size() + 1);
    appendEngineIoText(text, type, data);
    m_channel->sendText(text);
}

void WebSocketTransport::sendBinary(QByteArrayView data)
{
    m_channel->sendBinary(data);
}

void WebSocketTransport::close()
{
    m_channel->close(WebSocketCloseCode::Normal);
}

TurnWriter::Line WebSocketTransport::line() const
{
    return m_channel->line();
}

void WebSocketTransport::textReceived(QByteArrayView text)
{
    if (const auto packet = decodeEngineIoText(text))
        m_receiver->packetReceived(*packet);
    else
        m_receiver->packetRefused();
}

void WebSocketTransport::binaryReceived(QByteArrayView data)
{
    m_receiver->packetReceived({ EngineIoPacket::Type::Message, true, data });
}

void WebSocketTransport::closed(WebSocketCloseCode)
{
    m_receiver->transportClosed();
}

} // namespace parlor
