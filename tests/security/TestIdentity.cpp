// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/Identity.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestIdentity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itsNameIsFilledIn();
    void anotherNameIsForbidden();
    void whatIsNoNameIsLeftToTheRulesOfPayloads();
    void withoutANameAnyIsGood();
    void whoDidSomethingAlwaysHasAName();
};

namespace {

Identity ann()
{
    Identity identity;
    identity.role = Role::Member;
    identity.username = u"Ann"_s;
    return identity;
}

} // namespace

void TestIdentity::itsNameIsFilledIn()
{
    const QJsonObject named { { u"username"_s, u"Ann"_s } };
    QCOMPARE(ann().sign({}, "username"_L1).value(), named);
    QCOMPARE(ann().sign({ { u"username"_s, QJsonValue::Null } }, "username"_L1).value(), named);
    QCOMPARE(ann().sign(named, "username"_L1).value(), named);
}

void TestIdentity::anotherNameIsForbidden()
{
    for (const QString &other : { u"Ben"_s, u"ann"_s, u"Ann "_s }) {
        const auto signature = ann().sign({ { u"username"_s, other } }, "username"_L1);
        QVERIFY2(!signature, qPrintable(other));
        QCOMPARE(signature.error().kind, Error::Kind::AccessForbidden);
    }
}

void TestIdentity::whatIsNoNameIsLeftToTheRulesOfPayloads()
{
    for (const QJsonValue &odd : { QJsonValue(5), QJsonValue(QString()), QJsonValue(QJsonObject()) }) {
        const QJsonObject payload { { u"username"_s, odd } };
        QCOMPARE(ann().sign(payload, "username"_L1).value(), payload);
    }
}

void TestIdentity::withoutANameAnyIsGood()
{
    const QJsonObject payload { { u"username"_s, u"Ben"_s } };
    QCOMPARE(Identity().sign(payload, "username"_L1).value(), payload);
    QCOMPARE(Identity().sign({}, "username"_L1).value(), QJsonObject());
}

void TestIdentity::whoDidSomethingAlwaysHasAName()
{
    QCOMPARE(ann().displayName(), u"Ann"_s);
    Identity admin;
    admin.role = Role::Admin;
    QCOMPARE(admin.displayName(), u"admin"_s);
    QCOMPARE(Identity().displayName(), u"anonymous"_s);
}

QTEST_APPLESS_MAIN(TestIdentity)
#include "TestIdentity.moc"
