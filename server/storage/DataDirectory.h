// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"

#include <QString>

#include <memory>

namespace parlor {

class SqliteDatabase;

/// The directory that a server keeps its data in, held so that no second server uses it. The system lets go of it where
/// the process ends, however it does.
class DataDirectory {
public:
    /// Makes the directory where there is none, for its owner alone (mode 0700). Refuses one that is in use or cannot be
    /// written to: Error::Kind::StorageUnavailable with a sentence for the operator.
    static Result<std::unique_ptr<DataDirectory>> occupy(const QString &path);
    ~DataDirectory();
    Q_DISABLE_COPY_MOVE(DataDirectory)

    QString databasePath() const { return databasePath(m_path); }
    static QString databasePath(const QString &directory);
    /// Where a server that was told nothing keeps its data: a place of the user's own.
    static QString standardPath();

private:
    DataDirectory(const QString &path, std::unique_ptr<SqliteDatabase> lock);

    const QString m_path;
    /// SQLite's own locks are those that work on every system and file system that its databases work on.
    const std::unique_ptr<SqliteDatabase> m_lock;
};

} // namespace parlor
