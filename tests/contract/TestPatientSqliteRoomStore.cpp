// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/SqliteRoomStoreContract.h"
#include "storage/DataDirectory.h"
#include "storage/SqliteDatabase.h"
#include "support/Await.h"

#include <QFileInfo>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// However slow the disk of the machine is: what may be stored within append() is.
class TestPatientSqliteRoomStore : public SqliteRoomStoreContract {
    Q_OBJECT

public:
    TestPatientSqliteRoomStore() :
        SqliteRoomStoreContract(1h)
    {
    }

private Q_SLOTS:
    void fewMessagesAreStoredWithinTheCall();
    void messagesWaitForTheCallsBeforeThem();
    void callsWaitForTheMessagesBeforeThem();
    void repeatedMessageIsFoundWithinTheCall();
    void lockOfAnotherProgramIsLeftToTheThread();
    void logIsCopiedWhereAllIsStoredWithinTheCalls();

private:
    /// Another program.
    Result<std::unique_ptr<SqliteDatabase>> another() const
    {
        return SqliteDatabase::open(DataDirectory::databasePath(directory()), SqliteDatabase::Mode::Existing);
    }
    /// What that sees.
    Result<qint64> storedMessages() const
    {
        return another().and_then([](const auto &database) { return database->number("SELECT count(*) FROM messages"); });
    }
};

void TestPatientSqliteRoomStore::fewMessagesAreStoredWithinTheCall()
{
    QVERIFY(createRoom(1, u"a"_s));
    bool isAnswered = false;
    store().append({ makeMessage(1, 1), makeMessage(1, 2) }, [&](const Result<void> &) { isAnswered = true; });
    QCOMPARE(storedMessages(), 2);
    QVERIFY(!isAnswered);
    QTRY_VERIFY(isAnswered);
}

void TestPatientSqliteRoomStore::messagesWaitForTheCallsBeforeThem()
{
    QVERIFY(createRoom(1, u"a"_s));
    StoredRoom second;
    second.key = 2;
    second.roomId = u"b"_s;
    store().createRoom(second, [](const Result<void> &) {});
    // Not stored if it overtook the call that makes the room.
    QVERIFY(append(2, 1, 1));
}

void TestPatientSqliteRoomStore::callsWaitForTheMessagesBeforeThem()
{
    QVERIFY(createRoom(1, u"a"_s));
    QList<int> answered;
    store().append({ makeMessage(1, 1) }, [&](const Result<void> &) { answered.append(1); });
    store().read(1, {}, [&](const Result<MessagePage> &page) { answered.append(page ? int(1 + page->total) : 0); });
    store().append({ makeMessage(1, 2) }, [&](const Result<void> &) { answered.append(3); });
    QTRY_COMPARE(answered, (QList<int> { 1, 2, 3 }));
}

void TestPatientSqliteRoomStore::repeatedMessageIsFoundWithinTheCall()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(await<void>([&](auto done) { store().append({ makeMessage(1, 1, u"mine"_s) }, done); }));
    const auto known = await<QList<KnownMessage>>([&](auto done) { store().findMessages({ { 1, u"mine"_s } }, done); });
    QVERIFY(known);
    QCOMPARE(known->first().order, 1);
}

void TestPatientSqliteRoomStore::lockOfAnotherProgramIsLeftToTheThread()
{
    QVERIFY(createRoom(1, u"a"_s));
    const auto other = another();
    QVERIFY(other && (*other)->execute("BEGIN IMMEDIATE"));
    std::optional<Result<void>> answer;
    store().append({ makeMessage(1, 1) }, [&](const Result<void> &result) { answer = result; });
    // If the call had waited for it, it would have given up by now.
    QVERIFY((*other)->execute("ROLLBACK"));
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
}

void TestPatientSqliteRoomStore::logIsCopiedWhereAllIsStoredWithinTheCalls()
{
    QVERIFY(createRoom(1, u"a"_s));
    const QFileInfo database(DataDirectory::databasePath(directory()));
    const qint64 sizeBefore = database.size();
    // The file itself is only written to when the log is copied into it, after four megabytes.
    for (qint64 order = 1; order <= 10; ++order) {
        NewMessage message = makeMessage(1, order);
        message.message.members.append(QByteArray(500'000, 'x'));
        QVERIFY(await<void>([&](auto done) { store().append({ message }, done); }));
    }
    QTRY_VERIFY(QFileInfo(database.filePath()).size() > sizeBefore + 4'000'000);
}

QTEST_GUILESS_MAIN(TestPatientSqliteRoomStore)
#include "TestPatientSqliteRoomStore.moc"
