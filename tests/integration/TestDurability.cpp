// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/DatabaseCheck.h"
#include "storage/SqliteDatabase.h"
#include "support/HttpClient.h"
#include "support/Publisher.h"
#include "support/ServerProcess.h"
#include "support/StoredHistory.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#endif

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

constexpr int PublisherCount = 20;

/// How often the server is killed; 50 for the whole proof.
int killRounds()
{
    const int rounds = qEnvironmentVariableIntValue("PARLOR_TEST_KILL_ROUNDS");
    return rounds > 0 ? rounds : 8;
}

/// Those who talk in one room, for as long as one server lives.
class Crowd {
public:
    explicit Crowd(quint16 port)
    {
        for (int i = 0; i < PublisherCount; ++i)
            m_publishers.push_back(std::make_unique<Publisher>(port, u"a"_s, u"p%1-%2"_s.arg(++s_names).arg(i)));
    }

    bool hasJoined() const
    {
        return std::ranges::all_of(m_publishers, [](const auto &it) { return it->hasJoined(); });
    }
    void start()
    {
        for (const auto &publisher : m_publishers)
            publisher->start();
    }
    void stop()
    {
        for (const auto &publisher : m_publishers)
            publisher->stop();
    }
    bool isQuiet() const
    {
        return std::ranges::none_of(m_publishers, [](const auto &it) { return it->isWaiting(); });
    }
    bool isDisconnected() const
    {
        return std::ranges::all_of(m_publishers, [](const auto &it) { return it->isDisconnected(); });
    }
    QHash<qint64, QString> acked() const
    {
        QHash<qint64, QString> all;
        for (const auto &publisher : m_publishers)
            all.insert(publisher->acked());
        return all;
    }
    QHash<qint64, QString> heard() const
    {
        QHash<qint64, QString> all;
        for (const auto &publisher : m_publishers)
            all.insert(publisher->heard());
        return all;
    }
    QStringList refusals() const
    {
        QStringList all;
        for (const auto &publisher : m_publishers)
            all.append(publisher->refusal());
        all.removeDuplicates();
        return all;
    }

private:
    inline static int s_names = 0;
    std::vector<std::unique_ptr<Publisher>> m_publishers;
};

} // namespace

class TestDurability : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void killedServerLosesNothingThatWasAcked();
    void copyOfTheFilesHoldsAllThatWasAcked();
    void backupOfALiveServerIsWhole();
    void fullDiskRefusesPostsAndIsOverByItself();
    void lockOfAnotherProgramRefusesPostsAndIsOverByItself();
    void participantsComeBackAsDeparted();
    void closedRoomLeavesNoTrace();

private:
    QStringList options() const { return { u"--data"_s, m_data, u"--io-threads"_s, u"2"_s }; }
    QString databasePath(const QString &directory) const { return directory + "/parlor.db"_L1; }
    void verifySound(const QString &directory) const
    {
        const auto report = DatabaseCheck::run(databasePath(directory));
        QVERIFY(report);
        QCOMPARE(report->faults, QStringList());
    }
    static int post(quint16 port)
    {
        return HttpClient(port).request("POST", "/api/v1/rooms/a/messages", R"({"username":"u","content":"c"})").status;
    }

    static int health(quint16 port) { return HttpClient(port).get("/health/ready").status; }

    const QTemporaryDir m_scratch;
    int m_count = 0;
    QString m_data;
};

void TestDurability::init()
{
    m_data = m_scratch.filePath(QString::number(++m_count));
}

void TestDurability::killedServerLosesNothingThatWasAcked()
{
    QHash<qint64, QString> acked;
    QHash<qint64, QString> heard;
    for (int round = 0; round < killRounds(); ++round) {
        ServerProcess server;
        QVERIFY(server.start(options()));
        if (round == 0)
            QVERIFY(server.createRoom("a"));
        const StoredHistory history = StoredHistory::read(server.port(), "a");
        QVERIFY(history.isGapless());
        QVERIFY2(history.holds(acked), "an acknowledged message is lost or changed");
        QVERIFY2(history.holds(heard), "somebody heard what is not in the history");

        Crowd crowd(server.port());
        QTRY_VERIFY(crowd.hasJoined());
        crowd.start();
        QTRY_VERIFY(crowd.acked().size() > 100 + 50 * (round % 5));
        server.kill();
        // What the clients' sockets still hold was sent before.
        QTRY_VERIFY(crowd.isDisconnected());
        acked.insert(crowd.acked());
        heard.insert(crowd.heard());
    }
    ServerProcess server;
    QVERIFY(server.start(options()));
    const StoredHistory history = StoredHistory::read(server.port(), "a");
    QVERIFY(history.isGapless());
    QVERIFY(history.holds(acked));
    QVERIFY(history.holds(heard));
    QCOMPARE(server.stop(), 0);
    verifySound(m_data);
    qInfo("%lld messages stored, %lld acknowledged, in %d rounds", history.size(), qint64(acked.size()), killRounds());
}

