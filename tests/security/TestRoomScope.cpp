// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/RoomScope.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestRoomScope : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roomsAreCovered_data();
    void roomsAreCovered();
    void withoutAListEveryRoomIsCovered();
};

void TestRoomScope::roomsAreCovered_data()
{
    QTest::addColumn<QStringList>("entries");
    QTest::addColumn<QString>("roomId");
    QTest::addColumn<bool>("covered");

    const QStringList two { u"tea"_s, u"dev-*"_s };
    QTest::newRow("named") << two << u"tea"_s << true;
    QTest::newRow("longer than the name") << two << u"teapot"_s << false;
    QTest::newRow("other case") << two << u"Tea"_s << false;
    QTest::newRow("with the prefix") << two << u"dev-ops"_s << true;
    QTest::newRow("the prefix alone") << two << u"dev-"_s << true;
    QTest::newRow("not the whole prefix") << two << u"dev"_s << false;
    QTest::newRow("the prefix elsewhere") << two << u"my dev-ops"_s << false;
    QTest::newRow("an asterisk in the id") << two << u"dev-*"_s << true;
    QTest::newRow("a star elsewhere is a letter") << QStringList { u"a*b"_s } << u"axb"_s << false;
    QTest::newRow("a star elsewhere, itself") << QStringList { u"a*b"_s } << u"a*b"_s << true;
    QTest::newRow("a star alone") << QStringList { u"*"_s } << u"anything"_s << true;
    QTest::newRow("an empty list") << QStringList() << u"tea"_s << false;
}

void TestRoomScope::roomsAreCovered()
{
    QFETCH(const QStringList, entries);
    QFETCH(const QString, roomId);
    QTEST(RoomScope(entries).covers(roomId), "covered");
}

void TestRoomScope::withoutAListEveryRoomIsCovered()
{
    QVERIFY(RoomScope().covers(u"tea"));
    QVERIFY(RoomScope().coversEveryRoom());
    QVERIFY(RoomScope({ u"*"_s }).coversEveryRoom());
    QVERIFY(!RoomScope({ u"t*"_s }).coversEveryRoom());
    QVERIFY(!RoomScope(QStringList()).coversEveryRoom());
}

QTEST_APPLESS_MAIN(TestRoomScope)
#include "TestRoomScope.moc"
