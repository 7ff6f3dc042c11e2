// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/EngineIoTransport.h"
#include "net/WebSocketChannel.h"

#include <memory>

namespace parlor {

/// One packet per WebSocket frame: text packets with their type's digit, binary messages bare (revision 4) or
/// behind their type's number (revision 3).
class WebSocketTransport final : public EngineIoTransport, private WebSocketReceiver {
public:
    /// Without \a supportsBinary, binary messages leave as text, in base64.
    WebSocketTransport(std::unique_ptr<WebSocketChannel> channel, EngineIoRevision revision, bool supportsBinary);

    void setReceiver(Receiver *receiver) { m_receiver = receiver; }
    /// Begins to read. To be called once there is a receiver.
    void start();

    void send(EngineIoPacket::Type type, QByteArrayView data) override;
    void sendBinary(QByteArrayView data) override;
    void sendFrame(QByteArrayView frame) override { m_channel->sendFrame(frame); }
    void close() override;
    void discard() override { close(); }
    TurnWriter::Line line() const override;

private:
    void textReceived(QByteArrayView text) override;
    void binaryReceived(QByteArrayView data) override;
    void closed(WebSocketCloseCode code) override;
    void take(const std::optional<EngineIoPacket> &packet);

    std::unique_ptr<WebSocketChannel> m_channel;
    const EngineIoRevision m_revision;
    const bool m_supportsBinary;
    Receiver *m_receiver = nullptr;
};

} // namespace parlor
