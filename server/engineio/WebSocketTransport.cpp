// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/WebSocketTransport.h"

namespace parlor {

WebSocketTransport::WebSocketTransport(std::unique_ptr<WebSocketChannel> channel, EngineIoRevision revision,
                                       bool supportsBinary) :
    m_channel(std::move(channel)),
    m_revision(revision),
    m_supportsBinary(supportsBinary)
{
}

void WebSocketTransport::start()
{
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
    QByteArray content;
    if (m_supportsBinary) {
        appendEngineIoBinary(content, m_revision, data);
        m_channel->sendBinary(content);
    } else {
        appendEngineIoBase64(content, m_revision, data);
        m_channel->sendText(content);
    }
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
    QByteArray decoded;
    take(decodeEngineIoText(text, m_revision, decoded));
}

void WebSocketTransport::binaryReceived(QByteArrayView data)
{
    take(decodeEngineIoBinary(data, m_revision));
}

void WebSocketTransport::take(const std::optional<EngineIoPacket> &packet)
{
    if (packet)
        m_receiver->packetReceived(*packet);
    else
        m_receiver->packetRefused();
}

void WebSocketTransport::closed(WebSocketCloseCode)
{
    m_receiver->transportClosed();
}

} // namespace parlor
