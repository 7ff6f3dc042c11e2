// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/ServerOptions.h"

namespace parlor {

/// What --backup and --check do instead of serving: they say on standard output what they did or found, on standard error
/// why they could not, and return the exit code of the process.

/// 0 where the backup was written.
int backUp(const ServerOptions &options);
/// 0 where the database is sound, 1 where it is not, 2 where it could not be read.
int check(const ServerOptions &options);

} // namespace parlor
