// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/PeerAddress.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestPeerAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAddressIsWrittenInOneWay_data();
    void anAddressIsWrittenInOneWay();
};

void TestPeerAddress::anAddressIsWrittenInOneWay_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("written");

    QTest::newRow("IPv4") << u"192.0.2.7"_s << u"192.0.2.7"_s;
    QTest::newRow("IPv4 in IPv6") << u"::ffff:192.0.2.7"_s << u"192.0.2.7"_s;
    QTest::newRow("IPv4 in IPv6, in figures") << u"::ffff:c000:0207"_s << u"192.0.2.7"_s;
    QTest::newRow("IPv6") << u"2001:db8::1"_s << u"2001:db8::1"_s;
    QTest::newRow("IPv6, long and large") << u"2001:0DB8:0000:0:0:0:0:0001"_s << u"2001:db8::1"_s;
    QTest::newRow("loopback of IPv6") << u"::1"_s << u"::1"_s;
    QTest::newRow("none") << QString() << QString();
}

void TestPeerAddress::anAddressIsWrittenInOneWay()
{
    QFETCH(const QString, given);
    QTEST(addressText(QHostAddress(given)), "written");
}

QTEST_APPLESS_MAIN(TestPeerAddress)
#include "TestPeerAddress.moc"
