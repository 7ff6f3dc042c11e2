// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace parlor {

/// What the system says of this process; nothing where it does not say that.
struct ProcessFigures {
    std::optional<double> cpuSeconds; ///< of all threads, in the kernel too
    std::optional<qint64> residentBytes;
    std::optional<qint64> virtualBytes;
    std::optional<qint64> openDescriptors;
    std::optional<qint64> maxDescriptors;

    /// As it is now. Any thread; waits for no disk.
    static ProcessFigures read();
};

} // namespace parlor
