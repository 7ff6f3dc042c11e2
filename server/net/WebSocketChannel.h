// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/TurnWriter.h"
#include "protocol/WebSocketFrame.h"

#include <QHostAddress>
#include <QObject>

class QTcpSocket;

namespace parlor {

class LimitCounters;

/// Takes what a WebSocketChannel receives. Views are valid during the call only. A receiver may close the channel
/// in any of these, but delete it only later (deleteLater).
class WebSocketReceiver {
public:
    virtual ~WebSocketReceiver() = default;

    virtual void textReceived(QByteArrayView text) = 0;
    virtual void binaryReceived(QByteArrayView data) = 0;
    virtual void pongReceived() {}
    /// The last call. \a code is the peer's, ours where we closed first, or Abnormal.
    virtual void closed(WebSocketCloseCode code) = 0;
};

/// One WebSocket connection of the server, after its opening handshake. The frames are read and written here, on the socket,
/// because QWebSocket decodes fragments one by one, accepts unmasked frames and goes through UTF-16 (docs/architecture.md).
/// Lives on its worker's thread.
class WebSocketChannel : public QObject {
    Q_OBJECT

public:
    /// \a socket was upgraded, has read nothing since, and becomes this channel's. \a counters may be null.
    WebSocketChannel(QTcpSocket *socket, TurnWriter &writer, qint64 maxMessageBytes, int closeTimeoutMs,
                     LimitCounters *counters = nullptr);
    ~WebSocketChannel() override;

    /// Begins to read. To be called once, with a receiver that lives until closed() was called.
    void start(WebSocketReceiver *receiver);

    bool isOpen() const { return m_state == State::Open; }
    /// Where prebuilt frames for this connection go. Takes nothing once the channel closes; valid until closed() returns.
    TurnWriter::Line line() const { return m_line; }
    QHostAddress peerAddress() const;

    /// Each does nothing where the channel is no longer open.
    void sendText(QByteArrayView text) { send(WebSocketOpcode::Text, text); }
    void sendBinary(QByteArrayView data) { send(WebSocketOpcode::Binary, data); }
    void sendFrame(QByteArrayView frame);
    void ping() { send(WebSocketOpcode::Ping, {}); }

    /// Begins the closing handshake (RFC 6455, 7.1.2); what was sent before leaves first. The peer has the close timeout to
    /// answer. closed() follows.
    void close(WebSocketCloseCode code, QByteArrayView reason = {});
    /// Ends the TCP connection without further words. closed() follows, from the event loop.
    void abort();

private:
    enum class State : quint8 {
        Open,
        Closing, ///< our close frame is out, the peer's is awaited
        Ending, ///< nothing is read any more, the TCP connection goes down
        Closed,
    };

    void read();
    /// False where reading is over.
    bool handle(const WebSocketInput &input);
    void send(WebSocketOpcode opcode, QByteArrayView payload);
    void answerClose(WebSocketCloseCode code);
    void failConnection(WebSocketCloseCode code, QByteArrayView reason);
    void endConnection();
    void finish();

    QTcpSocket *const m_socket;
    TurnWriter &m_writer;
    TurnWriter::Line m_line;
    WebSocketReceiver *m_receiver = nullptr;
    LimitCounters *const m_counters;
    const int m_closeTimeoutMs;
    WebSocketCloseCode m_closeCode = WebSocketCloseCode::Abnormal;
    State m_state = State::Open;
    WebSocketFrameDecoder m_decoder;
};

} // namespace parlor
