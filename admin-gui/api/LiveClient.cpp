// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/LiveClient.h"

#include <QPointer>
#include <QRandomGenerator>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

/// A connection that broke sooner did not help: the next pause is longer.
constexpr int HealthyMs = 5'000;

} // namespace

LiveClient::LiveClient(LiveLink &link, QObject *parent) :
    QObject(parent),
    m_link(link)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &LiveClient::connectNow);
    connect(&link, &LiveLink::opened, this, [this] {
        m_lived.start();
        become(State::Live);
    });
    connect(&link, &LiveLink::ended, this, &LiveClient::handleEnd);
    connect(&link, &LiveLink::received, this, &LiveClient::handle);
}

void LiveClient::open(const ServerAddress &address)
{
    close();
    m_address = address;
    m_backoff.reset();
    connectNow();
}

void LiveClient::close()
{
    m_retry.stop();
    m_link.close();
    become(State::Off);
    failRequests();
}

void LiveClient::retryNow()
{
    if (m_state == State::Waiting || m_state == State::Refused)
        connectNow();
}

void LiveClient::giveUp(const QString &problem)
{
    m_retry.stop();
    m_link.close();
    become(State::Refused, problem);
    failRequests();
}

void LiveClient::observe(const QString &roomId, std::optional<qint64> lastOrder, QObject *context, Done done)
{
    const auto guarded = [context = QPointer(context), done = std::move(done)](const auto &result) {
        if (context)
            done(result);
    };
    m_requests.insert(++m_lastId, guarded);
    m_link.send(makeObserveFrame(m_lastId, roomId, lastOrder));
}

void LiveClient::unobserve(const QString &roomId)
{
    if (isLive())
        m_link.send(makeUnobserveFrame(++m_lastId, roomId));
}

void LiveClient::become(State state, const QString &problem)
{
    if (m_state == state && m_problem == problem)
        return;
    m_state = state;
    m_problem = problem;
    Q_EMIT stateChanged();
}

void LiveClient::connectNow()
{
    m_retry.stop();
    // The old problem stays to be seen until there is a new one, or none.
    become(State::Connecting, m_problem);
    m_link.open(m_address);
}

void LiveClient::handleEnd(LiveLink::Ending ending, const QString &problem)
{
    if (isLive() && m_lived.elapsed() > HealthyMs)
        m_backoff.reset();
    const bool isRefused = ending == LiveLink::Ending::Unauthorized || ending == LiveLink::Ending::Forbidden;
    if (!isRefused)
        m_retry.start(m_backoff.nextMs(QRandomGenerator::global()->generateDouble()));
    become(isRefused ? State::Refused : State::Waiting, problem);
    failRequests();
}

void LiveClient::handle(const QList<LiveEvent> &events)
{
    QList<LiveEvent> story;
    story.reserve(events.size());
    for (const LiveEvent &event : events) {
        const auto *answer = std::get_if<LiveAnswer>(&event);
        if (!answer) {
            story.append(event);
            continue;
        }
        // What came before an answer is told before it.
        if (!story.isEmpty())
            Q_EMIT received(std::exchange(story, {}));
        settle(*answer);
    }
    if (!story.isEmpty())
        Q_EMIT received(story);
}

void LiveClient::settle(const LiveAnswer &answer)
{
    const Done done = m_requests.take(answer.id);
    if (!done)
        return;
    if (answer.isRefusal)
        done(tl::unexpected(ApiError::refused(Error::fromException(answer.data))));
    else
        done(Observation{ answer.data.value("lastOrder"_L1).toInteger(),
                          answer.data.value("recovered"_L1).toBool(true) });
}

void LiveClient::failRequests()
{
    for (const Done &done : std::exchange(m_requests, {}))
        done(tl::unexpected(ApiError::unreachable(ApiError::tr("The connection broke."))));
}

} // namespace parlor::admin
