// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// What other people wrote, made harmless to look at. Whatever comes from a server and is shown goes through here; the
/// result is plain text, and is shown as that.
namespace parlor::admin::displaytext {

/// The longest that a list shows of one text, in UTF-16 units.
inline constexpr qsizetype LineLimit = 400;

/// One line: control characters, line ends among them, become control pictures; marks that hide or turn the direction
/// of text are written out as ⟨U+202E⟩; half a surrogate pair becomes U+FFFD. What is beyond \a limit becomes `…`.
QString oneLine(const QString &text, qsizetype limit = LineLimit);

/// The same, whole, with its line ends and tabs.
QString paragraphs(const QString &text);

/// One line for a tool tip, which takes what looks like markup for that: so this is markup that shows the line as it is.
QString toolTip(const QString &text);

/// One line to stand in a sentence: its direction does not reach out of it.
QString inSentence(const QString &text);

} // namespace parlor::admin::displaytext
