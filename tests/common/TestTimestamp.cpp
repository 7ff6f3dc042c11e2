// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Timestamp.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>
#include <QTimeZone>

#include <limits>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

constexpr Timestamp FirstOfYear0 = -62167219200000;
constexpr Timestamp LastOfYear9999 = 253402300799999;

} // namespace

class TestTimestamp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void canonicalTextsStandForTimes_data();
    void canonicalTextsStandForTimes();
    void agreesWithQDateTime();
    void readsOtherForms_data();
    void readsOtherForms();
    void refusesAnythingElse_data();
    void refusesAnythingElse();
    void writesFarTimesAsTheNearest();
    void wallClockIsUtc();
};

void TestTimestamp::canonicalTextsStandForTimes_data()
{
    QTest::addColumn<Timestamp>("time");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("epoch") << Timestamp(0) << "1970-01-01T00:00:00.000Z"_ba;
    QTest::newRow("just before the epoch") << Timestamp(-1) << "1969-12-31T23:59:59.999Z"_ba;
    QTest::newRow("today") << Timestamp(1769860800000) << "2026-01-31T12:00:00.000Z"_ba;
    QTest::newRow("leap day") << Timestamp(1709164800001) << "2024-02-29T00:00:00.001Z"_ba;
    QTest::newRow("leap century") << Timestamp(951868799999) << "2000-02-29T23:59:59.999Z"_ba;
    QTest::newRow("after a century without leap day")
        << Timestamp(-2203891200000) << "1900-03-01T00:00:00.000Z"_ba;
    QTest::newRow("first") << FirstOfYear0 << "0000-01-01T00:00:00.000Z"_ba;
    QTest::newRow("last") << LastOfYear9999 << "9999-12-31T23:59:59.999Z"_ba;
}

void TestTimestamp::canonicalTextsStandForTimes()
{
    QFETCH(Timestamp, time);
    QFETCH(QByteArray, text);
    QCOMPARE(toIsoString(time), text);
    QCOMPARE(fromIsoString(QString::fromLatin1(text)), std::optional(time));
}

void TestTimestamp::agreesWithQDateTime()
{
    QRandomGenerator random(20260131);
    for (int round = 0; round < 20000; ++round) {
        const Timestamp time = random.bounded(FirstOfYear0, LastOfYear9999 + 1);
        const QDateTime moment = QDateTime::fromMSecsSinceEpoch(time, QTimeZone::utc());
        const QString expected = moment.toString(u"yyyy-MM-ddTHH:mm:ss.zzz"_s) + u'Z';
        // Qt counts no year 0.
        if (time >= FirstOfYear0 + Q_INT64_C(366) * 86400000)
            QCOMPARE(QString::fromLatin1(toIsoString(time)), expected);
        QCOMPARE(fromIsoString(QString::fromLatin1(toIsoString(time))), std::optional(time));
    }
}

void TestTimestamp::readsOtherForms_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("canonical");

    QTest::newRow("no seconds") << u"2026-01-31T12:34Z"_s << "2026-01-31T12:34:00.000Z"_ba;
    QTest::newRow("no fraction") << u"2026-01-31T12:34:56Z"_s << "2026-01-31T12:34:56.000Z"_ba;
    QTest::newRow("one digit") << u"2026-01-31T12:34:56.7Z"_s << "2026-01-31T12:34:56.700Z"_ba;
    QTest::newRow("two digits") << u"2026-01-31T12:34:56.78Z"_s << "2026-01-31T12:34:56.780Z"_ba;
    QTest::newRow("microseconds are cut")
        << u"2026-01-31T12:34:56.789999Z"_s << "2026-01-31T12:34:56.789Z"_ba;
    QTest::newRow("many digits") << QString(u"2026-01-31T12:34:56."_s + QString(50, u'9') + u'Z')
                                 << "2026-01-31T12:34:56.999Z"_ba;
    QTest::newRow("fraction before the epoch")
        << u"1969-12-31T23:59:59.9999Z"_s << "1969-12-31T23:59:59.999Z"_ba;
    QTest::newRow("east") << u"2026-01-31T12:34:56.789+02:30"_s << "2026-01-31T10:04:56.789Z"_ba;
    QTest::newRow("west, into the next month")
        << u"2026-01-31T23:59:59-00:01"_s << "2026-02-01T00:00:59.000Z"_ba;
    QTest::newRow("no seconds, with offset") << u"2026-01-01T00:00+01:00"_s << "2025-12-31T23:00:00.000Z"_ba;
    QTest::newRow("zero offset") << u"2026-01-31T12:00:00-00:00"_s << "2026-01-31T12:00:00.000Z"_ba;
    QTest::newRow("last moment with offset")
        << u"9999-12-31T23:59:59.999-00:00"_s << "9999-12-31T23:59:59.999Z"_ba;
}

