// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WebSocketClient.h"

#include <QHostAddress>

using namespace parlor;

namespace {

constexpr quint32 MaskingKey = 0x5a17c03e;

} // namespace

WebSocketClient::WebSocketClient(QObject *parent) :
    QObject(parent),
    m_decoder(WebSocketFrameDecoder::Role::Client, 64 * 1024 * 1024)
{
    connect(&m_socket, &QAbstractSocket::connected, this, [this] { m_socket.write(m_request); });
    connect(&m_socket, &QIODevice::readyRead, this, &WebSocketClient::read);
    connect(&m_socket, &QAbstractSocket::disconnected, this, &WebSocketClient::disconnected);
}

void WebSocketClient::open(quint16 port, const QByteArray &target)
{
    m_request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
          "Sec-WebSocket-Version: 13\r\n\r\n";
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

void WebSocketClient::sendText(const QByteArray &text)
{
    sendFrame(WebSocketOpcode::Text, text);
}

void WebSocketClient::sendFrame(WebSocketOpcode opcode, const QByteArray &payload, bool fin)
{
    QByteArray frame;
    appendMaskedWebSocketFrame(frame, opcode, payload, MaskingKey, fin);
    sendRaw(frame);
}

void WebSocketClient::sendRaw(const QByteArray &bytes)
{
    m_socket.write(bytes);
}

void WebSocketClient::read()
{
    if (!m_isOpen)
        readHandshake();
    if (!m_isOpen)
        return;
    QByteArray bytes = m_socket.readAll();
    m_decoder.feed(bytes.data(), bytes.size());
    for (WebSocketInput input = m_decoder.next(); input.kind != WebSocketInput::Kind::NeedMore;
         input = m_decoder.next()) {
        if (input.kind == WebSocketInput::Kind::Text) {
            Q_EMIT textReceived(input.payload.toByteArray());
        } else if (input.kind == WebSocketInput::Kind::Binary) {
            Q_EMIT binaryReceived(input.payload.toByteArray());
        } else if (input.kind == WebSocketInput::Kind::Ping) {
            sendFrame(WebSocketOpcode::Pong, input.payload.toByteArray());
        } else if (input.kind == WebSocketInput::Kind::Close) {
            m_closeCode = input.closeCode;
            sendFrame(WebSocketOpcode::Close, webSocketCloseBody(WebSocketCloseCode::Normal, {}));
            Q_EMIT closeReceived();
        }
    }
}

void WebSocketClient::readHandshake()
{
    while (m_socket.canReadLine() && !m_response.endsWith("\r\n\r\n"))
        m_response += m_socket.readLine();
    if (!m_response.endsWith("\r\n\r\n"))
        return;
    const int status = m_response.mid(9, 3).toInt();
    m_isOpen = status == 101;
    if (m_isOpen)
        Q_EMIT opened();
    else
        Q_EMIT refused(status, m_response + m_socket.readAll());
}
