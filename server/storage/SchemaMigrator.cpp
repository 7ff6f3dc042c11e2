// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/SchemaMigrator.h"

#include "storage/SqlFile.h"
#include "storage/SqliteDatabase.h"
#include "storage/SqliteTransaction.h"

#include <array>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// "Parl": tells a database of this program from any other (PRAGMA application_id).
constexpr qint64 ApplicationId = 0x5061726c;

/// The step that leads to version 1, to version 2, …
constexpr std::array Steps {
    "schema/001-rooms-and-messages"_L1,
    "schema/002-retention"_L1,
    "schema/003-participants"_L1,
    "schema/004-moderation"_L1,
};
static_assert(Steps.size() == SchemaMigrator::Version);

tl::unexpected<Error> refusal(const SqliteDatabase &database, const QString &why)
{
    return tl::unexpected(
        Error::of(Error::Kind::StorageUnavailable, u"the database '%1' %2"_s.arg(database.path(), why)));
}

Result<void> take(SqliteDatabase &database, int step)
{
    SqliteTransaction transaction(database);
    if (auto begun = transaction.begin(SqliteTransaction::Kind::Write); !begun)
        return begun;
    // Within the transaction, so that a step is marked as taken if and only if it was.
    const QByteArray marks = "PRAGMA application_id = " + QByteArray::number(ApplicationId)
        + "; PRAGMA user_version = " + QByteArray::number(step + 1);
    return database.execute(sqlFile(Steps[std::size_t(step)]))
        .and_then([&] { return database.execute(marks); })
        .and_then([&] { return transaction.commit(); });
}

} // namespace

Result<int> SchemaMigrator::identify(SqliteDatabase &database)
{
    const auto tables = database.number("SELECT count(*) FROM sqlite_schema");
    const auto application = database.number("PRAGMA application_id");
    const auto version = database.number("PRAGMA user_version");
    for (const auto *answer : { &tables, &application, &version }) {
        if (!*answer)
            return tl::unexpected(answer->error());
    }
    if (*application != ApplicationId && (*tables > 0 || *application != 0))
        return refusal(database, u"belongs to another program"_s);
    if (*version > Version) {
        return refusal(database,
                       u"was written by a newer parlor-server: its schema is version %1, and this one knows %2"_s
                           .arg(*version)
                           .arg(Version));
    }
    return int(*version);
}

Result<void> SchemaMigrator::migrate(SqliteDatabase &database)
{
    const auto version = identify(database);
    if (!version)
        return tl::unexpected(version.error());
    for (int step = *version; step < Version; ++step) {
        if (auto taken = take(database, step); !taken)
            return taken;
    }
    return {};
}

} // namespace parlor
