// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeServer.h"
#include "models/JournalModel.h"
#include "models/Profiles.h"
#include "models/StatsHistory.h"

#include <QTemporaryDir>
#include <QTest>

using namespace parlor;
using namespace parlor::admin;
using namespace Qt::StringLiterals;

class TestStatsHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ratesAreDifferences();
    void serverThatBeganAgainMakesNoNegativeRate();
    void averagesReachAsFarAsTheyShould();
    void keepsAnHour();
    void pointsAreFewAndEndNow();
};

namespace {

ServerStats posted(qint64 count)
{
    ServerStats stats;
    stats.messagesPosted = count;
    stats.rooms = count;
    return stats;
}

struct Bench {
    FakeTransport transport;
    FakeLink link;
    RestClient rest { transport };
    LiveClient live { link };
    StatsHistory history { rest, live };
};

} // namespace

void TestStatsHistory::ratesAreDifferences()
{
    Bench bench;
    bench.history.add(posted(100), 0);
    QCOMPARE(bench.history.messagesPerSecond(), 0.0);
    bench.history.add(posted(130), 2'000);
    QCOMPARE(bench.history.messagesPerSecond(), 15.0);
}

void TestStatsHistory::serverThatBeganAgainMakesNoNegativeRate()
{
    Bench bench;
    bench.history.add(posted(100), 0);
    bench.history.add(posted(200), 2'000);
    bench.history.add(posted(10), 4'000);
    bench.history.add(posted(30), 6'000);
    QCOMPARE(bench.history.messagesPerSecond(), 10.0);
    QCOMPARE(bench.history.averageRate(1), 30.0);
}

void TestStatsHistory::averagesReachAsFarAsTheyShould()
{
    Bench bench;
    for (int second = 0; second <= 600; second += 2)
        bench.history.add(posted(second <= 540 ? second : 540 + (second - 540) * 10), second * 1000);
    QCOMPARE(bench.history.averageRate(1), 10.0);
    QCOMPARE(bench.history.averageRate(10), (540 + 600) / 600.0);
    QCOMPARE(bench.history.averageRate(60), (540 + 600) / 600.0);
}

void TestStatsHistory::keepsAnHour()
{
    Bench bench;
    for (int second = 0; second <= 7'200; second += 2)
        bench.history.add(posted(second), second * 1000);
    const auto points = bench.history.series(StatsHistory::Series::Rooms, 600, 100'000);
    QVERIFY(points.first().x() >= -3'600.0 && points.first().x() < -3'590.0);
}

void TestStatsHistory::pointsAreFewAndEndNow()
{
    Bench bench;
    for (int second = 0; second <= 3'600; second += 2)
        bench.history.add(posted(second * 5), second * 1000);
    const auto points = bench.history.series(StatsHistory::Series::MessagesPerSecond, 60, 120);
    QVERIFY(points.size() <= 121 && points.size() > 100);
    QCOMPARE(points.last().x(), 0.0);
    for (const QPointF &point : points)
        QCOMPARE(point.y(), 5.0);
}

QTEST_GUILESS_MAIN(TestStatsHistory)
#include "TestStatsHistory.moc"
