// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace parlor::admin {

/// Light, dark, or what the system says.
enum class Appearance { System, Light, Dark };

/// Applies to the whole program at once.
void apply(Appearance appearance);

QString toString(Appearance appearance);
/// System where the text is none of toString().
Appearance toAppearance(const QString &text);

} // namespace parlor::admin
