// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/Replay.h"

#include <QTest>

using namespace parlor;

namespace {

constexpr qint64 Plenty = 1'000'000;

QList<Message> messages(qint64 first, qint64 last)
{
    QList<Message> made;
    for (qint64 order = first; order <= last; ++order)
        made.append({ order, R"("content":"hi")" });
    return made;
}

} // namespace

class TestReplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void replayCoversWhatIsMissing_data();
    void replayCoversWhatIsMissing();
    void whatIsTooMuchLeavesOutTheOldest();
    void theNewestIsReplayedWhateverItsSize();
    void replayedMessageIsALiveEventWithoutSocket();
};

void TestReplay::replayCoversWhatIsMissing_data()
{
    QTest::addColumn<qint64>("known");
    QTest::addColumn<qint64>("heardSince");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    QTest::addColumn<qint64>("replayed");
    QTest::addColumn<qint64>("gapFrom");
    QTest::addColumn<qint64>("gapTo");
    const auto row = [](const char *name, qint64 known, qint64 heardSince, qint64 first, qint64 last,
                        qint64 replayed, qint64 gapFrom, qint64 gapTo) {
        QTest::newRow(name) << known << heardSince << first << last << replayed << gapFrom << gapTo;
    };
    row("everything is there", 2, 5, 3, 5, 3, 0, 0);
    row("nothing is missing", 5, 5, 1, 0, 0, 0, 0);
    row("what is heard live is left out", 2, 5, 3, 8, 3, 0, 0);
    row("what is known is left out", 2, 5, 1, 5, 3, 0, 0);
    row("older ones are gone", 2, 9, 8, 9, 2, 3, 7);
    row("all are gone", 2, 5, 1, 0, 0, 3, 5);
    row("only later ones are left", 2, 5, 6, 9, 0, 3, 5);
}

void TestReplay::replayCoversWhatIsMissing()
{
    QFETCH(const qint64, known);
    QFETCH(const qint64, heardSince);
    QFETCH(const qint64, first);
    QFETCH(const qint64, last);
    QFETCH(const qint64, replayed);
    QFETCH(const qint64, gapFrom);
    QFETCH(const qint64, gapTo);
    const Replay replay = Replay::between(known, heardSince, messages(first, last), "\"a\"", Plenty);
    QCOMPARE(qint64(replay.exchanges.size()), replayed);
    QCOMPARE(replay.recovered, gapTo == 0);
    QCOMPARE(replay.gapFrom, gapFrom);
    QCOMPARE(replay.gapTo, gapTo);
}

void TestReplay::whatIsTooMuchLeavesOutTheOldest()
{
    const qsizetype size = Replay::between(0, 1, messages(1, 1), "\"a\"", Plenty).exchanges.first().size();
    const Replay replay = Replay::between(2, 9, messages(3, 9), "\"a\"", 2 * size + 1);
    QCOMPARE(replay.exchanges.size(), 2);
    QVERIFY(replay.exchanges.first().contains("\"order\":8"));
    QVERIFY(replay.exchanges.last().contains("\"order\":9"));
    QCOMPARE(replay.recovered, false);
    QCOMPARE(replay.gapFrom, 3);
    QCOMPARE(replay.gapTo, 7);
}

void TestReplay::theNewestIsReplayedWhateverItsSize()
{
    const Replay replay = Replay::between(2, 9, messages(3, 9), "\"a\"", 1);
    QCOMPARE(replay.exchanges.size(), 1);
    QCOMPARE(replay.gapTo, 8);
}

void TestReplay::replayedMessageIsALiveEventWithoutSocket()
{
    const Replay replay = Replay::between(0, 1, messages(1, 1), "\"a\"", Plenty);
    QCOMPARE(replay.exchanges.first(), QByteArray(R"({"roomId":"a","socketId":null,"order":1,"content":"hi"})"));
}

QTEST_APPLESS_MAIN(TestReplay)
#include "TestReplay.moc"
