// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>

namespace parlor {

/// Whether \a file leads to systemd's journal (systemd.exec(5), $JOURNAL_STREAM). One implementation per platform.
bool isJournal(std::FILE *file);

} // namespace parlor
