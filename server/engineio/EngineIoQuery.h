// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpRequestHead.h"
#include "protocol/EngineIoPacket.h"

#include <QByteArray>

#include <optional>

namespace parlor {

/// What a request of an Engine.IO path asks for ("Common query parameters" in the protocol document).
struct EngineIoQuery {
    enum class Transport : quint8 { Unknown, Polling, WebSocket };

    Transport transport = Transport::Unknown;
    QByteArray sid; ///< empty: the request opens a session
    std::optional<EngineIoRevision> revision;
    /// False where the client wants binary messages in base64.
    bool supportsBinary = true;

    static EngineIoQuery of(const HttpRequestHead &head);
};

} // namespace parlor
