// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/RateMeter.h"

#include <QTest>

using namespace parlor;

class TestRateMeter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneSampleIsNoRate();
    void rateIsTheGrowthOverTheWindow();
    void whatIsOlderThanTheWindowDoesNotCount();
    void manyAskersDoNotShortenTheWindow();
    void samplesAtTheSameTimeAreNoRate();
};

void TestRateMeter::oneSampleIsNoRate()
{
    RateMeter meter;
    QCOMPARE(meter.perSecond(), 0.0);
    meter.addSample(1'000, 500);
    QCOMPARE(meter.perSecond(), 0.0);
}

void TestRateMeter::rateIsTheGrowthOverTheWindow()
{
    RateMeter meter;
    meter.addSample(0, 100);
    meter.addSample(1'000, 150);
    meter.addSample(4'000, 180);
    QCOMPARE(meter.perSecond(), 20.0);
}

void TestRateMeter::whatIsOlderThanTheWindowDoesNotCount()
{
    RateMeter meter;
    meter.addSample(0, 0);
    meter.addSample(1'000, 9'000);
    meter.addSample(1'000 + RateMeter::WindowMs, 9'100);
    QCOMPARE(meter.perSecond(), 10.0);
    meter.addSample(100'000, 9'100);
    QCOMPARE(meter.perSecond(), 0.0);
}

void TestRateMeter::manyAskersDoNotShortenTheWindow()
{
    RateMeter meter;
    for (qint64 time = 0; time <= 10'000; ++time)
        meter.addSample(time, time * 3);
    QCOMPARE(meter.perSecond(), 3'000.0);
}

void TestRateMeter::samplesAtTheSameTimeAreNoRate()
{
    RateMeter meter;
    meter.addSample(5, 1);
    meter.addSample(5, 2);
    QCOMPARE(meter.perSecond(), 0.0);
}

QTEST_GUILESS_MAIN(TestRateMeter)
#include "TestRateMeter.moc"
