// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/StoreUpkeep.h"

#include "storage/RoomTables.h"
#include "storage/SqliteTransaction.h"

#include <sqlite3.h>

#include <optional>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// Of 4 KB. Small enough that copying them is a matter of milliseconds.
constexpr int MaxLogPages = 1000;

/// What one step erases; a message may be large.
constexpr qint64 MaxErasedBytes = 1024 * 1024;

} // namespace

StoreUpkeep::StoreUpkeep(SqliteDatabase &database, RoomTables &tables, Durability durability) :
    m_database(database),
    m_tables(tables),
    m_durability(durability),
    m_closedRoom(database, "closed-room"_L1),
    m_oldestMessages(database, "oldest-messages"_L1),
    m_eraseMessages(database, "erase-messages"_L1),
    m_eraseRoom(database, "erase-room"_L1)
{
    sqlite3_wal_hook(
        database.handle(),
        [](void *upkeep, sqlite3 *, const char *, int pages) {
            static_cast<StoreUpkeep *>(upkeep)->m_logPages = pages;
            return SQLITE_OK;
        },
        this);
}

StoreUpkeep::~StoreUpkeep()
{
    sqlite3_wal_hook(m_database.handle(), nullptr, nullptr);
}

bool StoreUpkeep::isDue() const
{
    return m_logPages >= MaxLogPages || m_tables.hasLitter();
}

bool StoreUpkeep::step()
{
    if (m_logPages >= MaxLogPages) {
        copyLog();
        return m_tables.hasLitter();
    }
    // Not worth a sync: what a loss of power undoes is done again.
    const bool isLater = m_durability == Durability::Full;
    if (isLater && !setDurability(m_database, Durability::Normal))
        return false;
    const auto erased = erase();
    if (isLater)
        (void)setDurability(m_database, m_durability); // Fails within a transaction only.
    if (erased)
        m_tables.setLitter(*erased);
    return erased.value_or(false);
}

void StoreUpkeep::copyLog()
{
    // What is left of it, because somebody reads or the disk is full, is tried again after the next commit.
    m_logPages = 0;
    sqlite3_wal_checkpoint_v2(m_database.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

Result<bool> StoreUpkeep::erase()
{
    SqliteTransaction transaction(m_database);
    if (const auto begun = transaction.begin(SqliteTransaction::Kind::Write); !begun)
        return tl::unexpected(begun.error());
    std::optional<RoomKey> room;
    return m_closedRoom.each([&room](const SqliteRow &row) { room = RoomKey(row.integer(0)); })
        .and_then([&] { return room ? eraseSome(*room) : Result<void>(); })
        .and_then([&] { return transaction.commit(); })
        .map([&] { return room.has_value(); });
}

Result<void> StoreUpkeep::eraseSome(RoomKey room)
{
    std::optional<qint64> last;
    qint64 bytes = 0;
    const auto count = [&](const SqliteRow &row) {
        if (bytes < MaxErasedBytes)
            last = row.integer(0);
        bytes += row.integer(1);
    };
    return m_oldestMessages.each(count, qint64(room)).and_then([&] {
        return last ? m_eraseMessages.run(qint64(room), *last) : m_eraseRoom.run(qint64(room));
    });
}

} // namespace parlor
