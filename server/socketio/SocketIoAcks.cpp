// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/SocketIoAcks.h"

#include <QTimerEvent>

namespace parlor {

SocketIoAcks::SocketIoAcks(QObject *parent) :
    QObject(parent)
{
}

SocketIoAcks::~SocketIoAcks() = default;

quint64 SocketIoAcks::expect(int timeoutMs, const SocketIoAnswerHandler &answered)
{
    const quint64 id = m_nextId++;
    const int timerId = startTimer(timeoutMs);
    m_pending.insert(id, { timerId, answered });
    m_idsByTimer.insert(timerId, id);
    return id;
}

void SocketIoAcks::settle(quint64 id, const SocketIoAnswer &answer)
{
    const auto it = m_pending.find(id);
    if (it == m_pending.end())
        return;
    const Pending pending = *it;
    m_pending.erase(it);
    m_idsByTimer.remove(pending.timerId);
    killTimer(pending.timerId);
    pending.answered(answer);
}

void SocketIoAcks::abandon()
{
    // In the order in which they were asked for. A handler may ask again.
    QList<quint64> ids = m_pending.keys();
    std::sort(ids.begin(), ids.end());
    for (const quint64 id : std::as_const(ids))
        settle(id, tl::unexpected(SocketIoAckFailure::Disconnected));
}

void SocketIoAcks::timerEvent(QTimerEvent *event)
{
    settle(m_idsByTimer.value(event->timerId()), tl::unexpected(SocketIoAckFailure::Timeout));
}

} // namespace parlor
