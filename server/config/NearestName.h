// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace parlor {

/// The one of \a names that somebody who wrote \a name probably meant: a few letters are wrong, missing, too many or swapped. Null
/// where none is near.
QString nearestName(const QString &name, const QStringList &names);

} // namespace parlor
