// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Message.h"

#include <QByteArray>
#include <QList>

namespace parlor {

/// What a client that comes back to a room is sent first, and which orders it can no longer have.
struct Replay {
    /// Events' data, ascending by order.
    QList<QByteArray> exchanges;
    bool recovered = true;
    /// The missing orders, both inclusive, where recovered is false; both 0 where no order is known at all.
    qint64 gapFrom = 0;
    qint64 gapTo = 0;

    /// For a client that has everything up to \a known and hears everything after \a heardSince live. \a messages,
    /// ascending, end at heardSince or later; those outside the two are left out, and so are the oldest where all together have
    /// more than \a maxBytes. The newest is there whatever its size.
    static Replay between(qint64 known, qint64 heardSince, const QList<Message> &messages,
                          const QByteArray &roomIdJson, qint64 maxBytes);

    /// For a client that claims to have more than the room's \a lastOrder: its history is another one's.
    static Replay foreign(qint64 lastOrder);
};

} // namespace parlor
