// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Room.h"

#include <QCollatorSortKey>
#include <QString>

#include <array>

namespace parlor::admin {

/// A room as the admin knows it. Its address stays the same for as long as the RoomBook has it.
struct RoomEntry {
    Room room;
    double perSecond = 0; ///< messages, averaged over the last seconds

    QCollatorSortKey idKey;
    QCollatorSortKey creatorKey;
    QString searchText = {}; ///< case folded

    /// Messages of the last seconds, the current one first.
    std::array<int, 5> seconds{};
    /// When it was last seen in a listing.
    quint64 listing = 0;
    /// Where RoomsModel shows it; -1 where it does not.
    qsizetype row = -1;
};

} // namespace parlor::admin
