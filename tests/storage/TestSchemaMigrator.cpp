// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/SchemaMigrator.h"
#include "storage/SqliteDatabase.h"
#include "storage/StoreTables.h"

#include <QFile>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestSchemaMigrator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void emptyDatabaseGetsTheNewestSchema();
    void migratingAgainChangesNothing();
    void olderDatabaseKeepsWhatItHas_data();
    void olderDatabaseKeepsWhatItHas();
    void newerDatabaseIsRefusedUntouched();
    void databaseOfAnotherProgramIsRefusedUntouched();

private:
    /// What defines the tables, in one text.
    QString schema()
    {
        return m_database->text("SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)")
            .value_or(QString());
    }

    std::unique_ptr<SqliteDatabase> m_database;
};

void TestSchemaMigrator::init()
{
    m_database = SqliteDatabase::open(u":memory:"_s, SqliteDatabase::Mode::Create).value_or(nullptr);
    QVERIFY(m_database);
}

void TestSchemaMigrator::emptyDatabaseGetsTheNewestSchema()
{
    QCOMPARE(SchemaMigrator::identify(*m_database).value_or(-1), 0);
    QVERIFY(SchemaMigrator::migrate(*m_database));
    QCOMPARE(SchemaMigrator::identify(*m_database).value_or(-1), SchemaMigrator::Version);
    const auto stored = StoreTables(*m_database, {}).load();
    QVERIFY(stored);
    QVERIFY(stored->rooms.isEmpty());
}

void TestSchemaMigrator::migratingAgainChangesNothing()
{
    QVERIFY(SchemaMigrator::migrate(*m_database));
    const QString before = schema();
    QVERIFY(SchemaMigrator::migrate(*m_database));
    QCOMPARE(schema(), before);
}

void TestSchemaMigrator::olderDatabaseKeepsWhatItHas_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version <= SchemaMigrator::Version; ++version)
        QTest::addRow("version %d", version) << version;
}

void TestSchemaMigrator::olderDatabaseKeepsWhatItHas()
{
    QFETCH(const int, version);
    QFile file(u"%1/version-%2.sql"_s.arg(QStringLiteral(PARLOR_TEST_DATA)).arg(version));
    QVERIFY2(file.open(QIODevice::ReadOnly), "each version needs a stored database of it");
    QVERIFY(m_database->execute(file.readAll()));
    QCOMPARE(SchemaMigrator::identify(*m_database).value_or(-1), version);
    QVERIFY(SchemaMigrator::migrate(*m_database));

    StoreTables tables(*m_database, {});
    const auto stored = tables.load();
    QVERIFY(stored);
    QCOMPARE(stored->lastKey, RoomKey(3));
    QCOMPARE(stored->rooms.size(), 2);
    QCOMPARE(stored->rooms.at(0).roomId, u"tea"_s);
    QCOMPARE(stored->rooms.at(0).creatorUsername, u"Peter"_s);
    QCOMPARE(stored->rooms.at(0).lastOrder, 3);
    QCOMPARE(stored->rooms.at(0).messages(), 3);
    QCOMPARE(stored->rooms.at(1).roomId, u"100 % späti"_s);
    QCOMPARE(stored->rooms.at(1).messages(), 0);

    const auto page = tables.rooms.read(1, {});
    QVERIFY(page);
    QCOMPARE(page->messages.size(), 3);
    QVERIFY(page->messages.last().members.contains(R"("content":"cup 3")"));
    const auto known = tables.rooms.find({ { 1, u"id-2"_s } });
    QVERIFY(known);
    QCOMPARE(known->first().order, 2);
    QCOMPARE(known->first().createdAt, "2026-01-01T00:00:02.000Z"_ba);

    QCOMPARE(stored->bans.size(), version < 4 ? 0 : 1);
    QCOMPARE(stored->mutes.size(), version < 4 ? 0 : 1);
    const auto audit = tables.moderation.readAudit({});
    QVERIFY(audit);
    QCOMPARE(audit->size(), version < 4 ? 0 : 1);
    // A ban that is gone keeps its id to itself.
    Ban again;
    again.username = u"Mallory"_s;
    QCOMPARE(tables.moderation.addBan(again).value_or(0), version < 4 ? 1 : 3);

    NewMessage next;
    next.room = 1;
    next.message = { 4, R"("content":"cup 4")" };
    QVERIFY(tables.rooms.append({ next }));
}

void TestSchemaMigrator::newerDatabaseIsRefusedUntouched()
{
    QVERIFY(SchemaMigrator::migrate(*m_database));
    const QByteArray newer = QByteArray::number(SchemaMigrator::Version + 1);
    QVERIFY(m_database->execute("PRAGMA user_version = " + newer));
    const auto migrated = SchemaMigrator::migrate(*m_database);
    QVERIFY(!migrated);
    QVERIFY(migrated.error().messages.first().contains(
        u"was written by a newer parlor-server: its schema is version %1"_s.arg(QString::fromLatin1(newer))));
    QCOMPARE(m_database->text("PRAGMA user_version").value_or(QString()), QString::fromLatin1(newer));
}

void TestSchemaMigrator::databaseOfAnotherProgramIsRefusedUntouched()
{
    QVERIFY(m_database->execute("CREATE TABLE photos (x)"));
    const auto migrated = SchemaMigrator::migrate(*m_database);
    QVERIFY(!migrated);
    QVERIFY(migrated.error().messages.first().endsWith("belongs to another program"_L1));
    QCOMPARE(schema(), u"CREATE TABLE photos (x)"_s);
}

QTEST_GUILESS_MAIN(TestSchemaMigrator)
#include "TestSchemaMigrator.moc"
