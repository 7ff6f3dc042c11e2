// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/RoomDatabase.h"

#include "storage/SchemaMigrator.h"
#include "storage/SqlFile.h"
#include "storage/SqliteTransaction.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

Result<void> requireLog(SqliteDatabase &database)
{
    return database.text("PRAGMA journal_mode").and_then([&database](const QString &mode) -> Result<void> {
        if (mode == "wal"_L1)
            return {};
        return tl::unexpected(Error::of(
            Error::Kind::StorageUnavailable,
            u"the database '%1' is on a file system that SQLite cannot keep a log on"_s.arg(database.path())));
    });
}

Result<void> setDurability(SqliteDatabase &database, Durability durability)
{
    static const QByteArray full = sqlFile("durability-full"_L1);
    static const QByteArray normal = sqlFile("durability-normal"_L1);
    return database.execute(durability == Durability::Full ? full : normal);
}

/// What cannot be written to (a full disk, a lock of somebody else's) is told by the start, not by the first message.
Result<void> commitProof(SqliteDatabase &database)
{
    SqliteTransaction transaction(database);
    return transaction.begin(SqliteTransaction::Kind::Write)
        .and_then([&database] { return proveWritable(database); })
        .and_then([&transaction] { return transaction.commit(); });
}

} // namespace

Result<std::unique_ptr<SqliteDatabase>> openRoomDatabase(const QString &path, Durability durability)
{
    auto opened = SqliteDatabase::open(path, SqliteDatabase::Mode::Create);
    if (!opened)
        return opened;
    SqliteDatabase &database = **opened;
    const auto prepared = SchemaMigrator::identify(database)
                              .and_then([&](int) { return database.execute(sqlFile("connection"_L1)); })
                              .and_then([&] { return requireLog(database); })
                              .and_then([&] { return setDurability(database, durability); })
                              .and_then([&] { return SchemaMigrator::migrate(database); })
                              .and_then([&] { return commitProof(database); });
    if (!prepared)
        return tl::unexpected(prepared.error());
    return opened;
}

Result<void> proveWritable(SqliteDatabase &database)
{
    // A pragma that sets a value writes its page, whether that changes or not.
    return database.execute("PRAGMA user_version = " + QByteArray::number(SchemaMigrator::Version));
}

Result<std::unique_ptr<SqliteDatabase>> openExistingRoomDatabase(const QString &path)
{
    auto opened = SqliteDatabase::open(path, SqliteDatabase::Mode::Existing);
    if (!opened)
        return opened;
    const auto identified = (*opened)->execute("PRAGMA busy_timeout = 5000").and_then([&opened] {
        return SchemaMigrator::identify(**opened);
    });
    if (!identified)
        return tl::unexpected(identified.error());
    if (*identified < SchemaMigrator::Version) {
        return tl::unexpected(Error::of(
            Error::Kind::StorageUnavailable,
            u"the database '%1' is an older parlor-server's; start this one on it once"_s.arg(path)));
    }
    return opened;
}

// Changing it fails within a transaction, and in no other way.

RelaxedCommits::RelaxedCommits(SqliteDatabase &database, Durability usual) :
    m_database(database),
    m_isNeeded(usual == Durability::Full)
{
    if (m_isNeeded)
        (void)setDurability(m_database, Durability::Normal);
}

RelaxedCommits::~RelaxedCommits()
{
    if (m_isNeeded)
        (void)setDurability(m_database, Durability::Full);
}

} // namespace parlor
