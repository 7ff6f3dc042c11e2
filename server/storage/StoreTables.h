// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/Litter.h"
#include "storage/PresenceTable.h"
#include "storage/Retention.h"
#include "storage/RoomTables.h"

namespace parlor {

class SqliteDatabase;

/// All that the store keeps in its database, and what came of the last transaction beside its answers.
struct StoreTables {
    StoreTables(SqliteDatabase &opened, const Retention &retention) :
        database(opened),
        rooms(opened, retention, trimmed, litter),
        presence(opened)
    {
    }

    /// Applies the retention to rooms that nobody has posted to since it changed, too.
    Result<StoredRooms> load()
    {
        return rooms.load().and_then([this](StoredRooms stored) {
            return presence.load().map([&stored](const QList<StoredParticipant> &participants) {
                stored.participants = participants;
                return stored;
            });
        });
    }

    SqliteDatabase &database;
    /// What the rooms thread has to be told once the transaction is committed.
    QList<TrimmedRoom> trimmed;
    Litter litter;
    RoomTables rooms;
    PresenceTable presence;
};

} // namespace parlor
