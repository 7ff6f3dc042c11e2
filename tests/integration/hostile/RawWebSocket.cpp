// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostile/RawWebSocket.h"

#include <QDeadlineTimer>

using namespace parlor;

namespace {

constexpr quint32 MaskingKey = 0x5a17c03e;
constexpr qint64 LargestMessage = 64 * 1024 * 1024;

} // namespace

RawWebSocket::RawWebSocket(quint16 port, const QByteArray &target, int source) :
    m_connection(port, source),
    m_decoder(WebSocketFrameDecoder::Role::Client, LargestMessage)
{
    m_connection.send("GET " + target
                      + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    QByteArray answer;
    for (qsizetype end = -1; end < 0; end = answer.indexOf("\r\n\r\n")) {
        const QByteArray bytes = m_connection.receive();
        if (bytes.isEmpty())
            return;
        answer += bytes;
    }
    m_isOpen = answer.startsWith("HTTP/1.1 101 ");
    m_bytes = answer.sliced(answer.indexOf("\r\n\r\n") + 4);
    m_decoder.feed(m_bytes.data(), m_bytes.size());
}

QByteArray RawWebSocket::frame(WebSocketOpcode opcode, const QByteArray &payload)
{
    QByteArray frame;
    appendMaskedWebSocketFrame(frame, opcode, payload, MaskingKey, true);
    return frame;
}

std::optional<QByteArray> RawWebSocket::receiveText(int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (!m_hasEnded) {
        const WebSocketInput input = m_decoder.next();
        switch (input.kind) {
        case WebSocketInput::Kind::Text:
            return input.payload.toByteArray();
        case WebSocketInput::Kind::Ping:
            send(frame(WebSocketOpcode::Pong, input.payload.toByteArray()));
            break;
        case WebSocketInput::Kind::Close:
            m_closeCode = input.closeCode;
            m_hasEnded = true;
            break;
        case WebSocketInput::Kind::NeedMore:
            m_bytes = m_connection.receive(int(deadline.remainingTime()));
            if (m_bytes.isEmpty()) {
                m_hasEnded = m_connection.hasEnded();
                return std::nullopt;
            }
            m_decoder.feed(m_bytes.data(), m_bytes.size());
            break;
        case WebSocketInput::Kind::Binary:
        case WebSocketInput::Kind::Pong:
            break;
        case WebSocketInput::Kind::Violation:
            qFatal("The server broke the protocol: %s", input.payload.toByteArray().constData());
        }
    }
    return std::nullopt;
}

bool RawWebSocket::awaitEnd(int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (!m_hasEnded && !deadline.hasExpired())
        receiveText(int(deadline.remainingTime()));
    return m_hasEnded;
}
