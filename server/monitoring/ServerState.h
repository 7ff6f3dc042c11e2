// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace parlor {

/// Where a server is in its life.
enum class ServerState : quint8 {
    Starting, ///< not everything is there yet that it needs to serve
    Serving,
    Draining, ///< it stops, and finishes what it has taken
};

} // namespace parlor
