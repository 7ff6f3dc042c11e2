// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hostile/RawConnection.h"
#include "protocol/WebSocketFrame.h"

#include <optional>

/// A WebSocket on a RawConnection, which speaks /ws or Socket.IO. Pings are answered while it receives.
class RawWebSocket {
public:
    /// Whatever the answer to the handshake is: see isOpen().
    RawWebSocket(quint16 port, const QByteArray &target, int source = 1);

    bool isOpen() const { return m_isOpen; }
    /// The server has ended it; closeCode() says how.
    bool hasEnded() const { return m_hasEnded; }
    parlor::WebSocketCloseCode closeCode() const { return m_closeCode; }
    RawConnection &connection() { return m_connection; }

    bool sendText(const QByteArray &text) { return send(frame(parlor::WebSocketOpcode::Text, text)); }
    bool sendBinary(const QByteArray &data) { return send(frame(parlor::WebSocketOpcode::Binary, data)); }
    bool send(const QByteArray &frames) { return m_connection.send(frames); }
    static QByteArray frame(parlor::WebSocketOpcode opcode, const QByteArray &payload);

    /// The next text; nothing where none comes in that time, or where the server ends the connection.
    std::optional<QByteArray> receiveText(int timeoutMs = 20'000);
    /// Reads until the server has ended it. False where it does not.
    bool awaitEnd(int timeoutMs = 20'000);

private:
    RawConnection m_connection;
    parlor::WebSocketFrameDecoder m_decoder;
    QByteArray m_bytes; ///< what the decoder reads
    parlor::WebSocketCloseCode m_closeCode = parlor::WebSocketCloseCode::Abnormal;
    bool m_isOpen = false;
    bool m_hasEnded = false;
};
