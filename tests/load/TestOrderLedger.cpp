// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "OrderLedger.h"

#include <QTest>

using parlor::load::OrderLedger;

class TestOrderLedger : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyOrderOnceIsNoFault();
    void whatIsLeftOutIsAGap();
    void whatWasSaidToBeKnownIsNotMissed();
    void whatComesLateIsOutOfOrderAndNoGap();
    void whatComesTwiceIsADuplicate();
    void whatTheServerExcusesIsNoGap();
    void excuseEndsInTheMiddleOfAGap();
    void excuseBeyondTheLastMovesIt();
};

void TestOrderLedger::everyOrderOnceIsNoFault()
{
    OrderLedger ledger;
    for (const qint64 order : { 7, 8, 9 })
        ledger.hear(order);
    QCOMPARE(ledger.heard(), 3u);
    QCOMPARE(ledger.last(), 9);
    QCOMPARE(ledger.gaps() + ledger.duplicates() + ledger.outOfOrder() + ledger.excused(), 0u);
}

void TestOrderLedger::whatIsLeftOutIsAGap()
{
    OrderLedger ledger;
    for (const qint64 order : { 1, 4, 6 })
        ledger.hear(order);
    QCOMPARE(ledger.gaps(), 3u);
}

void TestOrderLedger::whatWasSaidToBeKnownIsNotMissed()
{
    OrderLedger ledger;
    ledger.startAfter(5);
    ledger.hear(7);
    QCOMPARE(ledger.gaps(), 1u);
}

void TestOrderLedger::whatComesLateIsOutOfOrderAndNoGap()
{
    OrderLedger ledger;
    for (const qint64 order : { 1, 5, 3 })
        ledger.hear(order);
    QCOMPARE(ledger.outOfOrder(), 1u);
    QCOMPARE(ledger.gaps(), 2u);
    QCOMPARE(ledger.last(), 5);
}

void TestOrderLedger::whatComesTwiceIsADuplicate()
{
    OrderLedger ledger;
    for (const qint64 order : { 1, 2, 2, 1 })
        ledger.hear(order);
    QCOMPARE(ledger.duplicates(), 2u);
    QCOMPARE(ledger.outOfOrder(), 0u);
}

void TestOrderLedger::whatTheServerExcusesIsNoGap()
{
    OrderLedger ledger;
    for (const qint64 order : { 1, 5, 9 })
        ledger.hear(order);
    ledger.excuse(2, 8);
    QCOMPARE(ledger.excused(), 6u);
    QCOMPARE(ledger.gaps(), 0u);
}

void TestOrderLedger::excuseEndsInTheMiddleOfAGap()
{
    OrderLedger ledger;
    ledger.hear(1);
    ledger.hear(10);
    ledger.excuse(4, 6);
    QCOMPARE(ledger.excused(), 3u);
    QCOMPARE(ledger.gaps(), 5u);
    ledger.hear(3);
    QCOMPARE(ledger.gaps(), 4u);
    ledger.hear(5);
    QCOMPARE(ledger.duplicates(), 1u);
}

void TestOrderLedger::excuseBeyondTheLastMovesIt()
{
    OrderLedger ledger;
    ledger.hear(1);
    ledger.excuse(2, 100);
    ledger.hear(101);
    QCOMPARE(ledger.excused(), 99u);
    QCOMPARE(ledger.gaps(), 0u);
}

QTEST_GUILESS_MAIN(TestOrderLedger)
#include "TestOrderLedger.moc"
