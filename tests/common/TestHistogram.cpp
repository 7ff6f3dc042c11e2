// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/Histogram.h"

#include <QTest>

#include <algorithm>

using namespace parlor;

class TestHistogram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFigureBelongsToTheFirstBoundThatIsNotLess_data();
    void aFigureBelongsToTheFirstBoundThatIsNotLess();
    void sumsWhatItSaw();
    void itsBoundsAscend();
};

void TestHistogram::aFigureBelongsToTheFirstBoundThatIsNotLess_data()
{
    QTest::addColumn<qint64>("figure");
    QTest::addColumn<int>("bucket");

    QTest::newRow("nothing") << qint64(0) << 0;
    QTest::newRow("a bound") << qint64(10) << 0;
    QTest::newRow("above a bound") << qint64(11) << 1;
    QTest::newRow("the last bound") << qint64(1000) << 2;
    QTest::newRow("above all") << qint64(1001) << 3;
}

void TestHistogram::aFigureBelongsToTheFirstBoundThatIsNotLess()
{
    QFETCH(const qint64, figure);
    QFETCH(const int, bucket);
    static constexpr std::array<qint64, 3> bounds { 10, 100, 1000 };
    Histogram histogram(bounds);
    histogram.observe(figure);
    for (std::size_t i = 0; i <= bounds.size(); ++i)
        QCOMPARE(histogram.count(i), quint64(i == std::size_t(bucket)));
}

void TestHistogram::sumsWhatItSaw()
{
    Histogram histogram(Histogram::sizes());
    histogram.observe(3);
    histogram.observe(40'000);
    QCOMPARE(histogram.sum(), quint64(40'003));
}

void TestHistogram::itsBoundsAscend()
{
    for (const auto bounds : { Histogram::durations(), Histogram::sizes() }) {
        QVERIFY(bounds.size() <= Histogram::MaxBounds);
        QVERIFY(std::ranges::is_sorted(bounds));
        QVERIFY(std::ranges::adjacent_find(bounds) == bounds.end());
    }
}

QTEST_APPLESS_MAIN(TestHistogram)
#include "TestHistogram.moc"
