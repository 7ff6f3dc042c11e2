// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/LineStream.h"

namespace parlor::admin {

LineStream::LineStream(QObject *parent) :
    QObject(parent)
{
}

void LineStream::append(const QList<Line> &lines)
{
    if (lines.isEmpty())
        return;
    if (!m_isPaused) {
        m_lines.append(lines);
        return;
    }
    m_newCount += lines.size();
    // Rather nothing than half of it: what was held can be read again from the history.
    constexpr qsizetype mostHeld = 2'000;
    if (!m_isTorn)
        m_held.append(lines);
    if (m_held.size() > mostHeld) {
        m_held.clear();
        m_isTorn = true;
    }
    Q_EMIT newCountChanged();
}

void LineStream::prepend(const QList<Line> &lines)
{
    if (m_lines.prepend(lines))
        m_isTorn = true;
    if (m_isTorn)
        m_held.clear();
}

void LineStream::restart(const QList<Line> &lines)
{
    m_held.clear();
    m_isTorn = false;
    m_newCount = 0;
    m_lines.clear();
    m_lines.append(lines);
    Q_EMIT newCountChanged();
}

void LineStream::setPaused(bool paused)
{
    if (m_isPaused == paused)
        return;
    m_isPaused = paused;
    if (!paused) {
        m_newCount = 0;
        if (m_isTorn)
            Q_EMIT tailWanted();
        else
            m_lines.append(std::exchange(m_held, {}));
        Q_EMIT newCountChanged();
    }
    Q_EMIT pausedChanged(paused);
}

} // namespace parlor::admin
