// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/StoreUpkeep.h"

#include "storage/SqliteTransaction.h"
#include "storage/StoreTables.h"

#include <sqlite3.h>

#include <limits>
#include <optional>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// Of 4 KB. Small enough that copying them is a matter of milliseconds.
constexpr int MaxLogPages = 1000;

/// What one step erases; a message may be large.
constexpr qint64 MaxErasedBytes = 1024 * 1024;

} // namespace

StoreUpkeep::StoreUpkeep(SqliteDatabase &database, StoreTables &tables, Durability durability,
                         const Retention &retention) :
    m_database(database),
    m_tables(tables),
    m_durability(durability),
    m_retention(retention),
    m_erasableMessages(database, "erasable-messages"_L1),
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

void StoreUpkeep::beginRound()
{
    m_mayHaveAged = true;
    m_mayHaveEnded = true;
    m_formerParticipantsMayGo = true;
    m_tables.litter.gather();
}

void StoreUpkeep::copyLogNext()
{
    m_logPages = MaxLogPages;
}

bool StoreUpkeep::isDue() const
{
    return m_logPages >= MaxLogPages || nextPart();
}

bool StoreUpkeep::step()
{
    if (m_logPages >= MaxLogPages) {
        copyLog();
        return isDue();
    }
    const Part part = nextPart();
    if (!part)
        return false;
    const RelaxedCommits relaxed(m_database, m_durability);
    SqliteTransaction transaction(m_database);
    const auto done = transaction.begin(SqliteTransaction::Kind::Write)
                          .and_then([&] { return (this->*part)(); })
                          .and_then([&] { return transaction.commit(); });
    if (!done)
        m_tables.trimmed.clear();
    return done && isDue();
}

StoreUpkeep::Part StoreUpkeep::nextPart() const
{
    if (m_mayHaveAged && m_retention.days > 0)
        return &StoreUpkeep::cutAged;
    if (m_tables.litter.isWorthAStep())
        return &StoreUpkeep::erase;
    if (m_formerParticipantsMayGo && m_tables.presence.hasFormer())
        return &StoreUpkeep::eraseFormerParticipants;
    if (m_mayHaveEnded)
        return &StoreUpkeep::eraseEnded;
    return nullptr;
}

void StoreUpkeep::copyLog()
{
    // What is left of it, because somebody reads or the disk is full, is tried again after the next commit.
    m_logPages = 0;
    sqlite3_wal_checkpoint_v2(m_database.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

Result<void> StoreUpkeep::cutAged()
{
    return m_tables.rooms.cutAged(m_retention.oldestTime(currentTimestamp())).map([this](bool wasThere) {
        m_mayHaveAged = wasThere;
    });
}

Result<void> StoreUpkeep::erase()
{
    const RoomKey room = *m_tables.litter.next();
    std::optional<qint64> last;
    qint64 bytes = 0;
    const auto choose = [&](const SqliteRow &row) {
        if (bytes < MaxErasedBytes)
            last = row.integer(0);
        bytes += row.integer(1);
    };
    return m_erasableMessages.each(choose, qint64(room)).and_then([&] {
        if (last)
            return m_eraseMessages.run(qint64(room), *last);
        return m_tables.presence.erase(room)
            .and_then([&] { return m_tables.moderation.erase(room); })
            .and_then([&] { return m_eraseRoom.run(qint64(room)); })
            .map([&] { m_tables.litter.erased(room); });
    });
}

Result<void> StoreUpkeep::eraseFormerParticipants()
{
    return m_tables.presence.eraseFormer();
}

Result<void> StoreUpkeep::eraseEnded()
{
    return m_tables.moderation.eraseEnded(currentTimestamp()).map([this](bool wasThere) { m_mayHaveEnded = wasThere; });
}

} // namespace parlor
