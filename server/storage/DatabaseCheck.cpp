// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/DatabaseCheck.h"

#include "storage/RoomDatabase.h"
#include "storage/SqliteStatement.h"
#include "storage/SqliteTransaction.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

QString gap(const SqliteRow &row)
{
    return u"room '%1' has %2 messages, but should have those from %3 to %4"_s.arg(row.text(0))
        .arg(row.integer(3))
        .arg(row.integer(1))
        .arg(row.integer(2));
}

QString surplus(const SqliteRow &row)
{
    return u"room '%1' has messages up to %2, but its last order is %3"_s.arg(row.text(0))
        .arg(row.integer(2))
        .arg(row.integer(1));
}

QString stray(const SqliteRow &row)
{
    return u"%1 messages belong to room %2, which is not there"_s.arg(row.integer(1)).arg(row.integer(0));
}

Result<void> collect(SqliteDatabase &database, QLatin1StringView statement, QString (*describe)(const SqliteRow &),
                     QStringList &faults)
{
    return SqliteStatement(database, statement).each([&](const SqliteRow &row) { faults.append(describe(row)); });
}

Result<void> checkIntegrity(SqliteDatabase &database, QStringList &faults)
{
    return SqliteStatement(database, "check-integrity"_L1).each([&faults](const SqliteRow &row) {
        if (const QString verdict = row.text(0); verdict != "ok"_L1)
            faults.append(verdict);
    });
}

Result<void> count(SqliteDatabase &database, DatabaseCheck::Report &report)
{
    return SqliteStatement(database, "check-totals"_L1).each([&report](const SqliteRow &row) {
        report.rooms = row.integer(0);
        report.messages = row.integer(1);
    });
}

} // namespace

Result<DatabaseCheck::Report> DatabaseCheck::run(const QString &databasePath)
{
    const auto opened = openExistingRoomDatabase(databasePath);
    if (!opened)
        return tl::unexpected(opened.error());
    SqliteDatabase &database = **opened;
    SqliteTransaction transaction(database);
    Report report;
    return transaction.begin(SqliteTransaction::Kind::Read)
        .and_then([&] { return checkIntegrity(database, report.faults); })
        .and_then([&] { return collect(database, "check-gaps"_L1, gap, report.faults); })
        .and_then([&] { return collect(database, "check-surplus"_L1, surplus, report.faults); })
        .and_then([&] { return collect(database, "check-strays"_L1, stray, report.faults); })
        .and_then([&] { return count(database, report); })
        .map([&] { return report; });
}

} // namespace parlor
