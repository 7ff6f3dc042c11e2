// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QLatin1StringView>

namespace parlor::admin {

/// One of the program's own icons, drawn in the colours of the current palette, sharp at any scale. \a name is that of
/// a file in resources/icons without its ending.
QIcon icon(QLatin1StringView name);

} // namespace parlor::admin
