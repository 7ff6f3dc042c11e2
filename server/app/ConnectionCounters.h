// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>

namespace parlor {

/// One worker's open connections. Written by the worker alone, read by anyone.
struct ConnectionCounters {
    std::atomic<qint64> http = 0;
    std::atomic<qint64> socketIo = 0;
    std::atomic<qint64> plainWebSocket = 0;
};

} // namespace parlor
