// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/EngineIoHandshakeInfo.h"
#include "engineio/EngineIoTransport.h"
#include "net/Heartbeat.h"

#include <QByteArray>
#include <QObject>

#include <memory>

namespace parlor {

/// One client of an EngineIoServer, from its handshake until it is gone. Lives on its worker's thread.
///
/// Deleted by its server once its transport has closed; closed() was emitted before that.
class EngineIoSession : public QObject, private EngineIoTransport::Receiver, private Heartbeat::Subject {
    Q_OBJECT

public:
    enum class CloseReason : quint8 {
        TransportClosed, ///< the client went away
        PingTimeout, ///< it did not answer
        ParseError, ///< it sent what is no packet, or a packet that has no place there
        ForcedClose, ///< close() was called
    };
    Q_ENUM(CloseReason)

    EngineIoSession(const QByteArray &sid, EngineIoRevision revision, const EngineIoHandshakeInfo &info,
                    Heartbeat &heartbeat, QObject *parent = nullptr);
    ~EngineIoSession() override;

    const QByteArray &sid() const { return m_sid; }
    EngineIoRevision revision() const { return m_revision; }
    const EngineIoHandshakeInfo &handshake() const { return m_info; }
    bool isOpen() const { return m_isOpen; }
    /// Where ready-made WebSocket frames for this session may be written; NoLine where it has no WebSocket.
    TurnWriter::Line line() const;

    /// Each does nothing once the session is closed.
    void sendMessage(QByteArrayView text);
    void sendBinary(QByteArrayView data);
    /// What was sent before still leaves.
    void close(CloseReason reason = CloseReason::ForcedClose);

Q_SIGNALS:
    /// Views are valid during the call only.
    void messageReceived(QByteArrayView text);
    void binaryReceived(QByteArrayView data);
    /// line() is another one now: the client has upgraded to a WebSocket. What was sent before leaves before what is
    /// written there.
    void lineChanged();
    /// Emitted once. Nothing is received or sent afterwards.
    void closed(parlor::EngineIoSession::CloseReason reason);
    /// The transport is gone as well: the session may be deleted, from the event loop.
    void finished();

private:
    friend class EngineIoServer;

    /// Sends the handshake and begins to receive.
    void open(std::unique_ptr<EngineIoTransport> transport, const QByteArray &handshakeJson);

    void packetReceived(const EngineIoPacket &packet) override;
    void packetRefused() override;
    void transportClosed() override;
    void heartbeatReceived(EngineIoPacket::Type type);
    void heartbeatDue() override;
    void heartbeatMissed() override;
    void end(CloseReason reason);

    const QByteArray m_sid;
    const EngineIoHandshakeInfo m_info;
    Heartbeat &m_heartbeat;
    std::unique_ptr<EngineIoTransport> m_transport;
    const EngineIoRevision m_revision;
    bool m_isOpen = false;
};

} // namespace parlor
