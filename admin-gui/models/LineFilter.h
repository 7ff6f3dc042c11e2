// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Line.h"

#include <QCoreApplication>
#include <QList>
#include <QRegularExpression>
#include <QString>

namespace parlor::admin {

/// What an operator looks for in a stream: a text, whatever its case, or a regular expression.
class LineFilter {
    Q_DECLARE_TR_FUNCTIONS(LineFilter)

public:
    enum class Scope { Everywhere, User, Content };

    struct Range {
        int start = 0;
        int length = 0;
    };

    LineFilter() = default;
    LineFilter(const QString &text, bool isPattern, Scope scope);

    bool isEmpty() const { return m_text.isEmpty(); }
    /// What is wrong with the pattern; empty where nothing is. A wrong one accepts everything.
    const QString &problem() const { return m_problem; }

    /// Remarks are always accepted. Looks at the beginning of very long messages alone.
    bool accepts(const Line &line) const;
    /// Where it is found in what is shown of a user or of a content.
    QList<Range> found(const QString &shown, Scope in) const;

private:
    bool finds(const QString &text) const;

    QString m_text;
    Scope m_scope = Scope::Everywhere;
    bool m_isPattern = false;
    QString m_problem;
    QRegularExpression m_pattern;
};

} // namespace parlor::admin
