// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Acceptor.h"

#include "log/LogCategories.h"
#include "net/SocketDescriptor.h"

#include <QSocketNotifier>
#include <QTimerEvent>

#include <utility>

namespace parlor {

namespace {

constexpr int RetryMs = 100;

/// As many as the system lets wait.
constexpr int Backlog = 4096;

/// Of one turn of the event loop.
constexpr int MostAtOnce = 256;

} // namespace

Acceptor::Acceptor(QObject *parent) :
    QObject(parent)
{
    m_server.setListenBacklogSize(Backlog);
}

Acceptor::~Acceptor() = default;

bool Acceptor::listen(const QHostAddress &address, quint16 port)
{
    if (!m_server.listen(address, port))
        return false;
    m_server.pauseAccepting();
    m_notifier = std::make_unique<QSocketNotifier>(m_server.socketDescriptor(), QSocketNotifier::Read);
    m_notifier->setEnabled(false);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Acceptor::acceptAll);
    return true;
}

void Acceptor::start()
{
    m_notifier->setEnabled(true);
}

void Acceptor::close()
{
    m_retry.stop();
    if (m_notifier)
        m_notifier->setEnabled(false);
    m_server.close();
}

void Acceptor::acceptAll()
{
    // Whoever hears of one may close this.
    for (int i = 0; i < MostAtOnce && m_server.isListening(); ++i) {
        const socket::Accepted next = socket::accept(m_server.socketDescriptor());
        if (next.isExhausted)
            return rest();
        if (next.descriptor == -1)
            return;
        m_isFailing = false;
        Q_EMIT accepted(next.descriptor);
    }
}

void Acceptor::rest()
{
    m_notifier->setEnabled(false);
    m_retry.start(RetryMs, this);
    if (!std::exchange(m_isFailing, true))
        qCWarning(log::connections, "the system has no descriptors or no memory left for another connection; they wait");
    Q_EMIT failed();
}

void Acceptor::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_retry.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    m_retry.stop();
    m_notifier->setEnabled(true);
}

} // namespace parlor
