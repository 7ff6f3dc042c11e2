// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Fleet.h"

#include "Clock.h"

#include <algorithm>
#include <deque>

namespace parlor::load {

using namespace Qt::StringLiterals;

namespace {

/// More at once would measure the backlog of the listening socket.
constexpr std::size_t OpenedAtOnce = 64;
constexpr qint64 HeartbeatNs = 10 * NsPerSecond;

bool isSettled(const Session *session)
{
    return session->state() == Session::State::Joined || session->state() == Session::State::Outside
        || session->state() == Session::State::Ended || session->wasRefused();
}

} // namespace

Fleet::Fleet(const Endpoint &endpoint, Protocol protocol) :
    m_endpoint(endpoint),
    m_dialect(protocol),
    m_nextHeartbeatNs(nowNs() + HeartbeatNs)
{
    m_loop.serveFirst(m_urgentLoop);
}

Session &Fleet::add(const QByteArray &roomId, SessionListener &listener, bool urgent)
{
    EventLoop &loop = urgent ? m_urgentLoop : m_loop;
    m_sessions.push_back(
        std::make_unique<Session>(loop, m_endpoint, m_dialect, listener, int(m_sessions.size()), roomId));
    return *m_sessions.back();
}

tl::expected<void, QString> Fleet::openAll(double seconds)
{
    const qint64 deadline = nowNs() + secondsToNs(seconds);
    std::deque<Session *> opening;
    const auto waitUntilFewerThan = [&](std::size_t count) {
        return runUntil(deadline, [&] {
            std::erase_if(opening, isSettled);
            return opening.size() < count;
        });
    };
    for (const auto &session : m_sessions) {
        if (session->state() != Session::State::Ended)
            continue;
        session->open();
        opening.push_back(session.get());
        if (!waitUntilFewerThan(OpenedAtOnce))
            break;
    }
    const bool isInTime = waitUntilFewerThan(1);
    if (const int failed = countFailed(); failed > 0 || !isInTime) {
        return tl::unexpected(u"of %1 connections %2 failed and %3 were not ready within %4 s"_s.arg(m_sessions.size())
                                  .arg(failed)
                                  .arg(opening.size())
                                  .arg(seconds));
    }
    return {};
}

void Fleet::runFor(double seconds)
{
    runUntil(nowNs() + secondsToNs(seconds));
}

void Fleet::runUntil(qint64 deadlineNs)
{
    while (nowNs() < deadlineNs) {
        m_loop.runUntil(std::min(deadlineNs, m_nextHeartbeatNs));
        sendHeartbeats();
    }
}

bool Fleet::runUntil(qint64 deadlineNs, const std::function<bool()> &isDone)
{
    return m_loop.runUntil(deadlineNs, [&] {
        sendHeartbeats();
        return isDone();
    });
}

int Fleet::countFailed() const
{
    return int(std::ranges::count_if(m_sessions, [](const auto &session) {
        return session->wasRefused() || session->state() == Session::State::Ended;
    }));
}

void Fleet::sendHeartbeats()
{
    if (nowNs() < m_nextHeartbeatNs)
        return;
    m_nextHeartbeatNs += HeartbeatNs;
    for (const auto &session : m_sessions)
        session->sendHeartbeat();
}

} // namespace parlor::load
