// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/StatusCounters.h"

#include <QMap>
#include <QTest>

using namespace parlor;

class TestStatusCounters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsEachStatusForItself();
    void countsUnknownOnesTogether();
};

namespace {

QMap<int, quint64> countsOf(const StatusCounters &counters)
{
    QMap<int, quint64> counts;
    counters.each([&counts](int status, quint64 count) { counts.insert(status, count); });
    return counts;
}

} // namespace

void TestStatusCounters::countsEachStatusForItself()
{
    StatusCounters counters;
    for (const int status : { 200, 503, 101, 200 })
        counters.count(status);
    QCOMPARE(countsOf(counters), (QMap<int, quint64> { { 101, 1 }, { 200, 2 }, { 503, 1 } }));
}

void TestStatusCounters::countsUnknownOnesTogether()
{
    StatusCounters counters;
    for (const int status : { 0, 299, 600 })
        counters.count(status);
    QCOMPARE(countsOf(counters), (QMap<int, quint64> { { 0, 3 } }));
}

QTEST_APPLESS_MAIN(TestStatusCounters)
#include "TestStatusCounters.moc"
