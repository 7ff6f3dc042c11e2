// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "InstructionRecord.h"
#include "support/ServerProcess.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace parlor::load;

namespace {

constexpr double Tolerance = 0.15;

/// Fixed loads: what a run costs beyond the same run with fewer posts is the posts' alone. The listeners observe,
/// because how often a room tells who came depends on how fast they come.
struct Load {
    int members;
    int fewPosts;
    int manyPosts;
};
constexpr Load Few { 2, 200, 1200 };
constexpr Load Many { 200, 200, 2200 };

} // namespace

/// How many instructions the real server spends on a post and on each delivery of one, counted by valgrind: a figure
/// that a busy machine does not change. PARLOR_RECORD_INSTRUCTIONS=1 records it instead of comparing it.
class TestInstructions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void postAndDeliveryTakeNoMoreThanRecorded();

private:
    /// All instructions of a server with \a storage that serves this load, or -1.
    qint64 count(const QString &storage, int members, int posts);
    double perPost(const QString &storage, const Load &load);

    QTemporaryDir m_directory;
};

void TestInstructions::postAndDeliveryTakeNoMoreThanRecorded()
{
    const double perPostToFew = perPost(u"memory"_s, Few);
    const double perPostToMany = perPost(u"memory"_s, Many);
    const double perStoredPost = perPost(u"sqlite"_s, Few);
    QVERIFY(perPostToFew > 0 && perPostToMany > perPostToFew && perStoredPost > perPostToFew);
    const double delivery = (perPostToMany - perPostToFew) / (Many.members - Few.members);
    const double deliveries = Few.members * delivery;
    const InstructionCounts counts { { u"delivery"_s, delivery },
                                     { u"post"_s, perPostToFew - deliveries },
                                     { u"post, SQLite"_s, perStoredPost - deliveries } };

    InstructionRecord record(QStringLiteral(PARLOR_INSTRUCTIONS_FILE));
    qInfo().noquote() << "instructions," << InstructionRecord::toolchain() << record.describe(counts);
    if (qEnvironmentVariableIntValue("PARLOR_RECORD_INSTRUCTIONS") != 0) {
        QVERIFY(record.save(counts));
        return;
    }
    if (!record.isThere())
        qInfo("no record for this toolchain: nothing to compare with");
    const QStringList grown = record.grown(counts, Tolerance);
    QVERIFY2(grown.isEmpty(), qPrintable(u"instructions grew by more than 15 %: "_s + grown.join("; "_L1)));
}

double TestInstructions::perPost(const QString &storage, const Load &load)
{
    const qint64 few = count(storage, load.members, load.fewPosts);
    const qint64 many = count(storage, load.members, load.manyPosts);
    return few < 0 || many < 0 ? -1 : double(many - few) / (load.manyPosts - load.fewPosts);
}

qint64 TestInstructions::count(const QString &storage, int members, int posts)
{
    const QString name = u"%1.%2.%3"_s.arg(storage).arg(members).arg(posts);
    const QString output = m_directory.filePath(u"callgrind."_s + name);
    ServerProcess server;
    server.setLauncher(
        { QStringLiteral(PARLOR_VALGRIND), u"--quiet"_s, u"--tool=callgrind"_s, u"--callgrind-out-file="_s + output });
    if (!server.start({ u"--io-threads"_s, u"1"_s, u"--storage"_s, storage, u"--data"_s, m_directory.filePath(name) }))
        return -1;
    const QString command =
        u"fanout --observe --members %1 --posts %2 --seconds 120 --port %3"_s.arg(members).arg(posts).arg(
            server.port());
    QProcess load;
    load.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    load.start(QStringLiteral(PARLOR_LOAD_PATH), command.split(u' '));
    if (!load.waitForFinished(180'000) || load.exitCode() != 0 || server.stop() != 0)
        return -1;

    QFile file(output);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    constexpr QByteArrayView key("summary: ");
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(key))
            return line.sliced(key.size()).toLongLong();
    }
    return -1;
}

QTEST_GUILESS_MAIN(TestInstructions)
#include "TestInstructions.moc"
