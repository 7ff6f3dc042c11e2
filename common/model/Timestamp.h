// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringView>

#include <optional>

namespace parlor {

/// A moment as milliseconds since 1970-01-01T00:00:00Z. On the wire: ISO 8601, UTC, milliseconds, `Z`.
using Timestamp = qint64;

/// The wall clock, in UTC.
Timestamp currentTimestamp();

/// `2026-01-31T12:00:00.000Z`. Times outside the years 0000 to 9999 are written as the nearest one inside.
QByteArray toIsoString(Timestamp time);

/// Reads `YYYY-MM-DDTHH:MM[:SS[.fraction]](Z|+HH:MM|-HH:MM)`, a moment in the years 0000 to 9999 UTC;
/// anything else, impossible dates among it, is nothing. What is finer than a millisecond is dropped.
std::optional<Timestamp> fromIsoString(QStringView text);

} // namespace parlor
