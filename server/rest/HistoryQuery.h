// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "rooms/RoomStore.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace parlor {

/// The part of a room's history that a `GET …/messages` asks for: `fromIndex` and `toIndex` (inclusive),
/// `before` and `after` (exclusive), which all narrow the same range of orders, and `limit`. Pure.
class HistoryQuery {
public:
    static constexpr qint64 MaxLimit = 5000;
    /// Where neither a limit nor a window is given.
    static constexpr qint64 DefaultLimit = 1000;
    /// Of a page, whatever the limit. It is in memory some three times while it is sent.
    static constexpr qint64 MaxBytes = 8 * 1024 * 1024;

    /// Precedence of errors: fromIndex and toIndex, in the contract's words, not a number before not positive
    /// before too large before wrong order; then before, after and limit, each BadRequest naming the
    /// parameter.
    static Result<HistoryQuery> read(QByteArrayView query);

    /// Counted from the oldest order where the query sets a lower bound, from the newest otherwise.
    const MessageRange &range() const { return m_range; }

    /// The value of `Link`, next before previous, or nothing where \a page has the end of the room's history
    /// on both sides. Links lead on through the history and do not keep to the window.
    QByteArray links(const QString &roomId, const MessagePage &page) const;

private:
    MessageRange m_range;
};

} // namespace parlor
