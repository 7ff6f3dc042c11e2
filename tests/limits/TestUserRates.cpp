// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "limits/UserRates.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestUserRates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachUserHasABucket();
    void thoseWhoRestAreForgotten();
    void thoseWhoAreBusyAreNotForgotten();
    void nobodyIsRememberedWithoutARate();
};

void TestUserRates::eachUserHasABucket()
{
    UserRates rates(RateLimit(1));
    QCOMPARE(rates.take(u"Ann"_s, 1), 0);
    QCOMPARE(rates.take(u"Ann"_s, 1), 0);
    QVERIFY(rates.take(u"Ann"_s, 1) > 0);
    QCOMPARE(rates.take(u"Ben"_s, 1), 0);
}

void TestUserRates::thoseWhoRestAreForgotten()
{
    UserRates rates(RateLimit(10));
    constexpr qint64 second = 1'000'000'000;
    for (int i = 0; i < 100'000; ++i)
        QCOMPARE(rates.take(QString::number(i), i * second), 0);
    QVERIFY(rates.size() <= 1024);
}

void TestUserRates::thoseWhoAreBusyAreNotForgotten()
{
    UserRates rates(RateLimit(1));
    while (rates.take(u"Ann"_s, 1) == 0) { }
    for (int i = 0; i < 5000; ++i)
        rates.take(QString::number(i), 1);
    QVERIFY(rates.take(u"Ann"_s, 1) > 0);
}

void TestUserRates::nobodyIsRememberedWithoutARate()
{
    UserRates rates { RateLimit() };
    QCOMPARE(rates.take(u"Ann"_s, 1), 0);
    QCOMPARE(rates.size(), 0);
}

QTEST_GUILESS_MAIN(TestUserRates)
#include "TestUserRates.moc"
