// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "storage/SqliteDatabase.h"

#include <QString>

#include <memory>

namespace parlor {

/// What an acknowledged message survives.
enum class Durability : quint8 {
    Full, ///< the end of the process, and a loss of power
    Normal, ///< the end of the process
};

/// Opens the database of rooms and messages for a server, making it or taking an older one on where needed. Writes once,
/// so that what cannot be written to is refused here and not with the first message.
Result<std::unique_ptr<SqliteDatabase>> openRoomDatabase(const QString &path, Durability durability);

/// Opens such a database of the newest version for reading. Refuses a file that is none.
Result<std::unique_ptr<SqliteDatabase>> openExistingRoomDatabase(const QString &path);

/// Writes what stands in the database already, within whatever transaction there is. Fails where it cannot be written to.
Result<void> proveWritable(SqliteDatabase &database);

/// Commits within its life return without a sync: for what is done again, or may be lost, where the power fails.
/// Begins and ends outside of transactions.
class RelaxedCommits {
public:
    /// \a usual is what it goes back to.
    RelaxedCommits(SqliteDatabase &database, Durability usual);
    ~RelaxedCommits();
    Q_DISABLE_COPY_MOVE(RelaxedCommits)

private:
    SqliteDatabase &m_database;
    const bool m_isNeeded;
};

} // namespace parlor
