// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Session.h"

#include <QString>

#include <tl/expected.hpp>

#include <memory>
#include <vector>

namespace parlor::load {

/// All sessions of a load, and the loop that they live on.
class Fleet {
public:
    Fleet(const Endpoint &endpoint, Protocol protocol);

    /// Adds a session that is not opened yet; \a roomId is empty for one that stays outside. One that is \a urgent is
    /// read before the others.
    Session &add(const QByteArray &roomId, SessionListener &listener, bool urgent = false);
    /// Opens all that are not, a few at a time, and waits until they have joined. Says what went wrong after \a
    /// seconds, or as soon as one ended.
    tl::expected<void, QString> openAll(double seconds = 120);

    /// Runs the sessions, and keeps alive those that must do that themselves.
    void runFor(double seconds);
    void runUntil(qint64 deadlineNs);
    bool runUntil(qint64 deadlineNs, const std::function<bool()> &isDone);

    EventLoop &loop() { return m_loop; }
    const std::vector<std::unique_ptr<Session>> &sessions() const { return m_sessions; }
    const Endpoint &endpoint() const { return m_endpoint; }
    const Dialect &dialect() const { return m_dialect; }

    /// How many sessions are not what they should be: ended by the server, or refused something.
    int countFailed() const;

private:
    void sendHeartbeats();

    const Endpoint m_endpoint;
    const Dialect m_dialect;
    EventLoop m_loop;
    EventLoop m_urgentLoop;
    qint64 m_nextHeartbeatNs;
    std::vector<std::unique_ptr<Session>> m_sessions;
};

} // namespace parlor::load
