// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "async/LoopPulse.h"

#include <QTest>

#include <algorithm>
#include <memory>

using namespace parlor;

namespace {

constexpr qint64 Ms = 1'000'000;

/// Goes on only where a test says so.
qint64 s_now = 0;

qint64 clockOfTheTest()
{
    return s_now;
}

/// In which bucket a figure lies.
std::size_t bucketOf(qint64 figure)
{
    const auto bounds = Histogram::durations();
    return std::size_t(std::ranges::lower_bound(bounds, figure) - bounds.begin());
}

} // namespace

class TestLoopPulse : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { s_now = 1000 * Ms; }

    void beatsFromTheBeginning();
    void seesHowLateTheLoopIs();
    void isNeverTooEarly();
};

void TestLoopPulse::beatsFromTheBeginning()
{
    const auto metrics = std::make_shared<LoopMetrics>();
    QCOMPARE(metrics->lastBeatNs.value(), 0);
    const LoopPulse pulse(metrics, clockOfTheTest);
    QCOMPARE(metrics->lastBeatNs.value(), 1000 * Ms);
}

void TestLoopPulse::seesHowLateTheLoopIs()
{
    const auto metrics = std::make_shared<LoopMetrics>();
    const LoopPulse pulse(metrics, clockOfTheTest);
    s_now += (LoopPulse::IntervalMs + 700) * Ms;
    QTRY_COMPARE(metrics->lag.sum(), quint64(700 * Ms));
    QCOMPARE(metrics->lag.count(bucketOf(700 * Ms)), quint64(1));
    QCOMPARE(metrics->lastBeatNs.value(), s_now);
}

void TestLoopPulse::isNeverTooEarly()
{
    const auto metrics = std::make_shared<LoopMetrics>();
    const LoopPulse pulse(metrics, clockOfTheTest);
    QTRY_COMPARE(metrics->lag.count(0), quint64(1));
    QCOMPARE(metrics->lag.sum(), quint64(0));
}

QTEST_GUILESS_MAIN(TestLoopPulse)
#include "TestLoopPulse.moc"
