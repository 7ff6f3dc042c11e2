// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"

#include <QByteArray>
#include <QLatin1StringView>
#include <QString>

#include <optional>

struct sqlite3_stmt;

namespace parlor {

class SqliteDatabase;

/// The row that a query stands on.
class SqliteRow {
public:
    explicit SqliteRow(sqlite3_stmt *statement) :
        m_statement(statement)
    {
    }

    bool isNull(int column) const;
    qint64 integer(int column) const;
    QString text(int column) const;
    QByteArray blob(int column) const;

private:
    sqlite3_stmt *const m_statement;
};

/// One of the statements under resources/sql, prepared with its first use and used again and again.
class SqliteStatement {
public:
    /// \a name is the file's, without `.sql`.
    SqliteStatement(SqliteDatabase &database, QLatin1StringView name);
    ~SqliteStatement();
    Q_DISABLE_COPY_MOVE(SqliteStatement)

    /// Runs it with \a values for the parameters ?1, ?2, …; rows are passed over. An empty std::optional is null.
    template <typename... Values>
    Result<void> run(const Values &...values)
    {
        return each([](const SqliteRow &) {}, values...);
    }

    /// The same, and calls \a take for each row.
    template <typename Take, typename... Values>
    Result<void> each(Take take, const Values &...values)
    {
        const auto takeAll = [&take](const SqliteRow &row) {
            take(row);
            return true;
        };
        return eachWhile(takeAll, values...);
    }

    /// The same, until \a take returns false.
    template <typename Take, typename... Values>
    Result<void> eachWhile(Take take, const Values &...values)
    {
        if (!prepare())
            return tl::unexpected(error());
        int parameter = 0;
        (bind(++parameter, values), ...);
        Step step = next();
        while (step == Step::Row)
            step = take(SqliteRow(m_statement)) ? next() : Step::Done;
        return finish(step);
    }

private:
    enum class Step : quint8 { Row, Done, Failed };

    bool prepare();
    void bind(int parameter, qint64 value);
    void bind(int parameter, const QString &value);
    void bind(int parameter, const QByteArray &value);
    template <typename T>
    void bind(int parameter, const std::optional<T> &value)
    {
        if (value)
            bind(parameter, *value);
        else
            bindNull(parameter);
    }
    void bindNull(int parameter);
    Step next();
    Result<void> finish(Step last);
    Error error() const;

    SqliteDatabase &m_database;
    const QLatin1StringView m_name;
    sqlite3_stmt *m_statement = nullptr;
};

} // namespace parlor
