// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/IdentityWatch.h"

#include <QSignalSpy>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

constexpr Timestamp Hour = 3'600'000;

SharedIdentity identity(std::optional<Timestamp> expiresAt, quint64 credential = 1)
{
    Identity result;
    result.role = Role::Member;
    result.username = u"Ann"_s;
    result.expiresAt = expiresAt;
    result.credential = credential;
    return std::make_shared<const Identity>(result);
}

QList<MemberId> membersOf(const QSignalSpy &spy)
{
    QList<MemberId> members;
    for (const QList<QVariant> &arguments : spy)
        members += arguments.first().value<MemberId>();
    return members;
}

} // namespace

class TestIdentityWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoseTimeIsOverExpiresFirstOfAll();
    void whoIsForgottenDoesNotExpire();
    void whoIsRenewedExpiresByTheNewTime();
    void whoHasNoEndNeverExpires();
    void whoIsNoLongerVouchedForIsWithdrawn();
};

void TestIdentityWatch::whoseTimeIsOverExpiresFirstOfAll()
{
    IdentityWatch watch;
    QSignalSpy expired(&watch, &IdentityWatch::expired);
    const Timestamp now = currentTimestamp();
    watch.watch(1, identity(now + Hour));
    watch.watch(2, identity(now + 2));
    watch.watch(3, identity(now + 1));
    watch.watch(4, identity(now + Hour));
    QTRY_COMPARE(membersOf(expired), (QList<MemberId> { 3, 2 }));
}

void TestIdentityWatch::whoIsForgottenDoesNotExpire()
{
    IdentityWatch watch;
    QSignalSpy expired(&watch, &IdentityWatch::expired);
    const Timestamp now = currentTimestamp();
    watch.watch(1, identity(now));
    watch.watch(2, identity(now));
    watch.forget(1);
    QTRY_COMPARE(membersOf(expired), QList<MemberId> { 2 });
}

void TestIdentityWatch::whoIsRenewedExpiresByTheNewTime()
{
    IdentityWatch watch;
    QSignalSpy expired(&watch, &IdentityWatch::expired);
    const Timestamp now = currentTimestamp();
    watch.watch(1, identity(now));
    watch.watch(1, identity(now + Hour));
    watch.watch(2, identity(now + Hour));
    watch.watch(2, identity(now));
    QTRY_COMPARE(membersOf(expired), QList<MemberId> { 2 });
}

void TestIdentityWatch::whoHasNoEndNeverExpires()
{
    IdentityWatch watch;
    QSignalSpy expired(&watch, &IdentityWatch::expired);
    watch.watch(1, identity({}));
    watch.watch(2, identity(currentTimestamp()));
    QTRY_COMPARE(membersOf(expired), QList<MemberId> { 2 });
}

void TestIdentityWatch::whoIsNoLongerVouchedForIsWithdrawn()
{
    IdentityWatch watch;
    QSignalSpy withdrawn(&watch, &IdentityWatch::withdrawn);
    watch.watch(1, identity({}, 7));
    watch.watch(2, identity({}, 8));
    watch.watch(3, std::make_shared<const Identity>());
    const auto only8 = [](const Identity &it) { return it.credential == 8; };
    watch.review(only8);
    watch.review(only8);
    QCOMPARE(membersOf(withdrawn), QList<MemberId> { 1 });
}

QTEST_GUILESS_MAIN(TestIdentityWatch)
#include "TestIdentityWatch.moc"
