// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/SqliteTransaction.h"

#include "storage/SqliteDatabase.h"

namespace parlor {

SqliteTransaction::SqliteTransaction(SqliteDatabase &database) :
    m_database(database)
{
}

SqliteTransaction::~SqliteTransaction()
{
    // SQLite has rolled back by itself where it could not go on, and then refuses this.
    if (m_isOpen)
        (void)m_database.execute("ROLLBACK");
}

Result<void> SqliteTransaction::begin(Kind kind)
{
    return m_database.executeOften(kind == Kind::Write ? "BEGIN IMMEDIATE" : "BEGIN").map([this] { m_isOpen = true; });
}

Result<void> SqliteTransaction::commit()
{
    return m_database.executeOften("COMMIT").map([this] { m_isOpen = false; });
}

} // namespace parlor
