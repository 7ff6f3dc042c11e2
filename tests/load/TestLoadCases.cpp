// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ServerProcess.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

/// Each case of parlor-load against the real server, small: the figures are there, and what has to be 0 is.
class TestLoadCases : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void everyListenerHearsEveryMessageOnce_data();
    void everyListenerHearsEveryMessageOnce();
    void everyPostIsStored();
    void everyRequestIsAnswered();
    void idleConnectionsStay();
    void joinersAllJoin();
    void nobodyMissesAnythingInAMixedDay();
    void wrongOptionsAreRefused();

private:
    QJsonObject load(const QString &command);

    ServerProcess m_server;
};

void TestLoadCases::initTestCase()
{
    QVERIFY(m_server.start({ u"--io-threads"_s, u"2"_s }));
}

void TestLoadCases::cleanupTestCase()
{
    QCOMPARE(m_server.stop(), 0);
}

/// The figures; empty where it failed, which says why on standard error. Each row has rooms of its own.
QJsonObject TestLoadCases::load(const QString &command)
{
    const QString prefix =
        QString::fromLatin1(QTest::currentTestFunction()) + QString::fromLatin1(QTest::currentDataTag());
    const QString server = u"--port %1 --pid %2"_s.arg(m_server.port()).arg(m_server.processId());
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(QStringLiteral(PARLOR_LOAD_PATH),
                  QStringList { command.split(u' ') + server.split(u' ') + QStringList { u"--prefix"_s, prefix } });
    if (!program.waitForFinished(60'000) || program.exitCode() != 0)
        return {};
    return QJsonDocument::fromJson(program.readAllStandardOutput()).object();
}

void TestLoadCases::everyListenerHearsEveryMessageOnce_data()
{
    QTest::addColumn<QString>("options");
    QTest::newRow("eio4") << u"--protocol eio4"_s;
    QTest::newRow("ws") << u"--protocol ws"_s;
    QTest::newRow("window") << u"--window 16 --publishers 2"_s;
    QTest::newRow("rate") << u"--rate 200"_s;
    QTest::newRow("idle") << u"--idle 100"_s;
}

void TestLoadCases::everyListenerHearsEveryMessageOnce()
{
    QFETCH(QString, options);
    const QJsonObject figures = load(u"fanout --rooms 3 --members 10 --warmup 0.1 --seconds 0.3 "_s + options);
    QVERIFY(figures["deliveriesPerSecond"_L1].toDouble() > 0);
    QVERIFY(figures["p99Ms"_L1].toDouble() > 0);
    QCOMPARE(figures["heard"_L1].toInteger(), 10 * figures["posted"_L1].toInteger());
    for (const QLatin1StringView fault : { "gaps"_L1, "duplicates"_L1, "outOfOrder"_L1, "unheard"_L1, "failed"_L1 })
        QCOMPARE(figures[fault].toInteger(-1), 0);
}

void TestLoadCases::everyPostIsStored()
{
    const QJsonObject figures = load(u"posts --rooms 2 --publishers 2 --window 8 --posts 500"_s);
    QCOMPARE(figures["stored"_L1].toInteger(), 500);
    QCOMPARE(figures["refused"_L1].toInteger(-1), 0);
    QCOMPARE(figures["heard"_L1].toInteger(), 2 * 500);
}

void TestLoadCases::everyRequestIsAnswered()
{
    const QJsonObject figures = load(u"history --connections 5 --warmup 0 --seconds 0.2"_s);
    QVERIFY(figures["requestsPerSecond"_L1].toDouble() > 0);
    QCOMPARE(figures["failed"_L1].toInteger(-1), 0);
}

void TestLoadCases::idleConnectionsStay()
{
    const QJsonObject figures = load(u"idle --members 200 --warmup 0 --seconds 0.2"_s);
    QVERIFY(figures.contains("bytesPerConnection"_L1));
    QCOMPARE(figures["failed"_L1].toInteger(-1), 0);
}

void TestLoadCases::joinersAllJoin()
{
    const QJsonObject figures = load(u"join --members 400"_s);
    QCOMPARE(figures["participants"_L1].toInteger(), 400);
    QVERIFY(figures["growth"_L1].toDouble() > 0);
    QVERIFY(figures["answerGrowth"_L1].toDouble() > 0);
    QCOMPARE(figures["failed"_L1].toInteger(-1), 0);
}

void TestLoadCases::nobodyMissesAnythingInAMixedDay()
{
    const QJsonObject figures =
        load(u"day --rooms 6 --members 40 --slow 2 --polling 6 --churn 50 --warmup 0.2 --seconds 1"_s);
    QVERIFY(figures["absences"_L1].toInteger() > 0);
    QVERIFY(figures["smallP99Ms"_L1].toDouble() > 0);
    for (const QLatin1StringView fault : { "gaps"_L1, "duplicates"_L1, "outOfOrder"_L1, "unheard"_L1, "failed"_L1,
                                           "otherEnded"_L1, "pollingGaps"_L1, "pollingDuplicates"_L1 })
        QCOMPARE(figures[fault].toInteger(-1), 0);
}

void TestLoadCases::wrongOptionsAreRefused()
{
    QVERIFY(load(u"fanout --members many"_s).isEmpty());
    QVERIFY(load(u"nonsense"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestLoadCases)
#include "TestLoadCases.moc"
