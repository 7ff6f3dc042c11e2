// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "limits/LimitCounters.h"

#include <QTest>

using namespace parlor;

class TestLimitCounters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachLimitIsCountedByItself();
};

void TestLimitCounters::eachLimitIsCountedByItself()
{
    LimitCounters counters;
    counters.count(Limit::Joins);
    counters.count(LastLimit);
    counters.count(LastLimit);
    QCOMPARE(counters.value(Limit::Joins), 1);
    QCOMPARE(counters.value(LastLimit), 2);
    QCOMPARE(counters.value(Limit::Connections), 0);
}

QTEST_GUILESS_MAIN(TestLimitCounters)
#include "TestLimitCounters.moc"
