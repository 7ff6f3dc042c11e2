// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/Counter.h"
#include "metrics/StatusCounters.h"

namespace parlor {

/// What the connections of one worker have moved. The worker writes it, any thread may read.
///
/// Bytes are those above TCP and TLS, frames and heads included; of a WebSocket, those behind its handshake.
struct NetMetrics {
    Counter accepted; ///< connections
    Counter httpBytesIn;
    Counter httpBytesOut;
    Counter webSocketBytesIn;
    Counter webSocketBytesOut;
    Gauge webSocketBytesPending; ///< what clients have not read yet; looked at twice a second while there is any
    Counter slowConsumersCut; ///< connections that were ended because too much was left unread
    StatusCounters upgrades; ///< WebSocket handshakes, by their answers
    StatusCounters handled; ///< requests that an HttpRequestHandler answered
    StatusCounters refused; ///< what was no good request, or did not arrive in time
};

} // namespace parlor
