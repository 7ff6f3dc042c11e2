// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/BanList.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

constexpr Timestamp Now = 1'000'000;

Ban byName(qint64 banId, const QString &username, const QString &roomId = {})
{
    Ban ban;
    ban.banId = banId;
    ban.username = username;
    ban.roomId = roomId;
    ban.reason = u"spam"_s;
    return ban;
}

Ban byAddress(qint64 banId, const QString &address, const QString &roomId = {})
{
    Ban ban;
    ban.banId = banId;
    ban.address = address;
    ban.roomId = roomId;
    return ban;
}

} // namespace

class TestBanList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void banHoldsWhereItSays_data();
    void banHoldsWhereItSays();
    void refusalSaysWhyAndUntilWhen();
    void banEndsByItself();
    void newBanOfTheSameReplacesTheOld();
    void removedBanHoldsNoLonger();
    void onlyAddressesBannedEverywhereCloseTheDoor();
};

void TestBanList::banHoldsWhereItSays_data()
{
    QTest::addColumn<QString>("username");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("roomId");
    QTest::addColumn<bool>("admitted");

    QTest::newRow("name banned everywhere") << u"ann"_s << u"::1"_s << u"tea"_s << false;
    QTest::newRow("name banned everywhere, no room") << u"ann"_s << u"::1"_s << QString() << false;
    QTest::newRow("name banned here") << u"ben"_s << u"::1"_s << u"tea"_s << false;
    QTest::newRow("name banned elsewhere") << u"ben"_s << u"::1"_s << u"coffee"_s << true;
    QTest::newRow("name banned in a room, no room") << u"ben"_s << u"::1"_s << QString() << true;
    QTest::newRow("address banned everywhere") << u"cleo"_s << u"192.0.2.1"_s << u"tea"_s << false;
    QTest::newRow("address banned here") << u"cleo"_s << u"192.0.2.2"_s << u"tea"_s << false;
    QTest::newRow("address banned elsewhere") << u"cleo"_s << u"192.0.2.2"_s << u"coffee"_s << true;
    QTest::newRow("nobody and nothing banned") << u"cleo"_s << u"192.0.2.3"_s << u"tea"_s << true;
    QTest::newRow("neither name nor address") << QString() << QString() << u"tea"_s << true;
    QTest::newRow("a name that is a banned address") << u"192.0.2.1"_s << u"::1"_s << u"tea"_s << true;
}

void TestBanList::banHoldsWhereItSays()
{
    QFETCH(const QString, username);
    QFETCH(const QString, address);
    QFETCH(const QString, roomId);
    BanList bans;
    bans.add(byName(1, u"ann"_s));
    bans.add(byName(2, u"ben"_s, u"tea"_s));
    bans.add(byAddress(3, u"192.0.2.1"_s));
    bans.add(byAddress(4, u"192.0.2.2"_s, u"tea"_s));
    QTEST(bans.admits(username, address, roomId, Now).has_value(), "admitted");
}

void TestBanList::refusalSaysWhyAndUntilWhen()
{
    BanList bans;
    Ban ban = byName(1, u"ann"_s);
    ban.until = Now + 1;
    bans.add(ban);
    const auto admitted = bans.admits(u"ann"_s, {}, u"tea"_s, Now);
    QVERIFY(!admitted);
    QCOMPARE(admitted.error(), Error::banned(u"spam"_s, Now + 1));
}

void TestBanList::banEndsByItself()
{
    BanList bans;
    Ban ban = byAddress(1, u"192.0.2.1"_s);
    ban.until = Now;
    bans.add(ban);
    QVERIFY(!bans.admits(u"192.0.2.1"_s, Now - 1));
    QVERIFY(bans.admits(u"192.0.2.1"_s, Now));
    QVERIFY(bans.admits({}, u"192.0.2.1"_s, u"tea"_s, Now));
    QVERIFY(bans.find(1));
    bans.expire(Now);
    QVERIFY(!bans.find(1));
    QVERIFY(bans.isEmpty());
    QVERIFY(!bans.bansAddresses());
}

void TestBanList::newBanOfTheSameReplacesTheOld()
{
    BanList bans;
    bans.add(byAddress(1, u"192.0.2.1"_s));
    bans.add(byAddress(2, u"192.0.2.1"_s, u"tea"_s));
    bans.add(byAddress(3, u"192.0.2.1"_s));
    QCOMPARE(bans.size(), 2);
    QVERIFY(!bans.find(1));
    QCOMPARE(bans.all().first().banId, 2);
    QVERIFY(bans.remove(3));
    QVERIFY(!bans.bansAddresses());
}

void TestBanList::removedBanHoldsNoLonger()
{
    BanList bans;
    bans.add(byName(1, u"ann"_s));
    QVERIFY(bans.remove(1));
    QVERIFY(!bans.remove(1));
    QVERIFY(bans.admits(u"ann"_s, {}, u"tea"_s, Now));
}

void TestBanList::onlyAddressesBannedEverywhereCloseTheDoor()
{
    BanList bans;
    bans.add(byName(1, u"192.0.2.1"_s));
    bans.add(byAddress(2, u"192.0.2.1"_s, u"tea"_s));
    QVERIFY(!bans.bansAddresses());
    QVERIFY(bans.admits(u"192.0.2.1"_s, Now));
    bans.add(byAddress(3, u"192.0.2.1"_s));
    QVERIFY(bans.bansAddresses());
    QVERIFY(!bans.admits(u"192.0.2.1"_s, Now));
}

QTEST_APPLESS_MAIN(TestBanList)
#include "TestBanList.moc"
