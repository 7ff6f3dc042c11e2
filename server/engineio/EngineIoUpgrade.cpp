// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/EngineIoUpgrade.h"

#include <QTimerEvent>

#include <utility>

namespace parlor {

namespace {

constexpr QByteArrayView Probe = "probe";

} // namespace

EngineIoUpgrade::EngineIoUpgrade(std::unique_ptr<WebSocketTransport> transport, QObject *parent) :
    QObject(parent),
    m_transport(std::move(transport))
{
    m_transport->setReceiver(this);
}

EngineIoUpgrade::~EngineIoUpgrade() = default;

void EngineIoUpgrade::start(int timeoutMs)
{
    m_timer.start(timeoutMs, Qt::CoarseTimer, this);
    m_transport->start();
}

void EngineIoUpgrade::cancel()
{
    if (std::exchange(m_isOver, true))
        return;
    const bool hadBegun = m_timer.isActive();
    m_timer.stop();
    if (hadBegun)
        Q_EMIT failed();
    else
        m_transport->start(); // The end of the WebSocket is to be heard of.
    m_transport->close();
}

std::unique_ptr<WebSocketTransport> EngineIoUpgrade::take()
{
    return std::move(m_transport);
}

void EngineIoUpgrade::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_timer.timerId())
        cancel();
    else
        QObject::timerEvent(event);
}

void EngineIoUpgrade::packetReceived(const EngineIoPacket &packet)
{
    if (m_isOver)
        return;
    if (packet.type == EngineIoPacket::Type::Ping && packet.data == Probe) {
        m_transport->send(EngineIoPacket::Type::Pong, Probe);
        Q_EMIT probed();
    } else if (packet.type == EngineIoPacket::Type::Upgrade) {
        m_isOver = true;
        m_timer.stop();
        Q_EMIT completed();
        deleteLater();
    } else {
        cancel();
    }
}

void EngineIoUpgrade::packetRefused()
{
    cancel();
}

void EngineIoUpgrade::transportFailed()
{
    cancel();
}

void EngineIoUpgrade::transportClosed()
{
    cancel();
    deleteLater();
}

} // namespace parlor
