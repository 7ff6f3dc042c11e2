// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/SqliteDatabase.h"

#include <QFile>

#include <sqlite3.h>

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

QString describe(int code, const char *otherwise)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return u"another program has locked it"_s;
    case SQLITE_FULL:
        return u"the disk is full"_s;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return u"it is damaged, or no database at all"_s;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return u"it must not be written to"_s;
    case SQLITE_CANTOPEN:
        return u"it cannot be opened"_s;
    case SQLITE_IOERR:
        return u"it cannot be read or written"_s;
    default:
        return QString::fromUtf8(otherwise);
    }
}

Error errorOf(const QString &path, int code, const char *message)
{
    return Error::of(Error::Kind::StorageUnavailable,
                     u"the database '%1': %2 (SQLite error %3)"_s.arg(path, describe(code, message)).arg(code));
}

/// Without counting what it allocates, for which SQLite would take a lock each time.
void configure()
{
    static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    Q_UNUSED(configured);
}

using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

} // namespace

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const QString &path, Mode mode)
{
    configure();
    // SQLite would make it readable for everybody whom the directory lets in.
    if (mode == Mode::Create)
        (void)QFile(path).open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner);
    sqlite3 *handle = nullptr;
    const int creation = mode == Mode::Create ? SQLITE_OPEN_CREATE : 0;
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &handle,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | creation,
                                     nullptr);
    if (code != SQLITE_OK) {
        sqlite3_close(handle);
        return tl::unexpected(errorOf(path, code, sqlite3_errstr(code)));
    }
    return std::unique_ptr<SqliteDatabase>(new SqliteDatabase(path, handle));
}

SqliteDatabase::SqliteDatabase(const QString &path, sqlite3 *handle) :
    m_path(path),
    m_handle(handle)
{
}

SqliteDatabase::~SqliteDatabase()
{
    for (const auto &[sql, statement] : m_kept)
        sqlite3_finalize(statement);
    sqlite3_close(m_handle);
}

Result<void> SqliteDatabase::execute(const QByteArray &sql)
{
    if (sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(lastError());
    return {};
}

Result<void> SqliteDatabase::executeOften(const char *sql)
{
    auto kept = std::ranges::find(m_kept, sql, &std::pair<const char *, sqlite3_stmt *>::first);
    if (kept == m_kept.end()) {
        sqlite3_stmt *prepared = nullptr;
        if (sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr) != SQLITE_OK)
            return tl::unexpected(lastError());
        kept = m_kept.insert(kept, { sql, prepared });
    }
    sqlite3_step(kept->second);
    // Says what the step came to.
    if (sqlite3_reset(kept->second) != SQLITE_OK)
        return tl::unexpected(lastError());
    return {};
}

Result<qint64> SqliteDatabase::number(const QByteArray &sql)
{
    return text(sql).map([](const QString &value) { return value.toLongLong(); });
}

Result<QString> SqliteDatabase::text(const QByteArray &sql)
{
    sqlite3_stmt *prepared = nullptr;
    int code = sqlite3_prepare_v2(m_handle, sql.constData(), int(sql.size()), &prepared, nullptr);
    const Statement statement(prepared, &sqlite3_finalize);
    if (code == SQLITE_OK)
        code = sqlite3_step(prepared);
    if (code == SQLITE_DONE)
        return QString();
    if (code != SQLITE_ROW)
        return tl::unexpected(lastError());
    return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(prepared, 0)));
}

bool SqliteDatabase::isInPlace() const
{
    int hasMoved = 0;
    return sqlite3_file_control(m_handle, nullptr, SQLITE_FCNTL_HAS_MOVED, &hasMoved) != SQLITE_OK || hasMoved == 0;
}

qint64 SqliteDatabase::changedRows() const
{
    return sqlite3_changes64(m_handle);
}

Error SqliteDatabase::lastError() const
{
    return errorOf(m_path, sqlite3_extended_errcode(m_handle), sqlite3_errmsg(m_handle));
}

void SqliteDatabase::waitForLocks(std::chrono::milliseconds time)
{
    sqlite3_busy_timeout(m_handle, int(time.count()));
}

bool SqliteDatabase::isLocked() const
{
    return sqlite3_errcode(m_handle) == SQLITE_BUSY;
}

} // namespace parlor
