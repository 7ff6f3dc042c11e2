// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "DayCase.h"

#include "Clock.h"
#include "Measurement.h"
#include "RestClient.h"

#include <algorithm>

namespace parlor::load {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 SampleOneIn = 8;
constexpr double DrainSeconds = 20;
/// Their room is the loudest, so that they do not go unnoticed.
constexpr int SlowRoomWindow = 64;
constexpr qint64 TickNs = NsPerMs;

/// When the \a index-th of something that happens \a perSecond times a second is due.
qint64 momentOf(qint64 beginNs, qint64 index, double perSecond)
{
    return beginNs + secondsToNs(double(index) / perSecond);
}

} // namespace

DayCase::DayCase(const LoadOptions &options) :
    m_options(options),
    m_plan(options.prefix, options.rooms, options.members),
    m_server(options.processId),
    m_fleet(options.endpoint, options.protocol)
{
}

tl::expected<QJsonObject, QString> DayCase::run()
{
    if (const auto prepared = prepare(); !prepared)
        return tl::unexpected(prepared.error());
    const qint64 bytesBefore = m_server.residentBytes();
    m_isTalking = true;
    talk();
    runFor(m_options.warmup);
    m_isCounting = true;
    Measurement measurement(m_server);
    runFor(m_options.seconds);
    measurement.finish();
    m_isCounting = false;
    const qint64 bytesAfter = m_server.residentBytes();
    finish();

    QJsonObject figures;
    measurement.putRates(figures, u"deliveries"_s, double(m_deliveries));
    measurement.putCosts(figures);
    putLatency(figures, m_smallLatency, u"small"_s);
    putLatency(figures, m_largeLatency, u"large"_s);
    putLedgers(figures, m_fleet);
    putPolling(figures);
    figures.insert(u"failed"_s, countFailed());
    figures.insert(u"members"_s, m_plan.members());
    figures.insert(u"absences"_s, m_absences.count());
    figures.insert(u"slowEnded"_s, m_slowEnds);
    figures.insert(u"otherEnded"_s, m_otherEnds);
    figures.insert(u"residentBytesBefore"_s, bytesBefore);
    figures.insert(u"residentBytesAfter"_s, bytesAfter);
    figures.insert(u"residentBytesPeak"_s, m_peakBytes);
    if (bytesBefore > 0)
        figures.insert(u"memoryGrowth"_s, double(bytesAfter) / double(bytesBefore));
    return figures;
}

tl::expected<void, QString> DayCase::prepare()
{
    RestClient rest(m_options.endpoint);
    for (const DayPlan::Room &room : m_plan.rooms()) {
        if (const auto created = rest.createRoom(room.id); !created)
            return created;
        addRoom(room);
    }
    if (const auto created = addSlowReaders(rest); !created)
        return created;
    if (const auto opened = m_fleet.openAll(); !opened)
        return opened;
    addPolling();
    return {};
}

void DayCase::addRoom(const DayPlan::Room &room)
{
    for (int i = 0; i < room.members; ++i) {
        m_parts.push_back({ .isSmall = room.isSmall, .isTalker = i == 0 });
        Session &session = m_fleet.add(room.id, *this, room.isSmall);
        if (i == 0)
            (room.isSmall ? m_smallTalkers : m_largeTalkers).push_back(&session);
    }
}

tl::expected<void, QString> DayCase::addSlowReaders(RestClient &rest)
{
    if (m_options.slow == 0)
        return {};
    const QByteArray room = m_options.prefix + "-slow";
    m_parts.push_back({ .isTalker = true, .window = SlowRoomWindow });
    m_largeTalkers.push_back(&m_fleet.add(room, *this));
    for (int i = 0; i < m_options.slow; ++i) {
        m_parts.push_back({ .isSlow = true });
        m_fleet.add(room, *this);
    }
    return rest.createRoom(room);
}

void DayCase::addPolling()
{
    // They number on behind the sessions, so that their connections come from addresses with free ports.
    for (int i = 0; i < m_options.polling; ++i) {
        const DayPlan::Room &room = m_plan.rooms()[std::size_t(i) % m_plan.rooms().size()];
        m_polling.push_back(
            std::make_unique<PollingSession>(m_fleet.loop(), m_options.endpoint, int(m_parts.size()) + i, room.id));
        m_polling.back()->open();
    }
    m_fleet.runUntil(nowNs() + secondsToNs(DrainSeconds), [this] {
        return std::ranges::none_of(m_polling,
                                    [](const auto &it) { return it->state() == PollingSession::State::Opening; });
    });
}

void DayCase::talk()
{
    for (Session *session : m_largeTalkers) {
        for (int inFlight = 0; inFlight < m_parts[session->number()].window; ++inFlight)
            session->post(nowNs(), m_options.contentBytes, false);
    }
}

