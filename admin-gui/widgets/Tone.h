// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace parlor::admin {

/// The few colours that a palette has no role for, for light and for dark ones. They never say anything alone: there
/// is always a word beside them.
namespace tone {

bool isDark(const QPalette &palette);
QColor good(const QPalette &palette);
QColor warning(const QPalette &palette);
QColor bad(const QPalette &palette);
/// Text of lesser weight.
QColor muted(const QPalette &palette);
/// \a color, laid thinly over the palette's window.
QColor wash(const QColor &color, const QPalette &palette);

} // namespace tone

} // namespace parlor::admin
