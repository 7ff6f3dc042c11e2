// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/Workspace.h"

#include "api/CurlLine.h"
#include "model/Timestamp.h"

namespace parlor::admin {

Workspace::Workspace(RestTransport &transport, LiveLink &link, std::function<void(const ServerAddress &)> aim,
                     QObject *parent) :
    QObject(parent),
    m_aim(std::move(aim)),
    m_rest(transport),
    m_live(link),
    m_rooms(m_rest, m_live),
    m_lobby(m_live),
    m_stats(m_rest, m_live)
{
    connect(&m_rest, &RestClient::actionFinished, this, [this](const RestRequest &request, const QString &failure) {
        m_journal.add({ currentTimestamp(), request.action, failure, toCurlLine(request, m_address) });
    });
}

void Workspace::open(const ServerAddress &address)
{
    const bool isAnother = address.url != m_address.url;
    m_live.close();
    m_address = address;
    m_aim(address);
    if (isAnother) {
        m_rooms.clear();
        m_lobby.clear();
        m_stats.clear();
    }
    Q_EMIT addressChanged();
    m_live.open(address);
}

} // namespace parlor::admin
