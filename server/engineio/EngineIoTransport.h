// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/TurnWriter.h"
#include "protocol/EngineIoPacket.h"

#include <QByteArrayView>

namespace parlor {

/// Carries the packets of one session ("Transports" in the protocol document).
class EngineIoTransport {
public:
    /// Takes what comes in. Views are valid during the call only.
    class Receiver {
    public:
        virtual ~Receiver() = default;
        virtual void packetReceived(const EngineIoPacket &packet) = 0;
        /// What came in is no packet. The transport is still open.
        virtual void packetRefused() = 0;
        /// The client has broken a rule of the transport, or off. The transport is to be discarded.
        virtual void transportFailed() = 0;
        /// The last call. The transport may be deleted, but only from the event loop.
        virtual void transportClosed() = 0;
    };

    virtual ~EngineIoTransport() = default;

    /// None of these calls the receiver.
    virtual void send(EngineIoPacket::Type type, QByteArrayView data) = 0;
    virtual void sendBinary(QByteArrayView data) = 0;
    /// A ready-made WebSocket frame; only where line() is one.
    virtual void sendFrame(QByteArrayView frame) = 0;
    /// Ends the transport after what was sent; transportClosed() follows, from the event loop.
    virtual void close() = 0;
    /// Ends the transport without waiting for the client to fetch what was sent; transportClosed() follows, from the event loop.
    virtual void discard() = 0;
    /// Where ready-made WebSocket frames for this session may be written; NoLine where the transport takes none.
    virtual TurnWriter::Line line() const = 0;
};

} // namespace parlor
