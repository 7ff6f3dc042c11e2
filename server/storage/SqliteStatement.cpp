// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/SqliteStatement.h"

#include "storage/SqlFile.h"
#include "storage/SqliteDatabase.h"
#include "text/Utf8Decoding.h"

#include <sqlite3.h>

namespace parlor {

bool SqliteRow::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

qint64 SqliteRow::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QString SqliteRow::text(int column) const
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return utf8Decoded(QByteArrayView(text, sqlite3_column_bytes(m_statement, column)));
}

QByteArray SqliteRow::blob(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return QByteArray(bytes, sqlite3_column_bytes(m_statement, column));
}

SqliteStatement::SqliteStatement(SqliteDatabase &database, QLatin1StringView name) :
    m_database(database),
    m_name(name)
{
}

SqliteStatement::~SqliteStatement()
{
    sqlite3_finalize(m_statement);
}

bool SqliteStatement::prepare()
{
    if (m_statement)
        return true;
    const QByteArray sql = sqlFile(m_name);
    return sqlite3_prepare_v3(m_database.handle(), sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT,
                              &m_statement, nullptr)
        == SQLITE_OK;
}

// The values outlive the run, so blobs are not copied. Binding fails only for want of memory.

void SqliteStatement::bind(int parameter, qint64 value)
{
    sqlite3_bind_int64(m_statement, parameter, value);
}

void SqliteStatement::bind(int parameter, const QString &value)
{
    // Of UTF-16, SQLite would take a U+FEFF or U+FFFE at the beginning for a byte order mark.
    const QByteArray utf8 = value.toUtf8();
    sqlite3_bind_text64(m_statement, parameter, utf8.constData(), sqlite3_uint64(utf8.size()), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
}

void SqliteStatement::bind(int parameter, const QByteArray &value)
{
    sqlite3_bind_blob64(m_statement, parameter, value.constData(), sqlite3_uint64(value.size()), SQLITE_STATIC);
}

void SqliteStatement::bindNull(int parameter)
{
    sqlite3_bind_null(m_statement, parameter);
}

SqliteStatement::Step SqliteStatement::next()
{
    switch (sqlite3_step(m_statement)) {
    case SQLITE_ROW:
        return Step::Row;
    case SQLITE_DONE:
        return Step::Done;
    default:
        return Step::Failed;
    }
}

Result<void> SqliteStatement::finish(Step last)
{
    if (last == Step::Done) {
        sqlite3_reset(m_statement);
        return {};
    }
    const Error failure = error();
    sqlite3_reset(m_statement);
    return tl::unexpected(failure);
}

Error SqliteStatement::error() const
{
    return m_database.lastError();
}

} // namespace parlor
