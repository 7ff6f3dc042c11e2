// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/DataDirectory.h"

#include "storage/SqliteDatabase.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> refusal(const QString &path, const QString &why)
{
    return tl::unexpected(
        Error::of(Error::Kind::StorageUnavailable, u"the data directory '%1' %2"_s.arg(path, why)));
}

bool makeDirectory(const QString &path)
{
    constexpr QFile::Permissions OwnerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    const QFileInfo directory(path);
    return QDir().mkpath(directory.path()) && QDir().mkdir(path, OwnerOnly);
}

} // namespace

Result<std::unique_ptr<DataDirectory>> DataDirectory::occupy(const QString &path)
{
    const QString clean = QDir(path).absolutePath();
    const QFileInfo directory(clean);
    if (directory.exists() && !directory.isDir())
        return refusal(clean, u"is no directory"_s);
    if (!directory.exists() && !makeDirectory(clean))
        return refusal(clean, u"cannot be created"_s);

    auto lock = SqliteDatabase::open(clean + "/parlor.lock"_L1, SqliteDatabase::Mode::Create);
    if (!lock)
        return refusal(clean, u"cannot be written to"_s);
    if (!(*lock)->execute("BEGIN EXCLUSIVE")) {
        return refusal(clean, (*lock)->isLocked() ? u"is in use by another parlor-server"_s
                                                  : u"cannot be written to"_s);
    }
    return std::unique_ptr<DataDirectory>(new DataDirectory(clean, std::move(*lock)));
}

DataDirectory::DataDirectory(const QString &path, std::unique_ptr<SqliteDatabase> lock) :
    m_path(path),
    m_lock(std::move(lock))
{
}

DataDirectory::~DataDirectory() = default;

QString DataDirectory::databasePath(const QString &directory)
{
    return QDir(directory).absoluteFilePath(u"parlor.db"_s);
}

QString DataDirectory::standardPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/parlor"_L1;
}

} // namespace parlor
