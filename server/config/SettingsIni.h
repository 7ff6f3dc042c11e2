// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/ServerOptions.h"

#include <QString>

namespace parlor {

/// A configuration file that sets nothing: every setting as a comment, with what it does and its default. This is
/// `resources/config/parlor-server.ini`.
QString commentedIni();

/// A configuration file with what \a options are, and above each setting as a comment where it was said.
QString effectiveIni(const ServerOptions &options);

} // namespace parlor
