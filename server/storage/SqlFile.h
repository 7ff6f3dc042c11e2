// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QLatin1StringView>

namespace parlor {

/// The text of resources/sql/<name>.sql, which is compiled in.
QByteArray sqlFile(QLatin1StringView name);

} // namespace parlor