void TestDurability::copyOfTheFilesHoldsAllThatWasAcked()
{
    ServerProcess server;
    QVERIFY(server.start(options()));
    QVERIFY(server.createRoom("a"));
    Crowd crowd(server.port());
    QTRY_VERIFY(crowd.hasJoined());
    crowd.start();
    for (int copy = 1; copy <= 5; ++copy) {
        QTRY_VERIFY(crowd.acked().size() > 200 * copy);
        const QHash<qint64, QString> acked = crowd.acked();
        // As the disk has it when the power fails: the server stands still for the moment of the copy, as a snapshot of a
        // file system would have it.
        const QString directory = m_scratch.filePath(u"copy-%1"_s.arg(copy));
        QVERIFY(QDir().mkpath(directory));
        server.pause();
        const bool isCopied = QFile::copy(databasePath(m_data), databasePath(directory))
            && QFile::copy(databasePath(m_data) + "-wal"_L1, databasePath(directory) + "-wal"_L1);
        server.resume();
        QVERIFY(isCopied);

        ServerProcess second;
        QVERIFY(second.start({ u"--data"_s, directory }));
        const StoredHistory history = StoredHistory::read(second.port(), "a");
        QVERIFY(history.isGapless());
        QVERIFY(history.holds(acked));
        QCOMPARE(second.stop(), 0);
        verifySound(directory);
    }
    crowd.stop();
    QTRY_VERIFY(crowd.isQuiet());
    QCOMPARE(server.stop(), 0);
}

void TestDurability::backupOfALiveServerIsWhole()
{
    ServerProcess server;
    QVERIFY(server.start(options()));
    QVERIFY(server.createRoom("a"));
    Crowd crowd(server.port());
    QTRY_VERIFY(crowd.hasJoined());
    crowd.start();
    QTRY_VERIFY(crowd.acked().size() > 300);
    const QHash<qint64, QString> acked = crowd.acked();
    const QString directory = m_scratch.filePath(u"restored"_s);
    QVERIFY(QDir().mkpath(directory));
    QProcess backup;
    backup.start(ServerProcess::program(),
                 { u"--data"_s, m_data, u"--backup"_s, databasePath(directory) });
    QSignalSpy finished(&backup, &QProcess::finished);
    QVERIFY(finished.wait());
    QCOMPARE(backup.exitCode(), 0);
    crowd.stop();
    QTRY_VERIFY(crowd.isQuiet());
    QCOMPARE(server.stop(), 0);
    QCOMPARE(crowd.refusals(), QStringList { QString() });
    verifySound(directory);
    ServerProcess restored;
    QVERIFY(restored.start({ u"--data"_s, directory }));
    const StoredHistory history = StoredHistory::read(restored.port(), "a");
    QVERIFY(history.isGapless());
    QVERIFY(history.holds(acked));
}

