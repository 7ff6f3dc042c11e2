// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/IdentityWatch.h"

#include <QTimerEvent>

#include <algorithm>
#include <vector>

namespace parlor {

namespace {

/// Tokens end by the wall clock, which may be set while the timer runs: longer, nobody relies on the two to agree.
constexpr Timestamp LongestWaitMs = 60'000;

} // namespace

IdentityWatch::IdentityWatch(QObject *parent) :
    QObject(parent)
{
}

IdentityWatch::~IdentityWatch() = default;

void IdentityWatch::watch(MemberId member, const SharedIdentity &identity)
{
    forget(member);
    if (identity->credential == 0)
        return;
    m_identities.emplace(member, identity);
    if (!identity->expiresAt)
        return;
    m_ends.emplace(*identity->expiresAt, member);
    if (m_ends.begin()->second == member)
        arm();
}

void IdentityWatch::forget(MemberId member)
{
    const auto found = m_identities.find(member);
    if (found == m_identities.end())
        return;
    if (const auto &end = found->second->expiresAt)
        m_ends.erase({ *end, member });
    m_identities.erase(found);
    if (m_ends.empty())
        m_timer.stop();
}

void IdentityWatch::review(const Predicate &isGood)
{
    std::vector<MemberId> ended;
    for (const auto &[member, identity] : m_identities) {
        if (!isGood(*identity))
            ended.push_back(member);
    }
    for (const MemberId member : ended) {
        forget(member);
        Q_EMIT withdrawn(member);
    }
}

void IdentityWatch::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    while (!m_ends.empty() && m_ends.begin()->first <= currentTimestamp()) {
        const MemberId member = m_ends.begin()->second;
        forget(member);
        Q_EMIT expired(member);
    }
    arm();
}

void IdentityWatch::arm()
{
    m_timer.stop();
    if (m_ends.empty())
        return;
    const Timestamp wait = std::clamp<Timestamp>(m_ends.begin()->first - currentTimestamp(), 0, LongestWaitMs);
    m_timer.start(int(wait), Qt::PreciseTimer, this);
}

} // namespace parlor
