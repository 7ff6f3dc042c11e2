// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Clock.h"
#include "LatencyHistogram.h"

#include <QTest>

using namespace parlor::load;

class TestLatencyHistogram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingAddedIsZero();
    void percentilesAreWithinTwoPercent_data();
    void percentilesAreWithinTwoPercent();
    void oneInAThousandShowsInTheTailAlone();
    void whatIsTooLongIsCounted();
};

void TestLatencyHistogram::nothingAddedIsZero()
{
    const LatencyHistogram histogram;
    QCOMPARE(histogram.percentileMs(0.99), 0.0);
    QCOMPARE(histogram.maxMs(), 0.0);
}

void TestLatencyHistogram::percentilesAreWithinTwoPercent_data()
{
    QTest::addColumn<double>("fraction");
    for (const double fraction : { 0.01, 0.5, 0.9, 0.99, 0.999, 1.0 })
        QTest::addRow("%g", fraction) << fraction;
}

void TestLatencyHistogram::percentilesAreWithinTwoPercent()
{
    QFETCH(double, fraction);
    constexpr int durations = 100'000;
    LatencyHistogram histogram;
    for (int i = 1; i <= durations; ++i)
        histogram.add(i * NsPerMs / 100);
    const double expected = fraction * durations / 100;
    const double measured = histogram.percentileMs(fraction);
    QVERIFY2(measured >= expected * 0.98 && measured <= expected * 1.02, qPrintable(QString::number(measured)));
}

void TestLatencyHistogram::oneInAThousandShowsInTheTailAlone()
{
    LatencyHistogram histogram;
    for (int i = 0; i < 999; ++i)
        histogram.add(NsPerMs);
    histogram.add(NsPerSecond);
    QVERIFY(histogram.percentileMs(0.999) < 1.1);
    QCOMPARE(histogram.percentileMs(1), 1000.0);
    QCOMPARE(histogram.maxMs(), 1000.0);
}

void TestLatencyHistogram::whatIsTooLongIsCounted()
{
    LatencyHistogram histogram;
    histogram.add(10'000 * NsPerSecond);
    histogram.add(-1);
    QCOMPARE(histogram.count(), 2u);
    QCOMPARE(histogram.maxMs(), 1e7);
}

QTEST_GUILESS_MAIN(TestLatencyHistogram)
#include "TestLatencyHistogram.moc"
