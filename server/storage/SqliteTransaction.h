// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"

namespace parlor {

class SqliteDatabase;

/// A transaction that is rolled back unless it was committed.
class SqliteTransaction {
public:
    enum class Kind : quint8 {
        Read, ///< sees the database as it is with its first query
        Write, ///< has the right to write from the beginning on
    };

    explicit SqliteTransaction(SqliteDatabase &database);
    ~SqliteTransaction();
    Q_DISABLE_COPY_MOVE(SqliteTransaction)

    Result<void> begin(Kind kind);
    /// Where it fails, nothing of the transaction is stored.
    Result<void> commit();

private:
    SqliteDatabase &m_database;
    bool m_isOpen = false;
};

} // namespace parlor
