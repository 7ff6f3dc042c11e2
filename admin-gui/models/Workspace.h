// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/LiveClient.h"
#include "api/RestClient.h"
#include "models/JournalModel.h"
#include "models/LobbyFeed.h"
#include "models/RoomBook.h"
#include "models/StatsHistory.h"

#include <QObject>

#include <functional>

namespace parlor::admin {

/// All that the windows show, of one server at a time.
class Workspace : public QObject {
    Q_OBJECT

public:
    /// \a transport and \a link must outlive the workspace. \a aim is called with each new address, before anything is
    /// sent there.
    Workspace(RestTransport &transport, LiveLink &link, std::function<void(const ServerAddress &)> aim,
              QObject *parent = nullptr);

    /// Connects to another server; what is known of the one before is forgotten, but for the journal.
    void open(const ServerAddress &address);
    const ServerAddress &address() const { return m_address; }
    /// Nothing that was asked for is missing: actions make sense.
    bool isLive() const { return m_live.isLive(); }

    RestClient &rest() { return m_rest; }
    LiveClient &live() { return m_live; }
    RoomBook &rooms() { return m_rooms; }
    LobbyFeed &lobby() { return m_lobby; }
    StatsHistory &stats() { return m_stats; }
    JournalModel &journal() { return m_journal; }

Q_SIGNALS:
    /// After open(): what was shown of rooms belongs to another server.
    void addressChanged();

private:
    const std::function<void(const ServerAddress &)> m_aim;
    ServerAddress m_address;
    RestClient m_rest;
    LiveClient m_live;
    RoomBook m_rooms;
    LobbyFeed m_lobby;
    StatsHistory m_stats;
    JournalModel m_journal;
};

} // namespace parlor::admin