void DayCase::runFor(double seconds)
{
    const qint64 begin = nowNs();
    const qint64 end = begin + secondsToNs(seconds);
    const auto postsPerSecond = double(m_smallTalkers.size());
    qint64 posts = 0;
    qint64 absences = 0;
    qint64 glances = 0;
    for (qint64 now = begin; now < end; now = nowNs()) {
        m_fleet.runUntil(std::min(end, now + TickNs));
        now = nowNs();
        // Each in its own moment of the second, and stamped with that even where this loop comes late.
        for (qint64 due = momentOf(begin, posts, postsPerSecond); postsPerSecond > 0 && due <= now;
             due = momentOf(begin, ++posts, postsPerSecond))
            m_smallTalkers[std::size_t(posts) % m_smallTalkers.size()]->post(due, m_options.contentBytes, false);
        for (; m_options.churn > 0 && momentOf(begin, absences, m_options.churn) <= now; ++absences)
            sendSomebodyAway();
        for (; momentOf(begin, glances, 1) <= now; ++glances)
            m_peakBytes = std::max(m_peakBytes, m_server.residentBytes());
        m_absences.bringBack();
    }
}

void DayCase::sendSomebodyAway()
{
    constexpr int attempts = 8;
    for (int i = 0; i < attempts; ++i) {
        const std::size_t number = m_random() % m_parts.size();
        Session &session = *m_fleet.sessions()[number];
        if (m_parts[number].isTalker || m_parts[number].isSlow || session.state() != Session::State::Joined)
            continue;
        m_absences.sendAway(session);
        return;
    }
}

void DayCase::finish()
{
    m_isTalking = false;
    // Those who do not read are not to hold up the others' last messages.
    for (std::size_t number = 0; number < m_parts.size(); ++number) {
        Session &session = *m_fleet.sessions()[number];
        if (!m_parts[number].isSlow)
            continue;
        m_absences.forget(session);
        session.loseConnection();
    }
    m_fleet.runUntil(nowNs() + secondsToNs(DrainSeconds), [this] {
        m_absences.bringAllBack();
        return m_absences.isEmpty() && isLevel(m_fleet) && isPollingLevel() && countFailed() == 0;
    });
}

void DayCase::onMessage(Session &session, QByteArrayView json)
{
    const Part &part = m_parts[session.number()];
    if (m_isCounting)
        ++m_deliveries;
    if (!part.isSmall && !part.isTalker && ++m_sample % SampleOneIn != 0)
        return;
    const auto stamp = m_reader.stamp(json);
    if (!stamp)
        return;
    const qint64 now = nowNs();
    // What was missed while away is late for another reason.
    const bool isReplay = session.state() != Session::State::Joined;
    if (m_isCounting && !part.isSlow && !isReplay)
        (part.isSmall ? m_smallLatency : m_largeLatency).add(now - stamp->sentNs);
    if (m_isTalking && part.isTalker && !part.isSmall && stamp->author == session.number())
        session.post(now, m_options.contentBytes, false);
}

void DayCase::onSettled(Session &session)
{
    if (m_parts[session.number()].isSlow && session.state() == Session::State::Joined)
        session.stopReading();
}

void DayCase::onEnded(Session &session)
{
    ++(m_parts[session.number()].isSlow ? m_slowEnds : m_otherEnds);
    m_absences.expect(session);
}

qint64 DayCase::countFailed() const
{
    // The connections of those who do not read are ended by finish().
    return m_fleet.countFailed() - std::ranges::count_if(m_parts, &Part::isSlow);
}

bool DayCase::isPollingLevel() const
{
    return std::ranges::all_of(m_polling, [this](const auto &polling) {
        return polling->state() != PollingSession::State::Joined
            || std::ranges::all_of(m_fleet.sessions(), [&](const auto &session) {
                   return session->roomId() != polling->roomId()
                       || session->ledger().last() <= polling->ledger().last();
               });
    });
}

void DayCase::putPolling(QJsonObject &figures) const
{
    qint64 joined = 0, heard = 0, gaps = 0, duplicates = 0;
    for (const auto &polling : m_polling) {
        joined += polling->state() == PollingSession::State::Joined;
        heard += qint64(polling->ledger().heard());
        gaps += qint64(polling->ledger().gaps());
        duplicates += qint64(polling->ledger().duplicates() + polling->ledger().outOfOrder());
    }
    figures.insert(u"pollingJoined"_s, joined);
    figures.insert(u"pollingHeard"_s, heard);
    figures.insert(u"pollingGaps"_s, gaps);
    figures.insert(u"pollingDuplicates"_s, duplicates);
}

} // namespace parlor::load
