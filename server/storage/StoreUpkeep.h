// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomTypes.h"
#include "storage/RoomDatabase.h"
#include "storage/SqliteStatement.h"

namespace parlor {

class RoomTables;

/// What the store does when nobody waits for it, in steps of a few milliseconds: copies the log into the database, and erases
/// what belongs to closed rooms. What it has not finished when the server ends it goes on with after the next start.
class StoreUpkeep {
public:
    StoreUpkeep(SqliteDatabase &database, RoomTables &tables, Durability durability);
    ~StoreUpkeep();
    Q_DISABLE_COPY_MOVE(StoreUpkeep)

    bool isDue() const;
    /// True if there is more to do. Gives up for now where the database fails.
    bool step();

private:
    void copyLog();
    /// True if there was something to erase.
    Result<bool> erase();
    Result<void> eraseSome(RoomKey room);

    SqliteDatabase &m_database;
    RoomTables &m_tables;
    const Durability m_durability;
    int m_logPages = 0;
    SqliteStatement m_closedRoom;
    SqliteStatement m_oldestMessages;
    SqliteStatement m_eraseMessages;
    SqliteStatement m_eraseRoom;
};

} // namespace parlor
