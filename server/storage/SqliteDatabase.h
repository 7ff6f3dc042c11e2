// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace parlor {

/// A connection to a database file. One thread at a time uses it and everything made of it.
///
/// Errors, here and in what is made of it: Error::Kind::StorageUnavailable with a sentence for the operator that names
/// the file and what is wrong with it.
class SqliteDatabase {
public:
    enum class Mode : quint8 {
        Create, ///< makes an empty file for its owner alone where there is none
        Existing,
    };

    /// Opening does not yet read the file: what is wrong with it shows with the first use.
    static Result<std::unique_ptr<SqliteDatabase>> open(const QString &path, Mode mode);
    ~SqliteDatabase();
    Q_DISABLE_COPY_MOVE(SqliteDatabase)

    const QString &path() const { return m_path; }
    sqlite3 *handle() const { return m_handle; }

    /// Runs any number of statements.
    Result<void> execute(const QByteArray &sql);
    /// Runs one statement that has no rows and comes again and again: it is prepared the first time and kept. \a sql is a literal.
    Result<void> executeOften(const char *sql);
    /// The first column of the first row of one statement; 0 where there is none.
    Result<qint64> number(const QByteArray &sql);
    /// The same as text; null where there is none.
    Result<QString> text(const QByteArray &sql);

    /// False once the file at path() is gone, or another one: what is written goes nowhere then. True where the platform does not say.
    bool isInPlace() const;

    /// How many rows the last INSERT, UPDATE or DELETE touched.
    qint64 changedRows() const;
    /// What went wrong last.
    Error lastError() const;
    /// Whether that was that somebody else holds the lock.
    bool isLocked() const;
    /// How long it is tried to get the lock.
    void waitForLocks(std::chrono::milliseconds time);

private:
    SqliteDatabase(const QString &path, sqlite3 *handle);

    const QString m_path;
    sqlite3 *const m_handle;
    std::vector<std::pair<const char *, sqlite3_stmt *>> m_kept;
};

} // namespace parlor
