// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/EngineIoSession.h"

#include "engineio/EngineIoUpgrade.h"
#include "engineio/PollingTransport.h"

namespace parlor {

EngineIoSession::EngineIoSession(const QByteArray &sid, EngineIoRevision revision,
                                 const EngineIoHandshakeInfo &info, Heartbeat &heartbeat, QObject *parent) :
    QObject(parent),
    m_sid(sid),
    m_info(info),
    m_heartbeat(heartbeat),
    m_revision(revision)
{
}

EngineIoSession::~EngineIoSession() = default;

TurnWriter::Line EngineIoSession::line() const
{
    return m_isOpen ? m_transport->line() : TurnWriter::NoLine;
}

void EngineIoSession::open(std::unique_ptr<EngineIoTransport> transport, const QByteArray &handshakeJson)
{
    m_transport = std::move(transport);
    m_isOpen = true;
    m_hasWebSocket = !polling();
    m_transport->send(EngineIoPacket::Type::Open, handshakeJson);
    startHeartbeat();
}

PollingTransport *EngineIoSession::polling() const
{
    auto *polling = dynamic_cast<PollingTransport *>(m_transport.get());
    return polling && !polling->isOver() ? polling : nullptr;
}

void EngineIoSession::tryUpgrade(EngineIoUpgrade &upgrade)
{
    m_isUpgrading = true;
    connect(&upgrade, &EngineIoUpgrade::probed, this, [this] { setUpgradeProbed(true); });
    connect(&upgrade, &EngineIoUpgrade::completed, this, [this, &upgrade] { completeUpgrade(upgrade.take()); });
    connect(&upgrade, &EngineIoUpgrade::failed, this, [this] {
        m_isUpgrading = false;
        setUpgradeProbed(false);
    });
    connect(this, &EngineIoSession::finished, &upgrade, &EngineIoUpgrade::cancel);
}

void EngineIoSession::setUpgradeProbed(bool isProbed)
{
    if (PollingTransport *transport = polling())
        transport->setHurried(isProbed);
}

void EngineIoSession::completeUpgrade(std::unique_ptr<WebSocketTransport> transport)
{
    PollingTransport *old = polling();
    if (!old) {
        transport->close();
        return;
    }
    m_isUpgrading = false;
    transport->setReceiver(this);
    for (const PollingTransport::Waiting &packet : old->release()) {
        if (packet.binary)
            transport->sendBinary(packet.data);
        else
            transport->send(packet.type, packet.data);
    }
    m_transport = std::move(transport);
    if (!m_isOpen) {
        m_transport->close();
        return;
    }
    // What was asked by polling need not be answered.
    startHeartbeat();
    m_hasWebSocket = true;
    Q_EMIT lineChanged();
}

void EngineIoSession::sendMessage(QByteArrayView text)
{
    if (m_isOpen)
        m_transport->send(EngineIoPacket::Type::Message, text);
}

void EngineIoSession::sendBinary(QByteArrayView data)
{
    if (m_isOpen)
        m_transport->sendBinary(data);
}

void EngineIoSession::sendFrame(QByteArrayView frame)
{
    if (m_isOpen)
        m_transport->sendFrame(frame);
}

void EngineIoSession::close(CloseReason reason)
{
    if (!m_isOpen)
        return;
    m_transport->close();
    end(reason);
}

void EngineIoSession::packetReceived(const EngineIoPacket &packet)
{
    if (!m_isOpen)
        return;
    switch (packet.type) {
    case EngineIoPacket::Type::Message:
        if (packet.binary)
            Q_EMIT binaryReceived(packet.data);
        else
            Q_EMIT messageReceived(packet.data);
        break;
    case EngineIoPacket::Type::Ping:
    case EngineIoPacket::Type::Pong:
        heartbeatReceived(packet.type);
        break;
    case EngineIoPacket::Type::Close:
        close(CloseReason::TransportClosed);
        break;
    case EngineIoPacket::Type::Open:
    case EngineIoPacket::Type::Upgrade:
    case EngineIoPacket::Type::Noop:
        break;
    }
}

void EngineIoSession::heartbeatReceived(EngineIoPacket::Type type)
{
    // In revision 3 the client asks and the server answers, in revision 4 it is the other way round; never both.
    const bool clientAsks = m_revision == EngineIoRevision::V3;
    if (clientAsks != (type == EngineIoPacket::Type::Ping)) {
        fail(CloseReason::TransportError);
        return;
    }
    m_heartbeat.beat(this);
    if (clientAsks)
        m_transport->send(EngineIoPacket::Type::Pong, {});
}

void EngineIoSession::packetRefused()
{
    fail(CloseReason::ParseError);
}

void EngineIoSession::transportFailed()
{
    fail(CloseReason::TransportError);
}

void EngineIoSession::transportClosed()
{
    end(CloseReason::TransportClosed);
    Q_EMIT finished();
}

void EngineIoSession::heartbeatDue()
{
    m_transport->send(EngineIoPacket::Type::Ping, {});
}

void EngineIoSession::heartbeatMissed()
{
    fail(CloseReason::PingTimeout);
}

void EngineIoSession::startHeartbeat()
{
    if (m_revision == EngineIoRevision::V3)
        m_heartbeat.listen(this);
    else
        m_heartbeat.watch(this);
}

void EngineIoSession::fail(CloseReason reason)
{
    m_transport->discard();
    end(reason);
}

void EngineIoSession::end(CloseReason reason)
{
    if (!m_isOpen)
        return;
    m_isOpen = false;
    m_heartbeat.leave(this);
    Q_EMIT closed(reason);
}

} // namespace parlor