void TestTimestamp::readsOtherForms()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, canonical);
    const std::optional<Timestamp> time = fromIsoString(text);
    QVERIFY(time.has_value());
    QCOMPARE(toIsoString(*time), canonical);
}

void TestTimestamp::refusesAnythingElse_data()
{
    QTest::addColumn<QString>("text");

    const QStringList texts{
        u""_s,
        u" "_s,
        u"now"_s,
        u"1769860800000"_s,
        u"2026"_s,
        u"2026-01-31"_s,
        u"2026-01-31T"_s,
        u"2026-01-31T12"_s,
        u"2026-01-31T12Z"_s,
        u"2026-01-31T12:00"_s,
        u"2026-01-31T12:00:00"_s,
        u"2026-01-31T12:00:00.000"_s,
        u"2026-01-31T12:00:00.Z"_s,
        u"2026-01-31T12:00:00,000Z"_s,
        u"2026-01-31T12:00:Z"_s,
        u"2026-01-31T12:0:00Z"_s,
        u"2026-01-31 12:00:00.000Z"_s,
        u"2026-01-31t12:00:00.000Z"_s,
        u"2026-01-31T12:00:00.000z"_s,
        u" 2026-01-31T12:00:00.000Z"_s,
        u"2026-01-31T12:00:00.000Z "_s,
        u"2026-01-31T12:00:00.000ZZ"_s,
        u"2026-01-31T12:00:00.000Z\n"_s,
        u"2026-02-30T12:00:00.000Z"_s,
        u"2026-02-29T12:00:00.000Z"_s,
        u"1900-02-29T12:00:00.000Z"_s,
        u"2026-04-31T12:00:00.000Z"_s,
        u"2026-00-10T12:00:00.000Z"_s,
        u"2026-13-10T12:00:00.000Z"_s,
        u"2026-01-00T12:00:00.000Z"_s,
        u"2026-01-32T12:00:00.000Z"_s,
        u"2026-01-31T24:00:00.000Z"_s,
        u"2026-01-31T12:60:00.000Z"_s,
        u"2026-01-31T12:00:60.000Z"_s,
        u"2026-01-31T12:00:00.000+24:00"_s,
        u"2026-01-31T12:00:00.000+01:60"_s,
        u"2026-01-31T12:00:00.000+0100"_s,
        u"2026-01-31T12:00:00.000+01"_s,
        u"2026-01-31T12:00:00.000+1:00"_s,
        u"2026-01-31T12:00:00.000Z+01:00"_s,
        u"-026-01-31T12:00:00.000Z"_s,
        u"+002026-01-31T12:00:00.000Z"_s,
        u"2026-1-31T12:00:00.000Z"_s,
        u"2026-+1-31T12:00:00.000Z"_s,
        u"20260131T120000Z"_s,
        u"２０２６-01-31T12:00:00.000Z"_s,
        u"٢٠٢٦-01-31T12:00:00.000Z"_s,
        u"0000-01-01T00:00:00.000+00:01"_s,
        u"9999-12-31T23:59:59.999-00:01"_s,
    };
    for (const QString &text : texts)
        QTest::newRow(qPrintable(text)) << text;
}

void TestTimestamp::refusesAnythingElse()
{
    QFETCH(QString, text);
    QCOMPARE(fromIsoString(text), std::nullopt);
}

void TestTimestamp::writesFarTimesAsTheNearest()
{
    QCOMPARE(toIsoString(FirstOfYear0 - 1), toIsoString(FirstOfYear0));
    QCOMPARE(toIsoString(LastOfYear9999 + 1), toIsoString(LastOfYear9999));
    QCOMPARE(toIsoString(std::numeric_limits<qint64>::min()), "0000-01-01T00:00:00.000Z"_ba);
    QCOMPARE(toIsoString(std::numeric_limits<qint64>::max()), "9999-12-31T23:59:59.999Z"_ba);
}

void TestTimestamp::wallClockIsUtc()
{
    // From Qt 6.8 on it rounds to the nearest millisecond, where ours is the one that has begun.
    const Timestamp before = QDateTime::currentMSecsSinceEpoch() - 1;
    const Timestamp now = currentTimestamp();
    const Timestamp after = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(before <= now);
    QVERIFY(now <= after);
}

QTEST_APPLESS_MAIN(TestTimestamp)
#include "TestTimestamp.moc"
