// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "JoinCase.h"

#include "Clock.h"
#include "Measurement.h"
#include "RestClient.h"

#include <QJsonArray>

namespace parlor::load {

using namespace Qt::StringLiterals;

namespace {

constexpr double PatienceSeconds = 120;
/// The room tells who came at most once in 100 ms: the last of that belongs to the cost.
constexpr double PresenceSeconds = 0.5;

/// What one of the last step costs in what one of the first does; null where nothing was measured.
QJsonValue growth(const QJsonArray &steps, QLatin1StringView figure)
{
    const double first = steps.first()[figure].toDouble();
    return first > 0 ? QJsonValue(steps.last()[figure].toDouble() / first) : QJsonValue();
}

} // namespace

JoinCase::JoinCase(const LoadOptions &options) :
    m_options(options),
    m_fleet(options.endpoint, options.protocol)
{
}

tl::expected<QJsonObject, QString> JoinCase::run()
{
    const ServerProbe server(m_options.processId);
    for (int i = 0; i < m_options.members; ++i)
        m_fleet.add({}, *this);
    if (const auto opened = m_fleet.openAll(); !opened)
        return tl::unexpected(opened.error());

    QJsonArray steps;
    for (const int share : { 4, 2, 1 }) {
        const auto step =
            measure(m_options.members / share, m_options.prefix + "-join-" + QByteArray::number(share), server);
        if (!step)
            return step;
        steps.append(*step);
    }
    QJsonObject figures = steps.last().toObject();
    figures.insert(u"steps"_s, steps);
    figures.insert(u"answerGrowth"_s, growth(steps, "cpuMicrosecondsPerAnswer"_L1));
    figures.insert(u"growth"_s, growth(steps, "cpuMicrosecondsPerJoin"_L1));
    return figures;
}

tl::expected<QJsonObject, QString> JoinCase::measure(int count, const QByteArray &roomId, const ServerProbe &server)
{
    if (const auto created = RestClient(m_options.endpoint).createRoom(roomId); !created)
        return tl::unexpected(created.error());
    const auto waitForAll = [&] {
        return m_fleet.runUntil(nowNs() + secondsToNs(PatienceSeconds), [&] { return m_settled == count; });
    };
    m_settled = 0;
    const qint64 begin = nowNs();
    Measurement measurement(server);
    Measurement answers(server);
    for (int i = 0; i < count; ++i)
        m_fleet.sessions()[i]->join(roomId);
    if (!waitForAll())
        return tl::unexpected(u"of %1 only %2 have joined"_s.arg(count).arg(m_settled));
    const qint64 end = nowNs();
    answers.finish();
    m_fleet.runFor(PresenceSeconds);
    measurement.finish();

    m_settled = 0;
    for (int i = 0; i < count; ++i)
        m_fleet.sessions()[i]->leave();
    waitForAll();
    m_fleet.runFor(PresenceSeconds);
    return QJsonObject { { u"participants"_s, count },
                         { u"secondsToJoin"_s, double(end - begin) / double(NsPerSecond) },
                         { u"cpuMicrosecondsPerAnswer"_s, answers.serverCpuSeconds() * 1e6 / count },
                         { u"cpuMicrosecondsPerJoin"_s, measurement.serverCpuSeconds() * 1e6 / count },
                         { u"failed"_s, m_fleet.countFailed() } };
}

void JoinCase::onSettled(Session &)
{
    ++m_settled;
}

} // namespace parlor::load
