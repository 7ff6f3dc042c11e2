// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/DatabaseBackup.h"

#include "storage/RoomDatabase.h"

#include <QFile>

#include <sqlite3.h>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> refusal(const QString &file, const QString &why)
{
    return tl::unexpected(Error::of(Error::Kind::StorageUnavailable, u"the backup '%1' %2"_s.arg(file, why)));
}

/// All pages in one step: the server goes on writing meanwhile, and what it writes is not in the copy.
Result<void> copy(const SqliteDatabase &from, const SqliteDatabase &to)
{
    sqlite3_backup *const backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (!backup)
        return tl::unexpected(to.lastError());
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK)
        return tl::unexpected(to.lastError());
    return {};
}

} // namespace

Result<void> DatabaseBackup::write(const QString &databasePath, const QString &file)
{
    if (QFile::exists(file))
        return refusal(file, u"exists already"_s);
    const auto source = openExistingRoomDatabase(databasePath);
    if (!source)
        return tl::unexpected(source.error());

    const QString part = file + ".part"_L1;
    QFile::remove(part);
    auto target = SqliteDatabase::open(part, SqliteDatabase::Mode::Create);
    const auto copied = target ? copy(**source, **target) : tl::unexpected(target.error());
    if (target)
        target->reset();
    if (!copied) {
        QFile::remove(part);
        QFile::remove(part + "-journal"_L1);
        return copied;
    }
    if (!QFile::rename(part, file))
        return refusal(file, u"cannot be created"_s);
    return {};
}

} // namespace parlor
