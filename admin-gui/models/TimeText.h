// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <QString>

/// Times for people, in their own zone and format.
namespace parlor::admin::timetext {

/// The time of day with seconds, and the date where it is not today's.
QString shortForm(Timestamp time);
QString longForm(Timestamp time);
/// How long something takes or has taken, in its two largest units: `3 d 4 h`.
QString duration(qint64 seconds);

} // namespace parlor::admin::timetext
