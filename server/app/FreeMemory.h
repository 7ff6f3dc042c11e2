// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlor {

/// Gives memory that this process has freed back to the system, where the allocator keeps it. Takes some milliseconds, in which other
/// threads may wait for memory.
void giveFreeMemoryBack();

} // namespace parlor
