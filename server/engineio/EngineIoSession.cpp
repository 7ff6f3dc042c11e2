// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/EngineIoSession.h"

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
    m_transport->send(EngineIoPacket::Type::Open, handshakeJson);
    if (m_revision == EngineIoRevision::V3)
        m_heartbeat.listen(this);
    else
        m_heartbeat.watch(this);
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
        close(CloseReason::ParseError);
        return;
    }
    m_heartbeat.beat(this);
    if (clientAsks)
        m_transport->send(EngineIoPacket::Type::Pong, {});
}

void EngineIoSession::packetRefused()
{
    close(CloseReason::ParseError);
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
    close(CloseReason::PingTimeout);
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
