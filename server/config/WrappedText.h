// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace parlor {

/// \a text in lines of at most \a width characters, each behind \a indent, which counts, and with a line break at its end. A
/// word that is longer has a line for itself.
QString wrappedText(const QString &text, const QString &indent, int width = 80);

} // namespace parlor
