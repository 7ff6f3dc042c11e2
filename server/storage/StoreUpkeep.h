// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/Retention.h"
#include "storage/RoomDatabase.h"
#include "storage/SqliteStatement.h"

namespace parlor {

struct StoreTables;

/// What the store does when nobody waits for it, in steps of a few milliseconds: copies the log into the database, cuts off
/// what has become too old, and erases what is no part of a history any more. What it has not finished when the server
/// ends it goes on with after the next start.
class StoreUpkeep {
public:
    StoreUpkeep(SqliteDatabase &database, StoreTables &tables, Durability durability, const Retention &retention);
    ~StoreUpkeep();
    Q_DISABLE_COPY_MOVE(StoreUpkeep)

    /// Looks at what only time brings about; to be called now and then.
    void beginRound();
    /// The log is copied with the next step, however short it is.
    void copyLogNext();
    bool isDue() const;
    /// True if there is more to do. Leaves it for the next round where the database fails.
    bool step();

private:
    using Part = Result<void> (StoreUpkeep::*)();

    /// What there is to do for the database, the most urgent first; null for nothing.
    Part nextPart() const;
    void copyLog();
    Result<void> cutAged();
    Result<void> erase();
    Result<void> eraseFormerParticipants();
    Result<void> eraseEnded();

    SqliteDatabase &m_database;
    StoreTables &m_tables;
    const Durability m_durability;
    const Retention m_retention;
    int m_logPages = 0;
    bool m_mayHaveAged = true;
    bool m_mayHaveEnded = true; ///< of bans, mutes and the audit trail
    /// Those who were there before the start have had the time to come back.
    bool m_formerParticipantsMayGo = false;
    SqliteStatement m_erasableMessages;
    SqliteStatement m_eraseMessages;
    SqliteStatement m_eraseRoom;
};

} // namespace parlor
