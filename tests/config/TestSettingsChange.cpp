// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/SettingsChange.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestSettingsChange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatCanBeAppliedIs();
    void whatNeedsARestartStaysAsItWas();
    void nothingNewIsNoChange();
    void filesOfTokensAreReplacedWhileTokensAreAskedFor();
    void whetherTokensAreAskedForIsDecidedAtTheStart();
    void whatDoesNotGoTogetherIsRefused();
};

void TestSettingsChange::whatCanBeAppliedIs()
{
    ServerOptions now;
    now.log.level = LogLevel::Debug;
    now.corsOrigins = { "https://a.example", "https://b.example" };
    const auto change = SettingsChange::between({}, now);
    QVERIFY(change);
    QCOMPARE(change->options.log.level, LogLevel::Debug);
    QCOMPARE(change->options.corsOrigins, now.corsOrigins);
    QCOMPARE(change->applied, (QStringList { u"cors-origin: nothing, now https://a.example, https://b.example"_s,
                                             u"log-level: info, now debug"_s }));
    QVERIFY(change->awaitRestart.isEmpty());
}

void TestSettingsChange::whatNeedsARestartStaysAsItWas()
{
    ServerOptions now;
    now.port = 8080;
    const auto change = SettingsChange::between({}, now);
    QVERIFY(change);
    QCOMPARE(change->options.port, quint16(3000));
    QCOMPARE(change->awaitRestart, QStringList { u"port: 3000, now 8080"_s });
    QVERIFY(change->applied.isEmpty());
}

void TestSettingsChange::nothingNewIsNoChange()
{
    const auto change = SettingsChange::between({}, {});
    QVERIFY(change);
    QVERIFY(change->applied.isEmpty());
    QVERIFY(change->awaitRestart.isEmpty());
}

void TestSettingsChange::filesOfTokensAreReplacedWhileTokensAreAskedFor()
{
    ServerOptions before;
    before.credentials.jwtSecrets = { u"old"_s };
    ServerOptions now;
    now.credentials.adminTokens = { u"new"_s };
    const auto change = SettingsChange::between(before, now);
    QVERIFY(change);
    QCOMPARE(change->options.credentials.adminTokens, QStringList { u"new"_s });
    QVERIFY(change->options.credentials.jwtSecrets.isEmpty());
    QCOMPARE(change->applied.size(), 2);
}

void TestSettingsChange::whetherTokensAreAskedForIsDecidedAtTheStart()
{
    ServerOptions secured;
    secured.credentials.jwtSecrets = { u"secret"_s };
    const auto opened = SettingsChange::between(secured, {});
    QVERIFY(opened);
    QVERIFY(opened->options.isSecured());
    QCOMPARE(opened->awaitRestart.size(), 1);
    const auto closed = SettingsChange::between({}, secured);
    QVERIFY(closed);
    QVERIFY(!closed->options.isSecured());
    QCOMPARE(closed->awaitRestart.size(), 1);
}

void TestSettingsChange::whatDoesNotGoTogetherIsRefused()
{
    ServerOptions secured;
    secured.credentials.jwtSecrets = { u"secret"_s };
    ServerOptions now;
    now.corsOrigins = { "*" };
    const auto change = SettingsChange::between(secured, now);
    QVERIFY(!change);
    QVERIFY(change.error().contains(u"--cors-origin *"_s));
}

QTEST_GUILESS_MAIN(TestSettingsChange)
#include "TestSettingsChange.moc"
