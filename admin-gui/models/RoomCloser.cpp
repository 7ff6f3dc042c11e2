// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RoomCloser.h"

namespace parlor::admin {

namespace {

constexpr int AtOnce = 4;

} // namespace

RoomCloser::RoomCloser(RestClient &rest, const QStringList &roomIds, QObject *parent) :
    QObject(parent),
    m_rest(rest),
    m_waiting(roomIds),
    m_total(roomIds.size())
{
}

void RoomCloser::start()
{
    for (int i = 0; i < AtOnce; ++i)
        next();
}

void RoomCloser::cancel()
{
    m_isCancelled = true;
    m_waiting.clear();
}

void RoomCloser::next()
{
    if (m_waiting.isEmpty()) {
        if (m_running > 0)
            return;
        if (m_failed > 1)
            m_failure = tr("%n rooms were not closed. The last reason: %1", nullptr, m_failed).arg(m_failure);
        Q_EMIT finished(m_failed == 0 && m_isCancelled ? tr("Cancelled.") : m_failure);
        return;
    }
    const QString roomId = m_waiting.takeFirst();
    ++m_running;
    m_rest.closeRoom(roomId, this, [this, roomId](const ApiResult<bool> &result) {
        --m_running;
        if (result || result.error().is(Error::Kind::RoomNotFound)) {
            Q_EMIT closed(roomId);
        } else {
            ++m_failed;
            m_failure = result.error().text;
        }
        Q_EMIT progressed(++m_done, m_total);
        next();
    });
}

} // namespace parlor::admin
