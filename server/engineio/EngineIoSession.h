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

class EngineIoUpgrade;
class PollingTransport;
class WebSocketTransport;

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
        TransportError, ///< it broke a rule of the transport, or its connection broke off in the middle of something
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
    /// A ready-made WebSocket frame of a packet. Only where line() is not NoLine.
    void sendFrame(QByteArrayView frame);
    /// What was sent before still leaves; a client of long-polling has 30 s to fetch it.
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

    /// Sends the handshake.
    void open(std::unique_ptr<EngineIoTransport> transport, const QByteArray &handshakeJson);
    /// Null where the session has a WebSocket, or has ended.
    PollingTransport *polling() const;
    /// Whether it is on a WebSocket, or was when it ended.
    bool hasWebSocket() const { return m_hasWebSocket; }
    bool isUpgrading() const { return m_isUpgrading; }
    /// Goes on by \a upgrade's WebSocket, if the client completes it.
    void tryUpgrade(EngineIoUpgrade &upgrade);
    void completeUpgrade(std::unique_ptr<WebSocketTransport> transport);
    void setUpgradeProbed(bool isProbed);

    void packetReceived(const EngineIoPacket &packet) override;
    void packetRefused() override;
    void transportFailed() override;
    void transportClosed() override;
    void startHeartbeat();
    void heartbeatReceived(EngineIoPacket::Type type);
    void heartbeatDue() override;
    void heartbeatMissed() override;
    /// Closes without waiting for the client to fetch what was sent.
    void fail(CloseReason reason);
    void end(CloseReason reason);

    const QByteArray m_sid;
    const EngineIoHandshakeInfo m_info;
    Heartbeat &m_heartbeat;
    std::unique_ptr<EngineIoTransport> m_transport;
    const EngineIoRevision m_revision;
    bool m_isOpen = false;
    bool m_hasWebSocket = false;
    bool m_isUpgrading = false;
};

} // namespace parlor
