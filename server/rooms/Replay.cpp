// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/Replay.h"

#include "rooms/ByteBudget.h"

namespace parlor {

Replay Replay::between(qint64 known, qint64 heardSince, const QList<Message> &messages,
                       const QByteArray &roomIdJson, qint64 maxBytes)
{
    // History does not say which connection a message came from.
    static const QByteArray noSocket = QByteArrayLiteral("null");

    Replay replay;
    qint64 oldest = heardSince + 1;
    ByteBudget budget(maxBytes);
    for (auto message = messages.crbegin(); message != messages.crend() && message->order > known; ++message) {
        if (message->order > heardSince)
            continue;
        const QByteArray exchange = message->toEventJson(roomIdJson, noSocket);
        if (!budget.takes(exchange.size()))
            break;
        replay.exchanges.prepend(exchange);
        oldest = message->order;
    }
    if (oldest > known + 1) {
        replay.recovered = false;
        replay.gapFrom = known + 1;
        replay.gapTo = oldest - 1;
    }
    return replay;
}

Replay Replay::foreign(qint64 lastOrder)
{
    Replay replay;
    replay.recovered = false;
    replay.gapFrom = lastOrder > 0 ? 1 : 0;
    replay.gapTo = lastOrder;
    return replay;
}

} // namespace parlor
