// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace parlor {

/// How many bytes this process holds beside those that it has allocated: what the allocator keeps, and the program itself. 0 where nobody
/// can say.
qint64 freeMemoryKept();

/// Gives memory that was freed back to the system, where the allocator keeps it. Takes some milliseconds, in which other threads may wait
/// for memory.
void giveFreeMemoryBack();

} // namespace parlor
