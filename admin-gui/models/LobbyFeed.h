// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/LiveClient.h"
#include "models/LineStream.h"

#include <QObject>

namespace parlor::admin {

/// What is said in all rooms, as one stream, from the moment that the feed begins. It has no history: a remark says
/// where the connection was away.
class LobbyFeed : public QObject {
    Q_OBJECT

public:
    /// \a live must outlive the feed, and somebody must observe all rooms by it.
    explicit LobbyFeed(LiveClient &live, QObject *parent = nullptr);

    LineStream &stream() { return m_stream; }
    /// Another server: forgets everything.
    void clear();

private:
    void follow();
    void handle(const QList<LiveEvent> &events);

    LiveClient &m_live;
    LineStream m_stream;
    bool m_wasLive = false;
    bool m_hasBegun = false;
    /// The newest order of each room: a room that is watched besides is told of again when it catches up.
    QHash<QString, qint64> m_last;
};

} // namespace parlor::admin
