// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/StatsHistory.h"

#include <algorithm>

namespace parlor::admin {

namespace {

constexpr int AskMs = 2'000;
constexpr qint64 KeptMs = 3'600'000;

} // namespace

StatsHistory::StatsHistory(RestClient &rest, LiveClient &live, QObject *parent) :
    QObject(parent),
    m_rest(rest),
    m_live(live)
{
    m_clock.start();
    m_due.setInterval(AskMs);
    connect(&m_due, &QTimer::timeout, this, &StatsHistory::ask);
    connect(&live, &LiveClient::stateChanged, this, &StatsHistory::follow);
}

double StatsHistory::messagesPerSecond() const
{
    return m_samples.empty() ? 0 : m_samples.back().perSecond;
}

double StatsHistory::averageRate(int minutes) const
{
    if (m_samples.empty())
        return 0;
    const qint64 from = m_samples.back().ms - minutes * 60'000;
    double messages = 0;
    double seconds = 0;
    for (std::size_t i = 1; i < m_samples.size(); ++i) {
        const Sample &sample = m_samples[i];
        if (sample.ms <= from || !sample.isJoined)
            continue;
        const double length = double(sample.ms - m_samples[i - 1].ms) / 1000;
        messages += sample.perSecond * length;
        seconds += length;
    }
    return seconds > 0 ? messages / seconds : 0;
}

QList<QPointF> StatsHistory::series(Series series, int minutes, int points) const
{
    QList<QPointF> result;
    if (m_samples.empty())
        return result;
    const qint64 now = m_samples.back().ms;
    const qint64 from = now - minutes * 60'000;
    // Stretches begin at whole multiples of their length, so that a point keeps its value while it moves.
    const qint64 stretch = std::max<qint64>(1, qint64(minutes) * 60'000 / points);
    qint64 current = -1;
    double sum = 0;
    int count = 0;
    const auto close = [&] {
        if (count > 0)
            result.append({ double(std::min(now, (current + 1) * stretch) - now) / 1000, sum / count });
    };
    for (const Sample &sample : m_samples) {
        if (sample.ms <= from || (series == Series::MessagesPerSecond && !sample.isJoined))
            continue;
        if (sample.ms / stretch != current) {
            close();
            current = sample.ms / stretch;
            sum = 0;
            count = 0;
        }
        const bool isRate = series == Series::MessagesPerSecond;
        sum = isRate ? sum + sample.perSecond : valueOf(sample, series);
        count = isRate ? count + 1 : 1;
    }
    close();
    return result;
}

void StatsHistory::clear()
{
    m_latest.reset();
    m_samples.clear();
    Q_EMIT changed();
}

void StatsHistory::add(const ServerStats &stats, qint64 ms)
{
    Sample sample{ ms, stats };
    if (!m_samples.empty()) {
        const Sample &before = m_samples.back();
        const qint64 posted = stats.messagesPosted - before.stats.messagesPosted;
        // A server that was started again counts from nothing; and nobody knows what happened in a long silence.
        sample.isJoined = posted >= 0 && ms > before.ms && ms - before.ms < 5 * AskMs;
        if (sample.isJoined)
            sample.perSecond = double(posted) * 1000 / double(ms - before.ms);
    }
    m_samples.push_back(sample);
    while (m_samples.front().ms < ms - KeptMs)
        m_samples.pop_front();
    m_latest = stats;
    Q_EMIT changed();
}

void StatsHistory::follow()
{
    if (!m_live.isLive()) {
        m_due.stop();
        return;
    }
    m_due.start();
    ask();
}

void StatsHistory::ask()
{
    if (m_call)
        return;
    m_call = m_rest.stats(this, [this](const ApiResult<ServerStats> &stats) {
        if (stats)
            add(*stats, m_clock.elapsed());
    });
}

double StatsHistory::valueOf(const Sample &sample, Series series)
{
    switch (series) {
    case Series::MessagesPerSecond:
        return sample.perSecond;
    case Series::Rooms:
        return double(sample.stats.rooms);
    case Series::Participants:
        return double(sample.stats.participants);
    case Series::Http:
        return double(sample.stats.http);
    case Series::SocketIo:
        return double(sample.stats.socketIo);
    case Series::PlainWebSocket:
        return double(sample.stats.plainWebSocket);
    }
    return 0;
}

} // namespace parlor::admin