void TestDurability::fullDiskRefusesPostsAndIsOverByItself()
{
#ifdef Q_OS_LINUX
    ServerProcess server;
    QVERIFY(server.start(options()));
    QVERIFY(server.createRoom("a"));
    Crowd crowd(server.port());
    QTRY_VERIFY(crowd.hasJoined());
    crowd.start();
    QTRY_VERIFY(crowd.acked().size() > 100);

    // Nothing is written beyond this: there is no room in the log, however often it is copied.
    const rlimit full { 4096, RLIM_INFINITY };
    QCOMPARE(::prlimit(pid_t(server.processId()), RLIMIT_FSIZE, &full, nullptr), 0);
    QTRY_VERIFY(crowd.isQuiet());
    QCOMPARE(crowd.refusals(), QStringList { u"storage.unavailable"_s });
    QTRY_COMPARE(health(server.port()), 503);
    QCOMPARE(post(server.port()), 503);
    const StoredHistory during = StoredHistory::read(server.port(), "a");
    QVERIFY(during.isGapless());
    QVERIFY(during.holds(crowd.acked()));

    const rlimit free { RLIM_INFINITY, RLIM_INFINITY };
    QCOMPARE(::prlimit(pid_t(server.processId()), RLIMIT_FSIZE, &free, nullptr), 0);
    // By itself: nobody posts to a server that is not ready.
    QTRY_COMPARE(health(server.port()), 200);
    QCOMPARE(post(server.port()), 201);
    const StoredHistory after = StoredHistory::read(server.port(), "a");
    QVERIFY(after.isGapless());
    QCOMPARE(after.size(), during.size() + 1);
    QVERIFY(after.holds(crowd.heard()));
    server.kill();

    ServerProcess next;
    QVERIFY(next.start(options()));
    const StoredHistory history = StoredHistory::read(next.port(), "a");
    QVERIFY(history.isGapless());
    QVERIFY(history.holds(crowd.acked()));
    QVERIFY(history.holds(crowd.heard()));
    QCOMPARE(next.stop(), 0);
    verifySound(m_data);
#endif
}

void TestDurability::lockOfAnotherProgramRefusesPostsAndIsOverByItself()
{
    ServerProcess server;
    QVERIFY(server.start(options()));
    QVERIFY(server.createRoom("a"));
    QCOMPARE(post(server.port()), 201);
    QCOMPARE(health(server.port()), 200);
    const auto other = SqliteDatabase::open(databasePath(m_data), SqliteDatabase::Mode::Existing);
    QVERIFY(other);
    QVERIFY((*other)->execute("BEGIN IMMEDIATE"));
    QTRY_COMPARE(health(server.port()), 503);
    QCOMPARE(post(server.port()), 503);
    QVERIFY(!server.createRoom("b"));
    QCOMPARE(StoredHistory::read(server.port(), "a").size(), 1);
    QVERIFY((*other)->execute("COMMIT"));
    QTRY_COMPARE(health(server.port()), 200);
    QCOMPARE(post(server.port()), 201);
    QVERIFY(server.createRoom("b"));
    QVERIFY(StoredHistory::read(server.port(), "a").isGapless());
    QCOMPARE(server.stop(), 0);
}

void TestDurability::participantsComeBackAsDeparted()
{
    {
        ServerProcess server;
        QVERIFY(server.start(options()));
        QVERIFY(server.createRoom("a"));
        Publisher ann(server.port(), u"a"_s, u"ann"_s);
        QTRY_VERIFY(ann.hasJoined());
        QCOMPARE(server.stop(), 0);
    }
    ServerProcess server;
    QVERIFY(server.start(options()));
    const auto listed = HttpClient(server.port()).get("/api/v1/rooms/a/participants");
    const QJsonArray participants = QJsonDocument::fromJson(listed.body).array();
    QCOMPARE(participants.size(), 1);
    QCOMPARE(participants.first()["username"_L1].toString(), u"ann"_s);
    QCOMPARE(participants.first()["connected"_L1].toBool(true), false);
}

void TestDurability::closedRoomLeavesNoTrace()
{
    for (int life = 0; life < 2; ++life) {
        ServerProcess server;
        QVERIFY(server.start(options()));
        QVERIFY(server.createRoom("a"));
        QCOMPARE(post(server.port()), 201);
        QCOMPARE(StoredHistory::read(server.port(), "a").size(), 1);
        QCOMPARE(HttpClient(server.port()).request("DELETE", "/api/v1/rooms/a").status, 204);
        server.kill();
    }
    ServerProcess server;
    QVERIFY(server.start(options()));
    const auto messages = [this] {
        const auto database = SqliteDatabase::open(databasePath(m_data), SqliteDatabase::Mode::Existing);
        return database ? (*database)->number("SELECT count(*) FROM messages").value_or(-1) : -1;
    };
    QTRY_COMPARE(messages(), 0);
}

QTEST_GUILESS_MAIN(TestDurability)
#include "TestDurability.moc"
