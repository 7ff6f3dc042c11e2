// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "validation/PayloadLimits.h"

#include <QtGlobal>

namespace parlor {

/// What clients may take of the server (docs/api.md, "Limits"). 0 lifts a limit that is a number of connections, of rooms or of
/// participants, or a rate. The defaults suit a small server and are far from what its clients do.
struct ServerLimits {
    qint64 connections = 20'000;
    qint64 connectionsPerAddress = 1000;
    int headBytes = 16 * 1024;
    int headTimeoutMs = 10'000;
    int requestTimeoutMs = 30'000;
    qsizetype extrasBytes = PayloadLimits().extrasBytes;
    int extrasDepth = PayloadLimits().extrasDepth;
    int jsonDepth = PayloadLimits().jsonDepth;
    int postsPerSecond = 50; ///< of one connection
    int userPostsPerSecond = 100; ///< of one user; where anyone may come in, of one address
    int joinsPerSecond = 50; ///< of one connection
    qint64 roomsPerCreator = 1000;
    qint64 participantsPerRoom = 10'000;
    /// Clients of this machine are held to the limits for each address, user and creator and to rates, too.
    bool holdForLoopback = false;
};

} // namespace parlor
