// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpRequestHead.h"

#include <QHostAddress>

namespace parlor {

/// What is known of a client from the request that opened its session.
struct EngineIoHandshakeInfo {
    HttpRequestHead request;
    QHostAddress peerAddress;
};

} // namespace parlor
