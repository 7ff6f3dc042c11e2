// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/StoreExecutor.h"

#include "storage/DataDirectory.h"
#include "storage/SqliteDatabase.h"
#include "storage/StoreMetrics.h"
#include "storage/StoreTables.h"

#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <chrono>

#ifdef Q_OS_UNIX
#include <csignal>

#include <sys/resource.h>
#endif

using namespace parlor;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestStoreExecutor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void isNotQuickBeforeItWasUsed();
    void isNotQuickWhileWritingFails();
    void isNotQuickForSomeTimeAfterItWaited();
    void isNeverQuickWithoutPatience();
    void isNotMadeQuickByWhatHasNoSync();
    void readingDoesNotHideThatWritingFails();
    void lockOfAnotherIsNotAwaitedWhereItNeedNot();
    void canBeUsedAgainWhenItWasClosed();
    void nothingIsStoredInAFileThatIsGone();
    void whereTheDiskIsFullTheLogIsCopied();

private:
    std::unique_ptr<StoreExecutor> make(std::chrono::nanoseconds patience) const;
    static StoreCallPointer call(StoreCall::Kind kind, StoreCallFor<void>::Operation operation, Result<void> &outcome);
    static Result<void> run(StoreExecutor &executor, StoreCall::Kind kind, StoreCallFor<void>::Operation operation);
    /// Makes a room.
    static StoreCallFor<void>::Operation creation(RoomKey key);
    static Result<void> write(StoreExecutor &executor, RoomKey key)
    {
        return run(executor, StoreCall::Kind::Write, creation(key));
    }
    /// Another program that writes and takes its time; until unlock().
    std::unique_ptr<SqliteDatabase> lockedByAnother() const;
    static bool failsToWrite(StoreExecutor &executor);
    /// The next write is one that succeeds again.
    static bool unlock(SqliteDatabase &other);

    const QTemporaryDir m_scratch;
    int m_number = 0;
    QString m_directory;
};

void TestStoreExecutor::init()
{
    m_directory = m_scratch.filePath(QString::number(++m_number));
}

std::unique_ptr<StoreExecutor> TestStoreExecutor::make(std::chrono::nanoseconds patience) const
{
    return std::make_unique<StoreExecutor>(SqliteRoomStore::Settings { m_directory, Durability::Full, {}, patience },
                                           std::make_shared<StoreMetrics>());
}

StoreCallPointer TestStoreExecutor::call(StoreCall::Kind kind, StoreCallFor<void>::Operation operation, Result<void> &outcome)
{
    return std::make_unique<StoreCallFor<void>>(kind, std::move(operation),
                                                [&outcome](const Result<void> &result) { outcome = result; });
}

Result<void> TestStoreExecutor::run(StoreExecutor &executor, StoreCall::Kind kind, StoreCallFor<void>::Operation operation)
{
    Result<void> outcome;
    std::array calls { call(kind, std::move(operation), outcome) };
    executor.run(calls);
    calls.front()->complete();
    return outcome;
}

StoreCallFor<void>::Operation TestStoreExecutor::creation(RoomKey key)
{
    StoredRoom room;
    room.key = key;
    room.roomId = QString::number(key);
    return [room](StoreTables &tables) { return tables.rooms.create(room); };
}

std::unique_ptr<SqliteDatabase> TestStoreExecutor::lockedByAnother() const
{
    auto database = SqliteDatabase::open(DataDirectory::databasePath(m_directory), SqliteDatabase::Mode::Existing);
    if (!database || !(*database)->execute("BEGIN IMMEDIATE"))
        return nullptr;
    return std::move(*database);
}

bool TestStoreExecutor::failsToWrite(StoreExecutor &executor)
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"another program has locked it"_s));
    return !write(executor, 1000);
}

bool TestStoreExecutor::unlock(SqliteDatabase &other)
{
    QTest::ignoreMessage(QtWarningMsg, "the database can be written to again");
    return other.execute("ROLLBACK").has_value();
}

void TestStoreExecutor::isNotQuickBeforeItWasUsed()
{
    const auto executor = make(1h);
    QVERIFY(!executor->isQuick());
    QVERIFY(write(*executor, 1));
    QVERIFY(executor->isQuick());
}

void TestStoreExecutor::isNotQuickWhileWritingFails()
{
    const auto executor = make(1h);
    QVERIFY(write(*executor, 1));
    const auto other = lockedByAnother();
    QVERIFY(failsToWrite(*executor));
    QVERIFY(!executor->isQuick());
    QVERIFY(unlock(*other));
    QVERIFY(write(*executor, 2));
    QVERIFY(executor->isQuick());
}

