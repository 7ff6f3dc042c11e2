// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/Litter.h"
#include "storage/ModerationTables.h"
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
        presence(opened),
        moderation(opened, retention)
    {
    }

    /// Applies the retention to rooms that nobody has posted to since it changed, too.
    Result<StoredRooms> load()
    {
        StoredRooms stored;
        return rooms.load()
            .map([&](const StoredRooms &loaded) { stored = loaded; })
            .and_then([&] { return presence.load(); })
            .map([&](const QList<StoredParticipant> &participants) { stored.participants = participants; })
            .and_then([&] { return moderation.loadBans(); })
            .map([&](const QList<Ban> &bans) { stored.bans = bans; })
            .and_then([&] { return moderation.loadMutes(); })
            .map([&](const QList<StoredMute> &mutes) {
                stored.mutes = mutes;
                return stored;
            });
    }

    SqliteDatabase &database;
    /// What the rooms thread has to be told once the transaction is committed.
    QList<TrimmedRoom> trimmed;
    Litter litter;
    RoomTables rooms;
    PresenceTable presence;
    ModerationTables moderation;
};

} // namespace parlor
