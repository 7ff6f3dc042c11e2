// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpRequestHead.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace parlor {

class WebSocketChannel;

/// Takes the WebSocket connections of one path.
class UpgradeHandler {
public:
    virtual ~UpgradeHandler() = default;

    /// A whole HTTP response where the request is not to be upgraded (see httpErrorReply), nothing where it may be.
    virtual std::optional<QByteArray> refuse(const HttpRequestHead &head) = 0;

    /// The largest message that these connections take, in bytes; 0: the Listener's.
    virtual qint64 maxMessageBytes() const { return 0; }

    /// A connection whose opening handshake is complete.
    virtual void accept(std::unique_ptr<WebSocketChannel> channel, const HttpRequestHead &head) = 0;
};

} // namespace parlor
