// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/PresenceCoalescer.h"

#include <QTest>

using namespace parlor;

namespace {

using Rooms = QList<RoomKey>;

} // namespace

class TestPresenceCoalescer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsDueWithoutAChange();
    void firstChangeIsDueAtOnce();
    void changesOfOneTimeAreToldOnce();
    void changeSoonAfterAnEventWaitsForTheInterval();
    void waitingChangeKeepsItsDeadline();
    void changeAfterAQuietIntervalIsDueAtOnce();
    void steadyChangesAreToldOnceAnInterval();
    void roomsDoNotWaitForEachOther();
    void longestWaitingRoomComesFirst();
    void forgottenRoomIsNeverDue();
    void forgottenRoomStartsAnew();
    void withoutIntervalEveryChangeIsDue();
};

void TestPresenceCoalescer::nothingIsDueWithoutAChange()
{
    PresenceCoalescer coalescer(100);
    QCOMPARE(coalescer.takeDue(1000), Rooms());
    QVERIFY(!coalescer.nextDeadline());
}

void TestPresenceCoalescer::firstChangeIsDueAtOnce()
{
    PresenceCoalescer coalescer(100);
    coalescer.mark(1, 1000);
    QCOMPARE(coalescer.nextDeadline(), std::optional<qint64>(1000));
    QCOMPARE(coalescer.takeDue(1000), Rooms { 1 });
    QVERIFY(!coalescer.nextDeadline());
}

void TestPresenceCoalescer::changesOfOneTimeAreToldOnce()
{
    PresenceCoalescer coalescer(100);
    coalescer.mark(1, 1000);
    coalescer.mark(1, 1000);
    QCOMPARE(coalescer.takeDue(1000), Rooms { 1 });
    QCOMPARE(coalescer.takeDue(2000), Rooms());
}

void TestPresenceCoalescer::changeSoonAfterAnEventWaitsForTheInterval()
{
    PresenceCoalescer coalescer(100);
    coalescer.mark(1, 1000);
    coalescer.takeDue(1000);
    coalescer.mark(1, 1030);
    QCOMPARE(coalescer.nextDeadline(), std::optional<qint64>(1100));
    QCOMPARE(coalescer.takeDue(1099), Rooms());
    QCOMPARE(coalescer.takeDue(1100), Rooms { 1 });
}

void TestPresenceCoalescer::waitingChangeKeepsItsDeadline()
{
    PresenceCoalescer coalescer(100);
    coalescer.mark(1, 1000);
    coalescer.takeDue(1000);
    coalescer.mark(1, 1030);
    coalescer.mark(1, 1090);
    QCOMPARE(coalescer.takeDue(1100), Rooms { 1 });
    QVERIFY(!coalescer.nextDeadline());
}

void TestPresenceCoalescer::changeAfterAQuietIntervalIsDueAtOnce()
{
    PresenceCoalescer coalescer(100);
    coalescer.mark(1, 1000);
    coalescer.takeDue(1000);
    coalescer.mark(1, 1100);
    QCOMPARE(coalescer.takeDue(1100), Rooms { 1 });
}

void TestPresenceCoalescer::steadyChangesAreToldOnceAnInterval()
{
    PresenceCoalescer coalescer(100);
    int told = 0;
    for (qint64 now = 0; now < 1000; ++now) {
        coalescer.mark(1, now);
        told += int(coalescer.takeDue(now).size());
    }
    QCOMPARE(told, 10);
}

void TestPresenceCoalescer::roomsDoNotWaitForEachOther()
{
    PresenceCoalescer coalescer(100);
    coalescer.mark(1, 1000);
    coalescer.takeDue(1000);
    coalescer.mark(1, 1010);
    coalescer.mark(2, 1020);
    QCOMPARE(coalescer.takeDue(1020), Rooms { 2 });
    QCOMPARE(coalescer.nextDeadline(), std::optional<qint64>(1100));
}

void TestPresenceCoalescer::longestWaitingRoomComesFirst()
{
    PresenceCoalescer coalescer(100);
    coalescer.mark(9, 1000);
    coalescer.mark(1, 1001);
    QCOMPARE(coalescer.takeDue(1001), (Rooms { 9, 1 }));
}

void TestPresenceCoalescer::forgottenRoomIsNeverDue()
{
    PresenceCoalescer coalescer(100);
    coalescer.mark(1, 1000);
    coalescer.forget(1);
    QVERIFY(!coalescer.nextDeadline());
    QCOMPARE(coalescer.takeDue(2000), Rooms());
}

void TestPresenceCoalescer::forgottenRoomStartsAnew()
{
    PresenceCoalescer coalescer(100);
    coalescer.mark(1, 1000);
    coalescer.takeDue(1000);
    coalescer.forget(1);
    coalescer.mark(1, 1010);
    QCOMPARE(coalescer.takeDue(1010), Rooms { 1 });
}

void TestPresenceCoalescer::withoutIntervalEveryChangeIsDue()
{
    PresenceCoalescer coalescer(0);
    for (qint64 now = 0; now < 3; ++now) {
        coalescer.mark(1, now);
        QCOMPARE(coalescer.takeDue(now), Rooms { 1 });
    }
}

QTEST_APPLESS_MAIN(TestPresenceCoalescer)
#include "TestPresenceCoalescer.moc"
