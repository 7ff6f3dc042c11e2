// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/SchemaMigrator.h"
#include "storage/SqliteDatabase.h"
#include "storage/SqliteStatement.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestSqliteStatement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void textIsReadAsItWasWritten_data();
    void textIsReadAsItWasWritten();
    void textsThatDifferInTheirFirstCharacterAreTwo();

private:
    Result<void> createRoom(qint64 key, const QString &roomId)
    {
        SqliteStatement statement(*m_database, "create-room"_L1);
        return statement.run(key, roomId, u"ann"_s, qint64(1), qint64(1));
    }
    QStringList roomIds()
    {
        QStringList found;
        const auto take = [&found](const SqliteRow &row) { found.append(row.text(1)); };
        (void)SqliteStatement(*m_database, "load-rooms"_L1).each(take);
        return found;
    }

    std::unique_ptr<SqliteDatabase> m_database;
};

void TestSqliteStatement::init()
{
    m_database = SqliteDatabase::open(u":memory:"_s, SqliteDatabase::Mode::Create).value_or(nullptr);
    QVERIFY(m_database);
    QVERIFY(SchemaMigrator::migrate(*m_database));
}

void TestSqliteStatement::textIsReadAsItWasWritten_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << u""_s;
    QTest::newRow("null") << QString();
    QTest::newRow("beyond ASCII") << u"späti/%😀"_s;
    QTest::newRow("byte order mark first") << u"\ufeffq"_s;
    QTest::newRow("byte order mark alone") << u"\ufeff"_s;
    QTest::newRow("byte order mark turned round") << u"\ufffebeta"_s;
    QTest::newRow("long") << QString(u"\ufeff"_s + QString(100'000, u'é'));
}

void TestSqliteStatement::textIsReadAsItWasWritten()
{
    QFETCH(QString, text);
    QVERIFY(createRoom(1, text));
    QCOMPARE(roomIds(), QStringList(text));
    QCOMPARE(m_database->text("SELECT hex(room_id) FROM rooms").value_or(QString()),
             QString::fromLatin1(text.toUtf8().toHex().toUpper()));
}

void TestSqliteStatement::textsThatDifferInTheirFirstCharacterAreTwo()
{
    const QStringList texts { u"q"_s, u"\ufeffq"_s, u"\ufffeq"_s, u"\ufeff\ufeffq"_s };
    for (int i = 0; i < texts.size(); ++i)
        QVERIFY(createRoom(i + 1, texts.at(i)));
    QCOMPARE(roomIds(), texts);
}

QTEST_GUILESS_MAIN(TestSqliteStatement)
#include "TestSqliteStatement.moc"
