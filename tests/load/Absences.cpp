// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Absences.h"

#include "Clock.h"

#include <limits>

namespace parlor::load {

namespace {

constexpr qint64 AwayNs = NsPerSecond / 2;

/// False where the answer to its leaving is not there yet.
bool comeBack(Session &session)
{
    if (session.state() == Session::State::Ended)
        session.open();
    else if (session.state() == Session::State::Outside)
        session.join(session.roomId());
    else
        return false;
    return true;
}

} // namespace

void Absences::sendAway(Session &session)
{
    ++m_count;
    if (m_count % 2 == 0)
        session.leave();
    else
        session.loseConnection();
    expect(session);
}

void Absences::expect(Session &session)
{
    m_away.push_back({ nowNs() + AwayNs, &session });
}

void Absences::forget(Session &session)
{
    std::erase_if(m_away, [&session](const Absence &absence) { return absence.session == &session; });
}

void Absences::bringBack()
{
    bringBackUntil(nowNs());
}

void Absences::bringAllBack()
{
    bringBackUntil(std::numeric_limits<qint64>::max());
}

void Absences::bringBackUntil(qint64 now)
{
    for (std::size_t waiting = m_away.size(); waiting > 0 && m_away.front().untilNs <= now; --waiting) {
        const Absence absence = m_away.front();
        m_away.pop_front();
        if (!comeBack(*absence.session))
            expect(*absence.session);
    }
}

} // namespace parlor::load
