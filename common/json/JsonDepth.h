// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace parlor {

/// How deep JSON from outside may be where nobody says anything else.
inline constexpr int MaxJsonDepth = 32;

namespace json {

/// Where \a text, JSON or not, opens an object or an array within \a depth others; -1 where it does not. Costs next to nothing
/// where there are no more than \a depth braces and brackets at all, as in nearly all messages.
qsizetype findDeeperThan(QByteArrayView text, int depth);

} // namespace json

} // namespace parlor
