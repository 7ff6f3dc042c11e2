// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/SqliteDatabase.h"
#include "storage/SqliteTransaction.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;
using Kind = SqliteTransaction::Kind;

class TestSqliteDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void transactionIsRolledBackUnlessCommitted();
    void committedTransactionStays();
    void failedTransactionLeavesTheDatabaseUsable();
    void statementRunsOftenWhateverBecameOfItBefore();
    void lockOfAnotherConnectionIsToldApart();
    void whatIsNoDatabaseIsNamed();
    void missingFileIsNotMadeWhereItMustExist();

private:
    std::unique_ptr<SqliteDatabase> open() const
    {
        return SqliteDatabase::open(m_path, SqliteDatabase::Mode::Create).value_or(nullptr);
    }
    qint64 count(SqliteDatabase &database) const { return database.number("SELECT count(*) FROM t").value_or(-1); }

    const QTemporaryDir m_scratch;
    int m_number = 0;
    QString m_path;
};

void TestSqliteDatabase::init()
{
    m_path = m_scratch.filePath(QString::number(++m_number));
}

void TestSqliteDatabase::transactionIsRolledBackUnlessCommitted()
{
    const auto database = open();
    QVERIFY(database->execute("CREATE TABLE t (x)"));
    {
        SqliteTransaction transaction(*database);
        QVERIFY(transaction.begin(Kind::Write));
        QVERIFY(database->execute("INSERT INTO t VALUES (1)"));
        QCOMPARE(count(*database), 1);
    }
    QCOMPARE(count(*database), 0);
}

void TestSqliteDatabase::committedTransactionStays()
{
    {
        const auto database = open();
        QVERIFY(database->execute("CREATE TABLE t (x)"));
        SqliteTransaction transaction(*database);
        QVERIFY(transaction.begin(Kind::Write));
        QVERIFY(database->execute("INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)"));
        QVERIFY(transaction.commit());
    }
    QCOMPARE(count(*open()), 2);
}

void TestSqliteDatabase::failedTransactionLeavesTheDatabaseUsable()
{
    const auto database = open();
    QVERIFY(database->execute("CREATE TABLE t (x)"));
    {
        SqliteTransaction transaction(*database);
        QVERIFY(transaction.begin(Kind::Write));
        QVERIFY(database->execute("INSERT INTO t VALUES (1)"));
        const auto failed = database->execute("INSERT INTO missing VALUES (1)");
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, Error::Kind::StorageUnavailable);
    }
    SqliteTransaction transaction(*database);
    QVERIFY(transaction.begin(Kind::Write));
    QVERIFY(transaction.commit());
    QCOMPARE(count(*database), 0);
}

void TestSqliteDatabase::statementRunsOftenWhateverBecameOfItBefore()
{
    const auto database = open();
    QVERIFY(database->execute("CREATE TABLE t (x UNIQUE)"));
    static constexpr const char *insert = "INSERT INTO t VALUES (1)";
    QVERIFY(database->executeOften(insert));
    const auto second = database->executeOften(insert);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Error::Kind::StorageUnavailable);
    // The table is another one now.
    QVERIFY(database->execute("DROP TABLE t; CREATE TABLE t (x)"));
    QVERIFY(database->executeOften(insert));
    QVERIFY(database->executeOften(insert));
    QCOMPARE(count(*database), 2);
    QVERIFY(!database->executeOften("NO SQL"));
}

void TestSqliteDatabase::lockOfAnotherConnectionIsToldApart()
{
    const auto database = open();
    QVERIFY(database->execute("CREATE TABLE t (x)"));
    const auto other = open();
    QVERIFY(other->execute("BEGIN EXCLUSIVE"));
    const auto inserted = database->execute("INSERT INTO t VALUES (1)");
    QVERIFY(!inserted);
    QVERIFY(database->isLocked());
    QVERIFY(inserted.error().messages.first().contains("another program has locked it"_L1));
    QVERIFY(other->execute("COMMIT"));
    QVERIFY(database->execute("INSERT INTO t VALUES (1)"));
}

void TestSqliteDatabase::whatIsNoDatabaseIsNamed()
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(4096, 'x'));
    file.close();
    const auto read = open()->number("SELECT count(*) FROM sqlite_schema");
    QVERIFY(!read);
    QVERIFY(read.error().messages.first().startsWith(
        u"the database '%1': it is damaged, or no database at all"_s.arg(m_path)));
}

void TestSqliteDatabase::missingFileIsNotMadeWhereItMustExist()
{
    QVERIFY(!SqliteDatabase::open(m_path, SqliteDatabase::Mode::Existing));
    QVERIFY(!QFile::exists(m_path));
}

QTEST_GUILESS_MAIN(TestSqliteDatabase)
#include "TestSqliteDatabase.moc"
