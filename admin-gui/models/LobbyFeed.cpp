// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/LobbyFeed.h"

#include "model/Timestamp.h"

namespace parlor::admin {

LobbyFeed::LobbyFeed(LiveClient &live, QObject *parent) :
    QObject(parent),
    m_live(live)
{
    connect(&live, &LiveClient::stateChanged, this, &LobbyFeed::follow);
    connect(&live, &LiveClient::received, this, &LobbyFeed::handle);
    connect(&m_stream, &LineStream::tailWanted, this, [this] {
        Line remark;
        remark.time = currentTimestamp();
        remark.content = tr("Much was said meanwhile. It can be read in the history of its rooms.");
        m_stream.restart({ remark });
    });
}

void LobbyFeed::clear()
{
    m_last.clear();
    m_hasBegun = false;
    m_stream.restart({});
}

void LobbyFeed::follow()
{
    const bool isLive = m_live.isLive();
    if (isLive == m_wasLive)
        return;
    m_wasLive = isLive;
    // A new server process may count from 1 again.
    m_last.clear();
    if (!isLive && m_live.state() == LiveClient::State::Off)
        return;
    if (isLive && !std::exchange(m_hasBegun, true))
        return;
    Line remark;
    remark.time = currentTimestamp();
    remark.content = isLive ? tr("Connected again. What was said meanwhile is in the history of its rooms.")
                            : tr("The connection was lost.");
    m_stream.append({ remark });
}

void LobbyFeed::handle(const QList<LiveEvent> &events)
{
    QList<Line> lines;
    for (const LiveEvent &event : events) {
        if (const auto *closed = std::get_if<RoomClosed>(&event))
            m_last.remove(closed->room.roomId);
        const auto *exchange = std::get_if<Exchange>(&event);
        if (!exchange)
            continue;
        qint64 &last = m_last[exchange->roomId];
        if (exchange->order <= last)
            continue;
        last = exchange->order;
        lines.append(Line::of(*exchange));
    }
    m_stream.append(lines);
}

} // namespace parlor::admin
