// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "limits/RateLimit.h"

#include <QTest>

using namespace parlor;

namespace {

constexpr qint64 Ms = 1'000'000;
constexpr qint64 Second = 1000 * Ms;
/// Some time of the clock: it did not start with the bucket.
constexpr qint64 Now = 5'000'000 * Second;

} // namespace

class TestRateLimit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bucketHoldsTwoSecondsWorth();
    void emptyBucketSaysWhenThereIsATokenAgain();
    void whatIsRefusedTakesNoToken();
    void tokensComeBackAtTheRate();
    void longRestSavesNoMoreThanTheBucketHolds();
    void nothingIsRefusedWithoutARate();
    void highestRateIsHeld();
};

void TestRateLimit::bucketHoldsTwoSecondsWorth()
{
    const RateLimit limit(5);
    RateLimit::Bucket bucket;
    for (int i = 0; i < 10; ++i)
        QCOMPARE(bucket.take(limit, Now), 0);
    QVERIFY(bucket.take(limit, Now) > 0);
}

void TestRateLimit::emptyBucketSaysWhenThereIsATokenAgain()
{
    const RateLimit limit(4);
    RateLimit::Bucket bucket;
    while (bucket.take(limit, Now) == 0) { }
    QCOMPARE(bucket.take(limit, Now), 250);
    QCOMPARE(bucket.take(limit, Now + 249 * Ms + 1), 1);
    QCOMPARE(bucket.take(limit, Now + 250 * Ms), 0);
}

void TestRateLimit::whatIsRefusedTakesNoToken()
{
    const RateLimit limit(4);
    RateLimit::Bucket bucket;
    while (bucket.take(limit, Now) == 0) { }
    for (int i = 0; i < 100; ++i)
        QCOMPARE(bucket.take(limit, Now), 250);
}

void TestRateLimit::tokensComeBackAtTheRate()
{
    const RateLimit limit(100);
    RateLimit::Bucket bucket;
    while (bucket.take(limit, Now) == 0) { }
    int taken = 0;
    for (qint64 ms = 1; ms <= 1000; ++ms)
        taken += bucket.take(limit, Now + ms * Ms) == 0;
    QCOMPARE(taken, 100);
}

void TestRateLimit::longRestSavesNoMoreThanTheBucketHolds()
{
    const RateLimit limit(5);
    RateLimit::Bucket bucket;
    QCOMPARE(bucket.take(limit, Now), 0);
    QVERIFY(!bucket.isFull(Now));
    QVERIFY(bucket.isFull(Now + Second));
    int taken = 0;
    while (bucket.take(limit, Now + 3600 * Second) == 0)
        ++taken;
    QCOMPARE(taken, 10);
}

void TestRateLimit::nothingIsRefusedWithoutARate()
{
    const RateLimit limit;
    QVERIFY(limit.isUnlimited());
    RateLimit::Bucket bucket;
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(bucket.take(limit, Now), 0);
}

void TestRateLimit::highestRateIsHeld()
{
    const RateLimit limit(1'000'000);
    RateLimit::Bucket bucket;
    int taken = 0;
    while (bucket.take(limit, Now) == 0)
        ++taken;
    QCOMPARE(taken, 2'000'000);
}

QTEST_GUILESS_MAIN(TestRateLimit)
#include "TestRateLimit.moc"
