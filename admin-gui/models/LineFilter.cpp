// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/LineFilter.h"

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

/// A message may be a megabyte, and a pattern that looks for something may be slow.
constexpr qsizetype LookedAt = 2'000;
constexpr qsizetype MostFound = 50;

/// Ends a search that would take for ever (PCRE2, "Setting match resource limits"): patterns such as `(a+)+$` do.
constexpr QLatin1StringView Limits("(*LIMIT_MATCH=20000)");

} // namespace

LineFilter::LineFilter(const QString &text, bool isPattern, Scope scope) :
    m_text(text),
    m_scope(scope),
    m_isPattern(isPattern)
{
    if (!isPattern || text.isEmpty())
        return;
    const QRegularExpression plain(text, QRegularExpression::CaseInsensitiveOption);
    if (!plain.isValid()) {
        m_problem = tr("At character %1: %2").arg(plain.patternErrorOffset() + 1).arg(plain.errorString());
        return;
    }
    m_pattern = QRegularExpression(Limits + text, QRegularExpression::CaseInsensitiveOption);
    m_pattern.optimize();
}

bool LineFilter::accepts(const Line &line) const
{
    if (isEmpty() || !m_problem.isEmpty() || line.isRemark())
        return true;
    return (m_scope != Scope::Content && finds(line.username)) || (m_scope != Scope::User && finds(line.content));
}

QList<LineFilter::Range> LineFilter::found(const QString &shown, Scope in) const
{
    QList<Range> ranges;
    if (isEmpty() || !m_problem.isEmpty() || (m_scope != Scope::Everywhere && m_scope != in))
        return ranges;
    if (m_isPattern) {
        for (auto it = m_pattern.globalMatch(shown); it.hasNext() && ranges.size() < MostFound;) {
            const auto match = it.next();
            if (match.capturedLength() > 0)
                ranges.append({ int(match.capturedStart()), int(match.capturedLength()) });
        }
        return ranges;
    }
    for (qsizetype at = shown.indexOf(m_text, 0, Qt::CaseInsensitive); at >= 0 && ranges.size() < MostFound;
         at = shown.indexOf(m_text, at + m_text.size(), Qt::CaseInsensitive))
        ranges.append({ int(at), int(m_text.size()) });
    return ranges;
}

bool LineFilter::finds(const QString &text) const
{
    const QStringView start = QStringView(text).first(std::min(text.size(), LookedAt));
    if (!m_isPattern)
        return start.contains(m_text, Qt::CaseInsensitive);
    // On 6.4 only text of its own is matched; it is a copy of what is looked at.
    return m_pattern.match(start.toString()).hasMatch();
}

} // namespace parlor::admin