void TestStoreExecutor::isNotQuickForSomeTimeAfterItWaited()
{
    // Less than SQLite waits for a lock.
    const auto executor = make(200ms);
    QVERIFY(write(*executor, 1));
    const auto other = lockedByAnother();
    QVERIFY(failsToWrite(*executor));
    QVERIFY(unlock(*other));
    QVERIFY(write(*executor, 2));
    QVERIFY(!executor->isQuick());
    for (RoomKey key = 3; key < 1000 && !executor->isQuick(); ++key)
        QVERIFY(write(*executor, key));
    QVERIFY(executor->isQuick());
}

void TestStoreExecutor::isNeverQuickWithoutPatience()
{
    const auto executor = make(0s);
    for (RoomKey key = 1; key < 100; ++key)
        QVERIFY(write(*executor, key));
    QVERIFY(!executor->isQuick());
}

void TestStoreExecutor::isNotMadeQuickByWhatHasNoSync()
{
    const auto executor = make(200ms);
    QVERIFY(write(*executor, 1));
    const auto other = lockedByAnother();
    QVERIFY(failsToWrite(*executor));
    QVERIFY(unlock(*other));
    for (RoomKey key = 2; key < 100; ++key)
        QVERIFY(run(*executor, StoreCall::Kind::Record, creation(key)));
    QVERIFY(!executor->isQuick());
}

void TestStoreExecutor::readingDoesNotHideThatWritingFails()
{
    const auto executor = make(1h);
    QVERIFY(write(*executor, 1));
    const auto other = lockedByAnother();
    QVERIFY(failsToWrite(*executor));
    QVERIFY(run(*executor, StoreCall::Kind::Read, [](StoreTables &) { return Result<void>(); }));
    QVERIFY(!executor->isQuick());
}

void TestStoreExecutor::lockOfAnotherIsNotAwaitedWhereItNeedNot()
{
    const auto executor = make(1h);
    // So that this test would not end.
    QVERIFY(run(*executor, StoreCall::Kind::Write, [](StoreTables &tables) {
        tables.database.waitForLocks(1h);
        return Result<void>();
    }));
    const auto other = lockedByAnother();
    QVERIFY(other);
    Result<void> outcome = tl::unexpected(Error());
    std::array calls { call(StoreCall::Kind::Write, creation(2), outcome) };
    QVERIFY(!executor->runIfFree(calls));
    // That was no failure.
    QVERIFY(executor->isQuick());
    QVERIFY(other->execute("ROLLBACK"));
    QVERIFY(executor->runIfFree(calls));
    calls.front()->complete();
    QVERIFY(outcome);
}

void TestStoreExecutor::canBeUsedAgainWhenItWasClosed()
{
    const auto executor = make(1h);
    QVERIFY(write(*executor, 1));
    executor->close();
    QVERIFY(!executor->isOpen());
    QVERIFY(write(*executor, 2));
    QVERIFY(executor->isOpen());
}

void TestStoreExecutor::nothingIsStoredInAFileThatIsGone()
{
    const auto executor = make(1h);
    QVERIFY(write(*executor, 1));
    const QString path = DataDirectory::databasePath(m_directory);
    QVERIFY(QFile::rename(path, path + u".away"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"was removed, or put elsewhere"_s));
    const auto refused = write(*executor, 2);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::StorageUnavailable);
    QVERIFY(!executor->isQuick());

    QVERIFY(QFile::rename(path + u".away"_s, path));
    QTest::ignoreMessage(QtWarningMsg, "the database can be written to again");
    QVERIFY(write(*executor, 2));
}

void TestStoreExecutor::whereTheDiskIsFullTheLogIsCopied()
{
#ifdef Q_OS_UNIX
    const auto executor = make(1h);
    QVERIFY(write(*executor, 1));
    // No file may become larger than this, which is what a full disk comes to.
    const auto previousHandler = ::signal(SIGXFSZ, SIG_IGN);
    rlimit previous {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &previous), 0);
    rlimit limited = previous;
    limited.rlim_cur = 512 * 1024;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limited), 0);
    const auto restore = qScopeGuard([&] {
        ::setrlimit(RLIMIT_FSIZE, &previous);
        ::signal(SIGXFSZ, previousHandler);
    });
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"nothing is stored until that is over"_s));
    RoomKey key = 2;
    while (key < 1000 && write(*executor, key))
        ++key;
    QVERIFY(key < 1000);

    executor->keepUp();
    QTest::ignoreMessage(QtWarningMsg, "the database can be written to again");
    QVERIFY(write(*executor, key));
#else
    QSKIP("There is no limit to a file's size here.");
#endif
}

QTEST_GUILESS_MAIN(TestStoreExecutor)
#include "TestStoreExecutor.moc"
