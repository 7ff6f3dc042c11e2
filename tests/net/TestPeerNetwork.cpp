// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/PeerNetwork.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestPeerNetwork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesOfOneHostAreOne_data();
    void addressesOfOneHostAreOne();
    void loopbackIsKnownInEveryForm_data();
    void loopbackIsKnownInEveryForm();

private:
    static PeerNetwork network(const QString &address) { return PeerNetwork(QHostAddress(address)); }
};

void TestPeerNetwork::addressesOfOneHostAreOne_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");

    QTest::newRow("the same") << u"192.0.2.7"_s << u"192.0.2.7"_s << true;
    QTest::newRow("neighbours") << u"192.0.2.7"_s << u"192.0.2.8"_s << false;
    QTest::newRow("IPv4 within IPv6") << u"192.0.2.7"_s << u"::ffff:192.0.2.7"_s << true;
    QTest::newRow("neighbours within IPv6") << u"::ffff:192.0.2.7"_s << u"::ffff:192.0.2.8"_s << false;
    QTest::newRow("one /64") << u"2001:db8:0:1::1"_s << u"2001:db8:0:1:ffff::2"_s << true;
    QTest::newRow("two of them") << u"2001:db8:0:1::1"_s << u"2001:db8:0:2::1"_s << false;
}

void TestPeerNetwork::addressesOfOneHostAreOne()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QFETCH(bool, same);
    QCOMPARE(network(one) == network(other), same);
    QCOMPARE(network(one).name() == network(other).name(), same);
}

void TestPeerNetwork::loopbackIsKnownInEveryForm_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isLoopback");

    QTest::newRow("IPv4") << u"127.0.0.1"_s << true;
    QTest::newRow("another of 127/8") << u"127.1.2.3"_s << true;
    QTest::newRow("IPv6") << u"::1"_s << true;
    QTest::newRow("IPv4 within IPv6") << u"::ffff:127.0.0.1"_s << true;
    QTest::newRow("elsewhere") << u"192.0.2.7"_s << false;
    QTest::newRow("elsewhere within IPv6") << u"::ffff:192.0.2.7"_s << false;
    QTest::newRow("nowhere") << QString() << false;
}

void TestPeerNetwork::loopbackIsKnownInEveryForm()
{
    QFETCH(QString, address);
    QFETCH(bool, isLoopback);
    QCOMPARE(network(address).isLoopback(), isLoopback);
}

QTEST_APPLESS_MAIN(TestPeerNetwork)
#include "TestPeerNetwork.moc"
