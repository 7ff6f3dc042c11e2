// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/RoomTables.h"

#include "storage/SchemaMigrator.h"
#include "storage/SqliteDatabase.h"
#include "storage/StoreTables.h"

#include <QTest>

#include <sqlite3.h>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

constexpr RoomKey Hall = 1;
constexpr qint64 Many = 5000;
/// What an index saves SQLite, or more: instructions of its machine, of which a walk takes some for each
/// message.
constexpr int Few = 500;

int countStep(void *steps)
{
    ++*static_cast<int *>(steps);
    return 0;
}

} // namespace

/// What RoomStoreContract cannot see: that what is asked for all the time does not cost more in a room with a
/// long history.
class TestRoomTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void findingAClientsIdDoesNotWalkTheRoom_data();
    void findingAClientsIdDoesNotWalkTheRoom();
    void readingTheNewestStopsWhereItIsEnough();

private:
    /// SQLite's instructions for what \a action does.
    template <typename Action> int stepsOf(Action action)
    {
        int steps = 0;
        sqlite3_progress_handler(m_database->handle(), 1, countStep, &steps);
        action();
        sqlite3_progress_handler(m_database->handle(), 0, nullptr, nullptr);
        return steps;
    }

    std::unique_ptr<SqliteDatabase> m_database;
    std::unique_ptr<StoreTables> m_tables;
};

void TestRoomTables::initTestCase()
{
    m_database = SqliteDatabase::open(u":memory:"_s, SqliteDatabase::Mode::Create).value_or(nullptr);
    QVERIFY(m_database);
    QVERIFY(SchemaMigrator::migrate(*m_database));
    m_tables = std::make_unique<StoreTables>(*m_database, Retention{});
    StoredRoom room;
    room.key = Hall;
    room.roomId = u"hall"_s;
    room.creatorUsername = u"ann"_s;
    QVERIFY(m_tables->rooms.create(room));
    QList<NewMessage> messages;
    for (qint64 order = 1; order <= Many; ++order) {
        NewMessage message;
        message.room = Hall;
        message.message = { order, R"("content":"hi")" };
        message.clientMessageId = u"id-%1"_s.arg(order);
        message.createdAt = "then";
        messages.append(message);
    }
    QVERIFY(m_tables->rooms.append(messages));
}

void TestRoomTables::findingAClientsIdDoesNotWalkTheRoom_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<qint64>("order");
    QTest::newRow("new") << u"another"_s << qint64(0);
    QTest::newRow("first") << u"id-1"_s << qint64(1);
    QTest::newRow("last") << u"id-%1"_s.arg(Many) << Many;
}

void TestRoomTables::findingAClientsIdDoesNotWalkTheRoom()
{
    QFETCH(const QString, id);
    QFETCH(const qint64, order);
    Result<QList<KnownMessage>> found;
    const int steps = stepsOf([&] { found = m_tables->rooms.find({ { Hall, id } }); });
    QVERIFY(found);
    QCOMPARE(found->first().order, order);
    QVERIFY2(steps < Few, qPrintable(QString::number(steps)));
}

void TestRoomTables::readingTheNewestStopsWhereItIsEnough()
{
    MessageRange range;
    range.limit = Many;
    range.maxBytes = 1;
    Result<MessagePage> page;
    const int steps = stepsOf([&] { page = m_tables->rooms.read(Hall, range); });
    QVERIFY(page);
    QCOMPARE(page->messages.size(), 1);
    QCOMPARE(page->messages.first().order, Many);
    QVERIFY2(steps < Few, qPrintable(QString::number(steps)));
}

QTEST_GUILESS_MAIN(TestRoomTables)
#include "TestRoomTables.moc"
