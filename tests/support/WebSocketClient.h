// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/WebSocketFrame.h"

#include <QByteArray>
#include <QObject>
#include <QTcpSocket>

/// A WebSocket client that sends exactly what a test tells it to, right or wrong.
class WebSocketClient : public QObject {
    Q_OBJECT

public:
    explicit WebSocketClient(QObject *parent = nullptr);

    /// Connects to 127.0.0.1 and sends the opening handshake; opened() or refused() follows.
    void open(quint16 port, const QByteArray &target);
    void sendText(const QByteArray &text);
    void sendFrame(parlor::WebSocketOpcode opcode, const QByteArray &payload, bool fin = true);
    void sendRaw(const QByteArray &bytes);
    QTcpSocket &socket() { return m_socket; }

    bool isOpen() const { return m_isOpen; }
    /// The code of the server's close frame; NoStatus before there was one.
    parlor::WebSocketCloseCode closeCode() const { return m_closeCode; }
    bool isDisconnected() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

Q_SIGNALS:
    void opened();
    void refused(int status, const QByteArray &response);
    void textReceived(const QByteArray &text);
    void binaryReceived(const QByteArray &data);
    void closeReceived();
    void disconnected();

private:
    void read();
    void readHandshake();

    QTcpSocket m_socket;
    QByteArray m_request;
    QByteArray m_response;
    parlor::WebSocketFrameDecoder m_decoder;
    parlor::WebSocketCloseCode m_closeCode = parlor::WebSocketCloseCode::NoStatus;
    bool m_isOpen = false;
};
