// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpRequestHead.h"

#include <QByteArray>

#include <memory>
#include <optional>

class QTcpSocket;

namespace parlor {

class WebSocketChannel;

/// Takes the WebSocket connections of one path.
class UpgradeHandler {
public:
    virtual ~UpgradeHandler() = default;

    /// A whole HTTP response where the request is not to be upgraded (see httpErrorReply), nothing where it may be.
    virtual std::optional<QByteArray> refuse(const HttpRequestHead &head) = 0;

    /// True where the connection belongs to another thread's Listener. It is then given to passOn(), from the event loop and
    /// with nothing read from it, and is to arrive at Listener::takeUpgrade() there; it is the handler's from then on.
    virtual bool isElsewhere(const HttpRequestHead &) const { return false; }
    virtual void passOn(QTcpSocket *, const HttpRequestHead &) {}

    /// The largest message that these connections take, in bytes; 0: the Listener's.
    virtual qint64 maxMessageBytes() const { return 0; }

    /// A connection whose opening handshake is complete.
    virtual void accept(std::unique_ptr<WebSocketChannel> channel, const HttpRequestHead &head) = 0;
};

} // namespace parlor
