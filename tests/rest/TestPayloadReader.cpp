// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/PayloadReader.h"

#include <QRegularExpression>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestPayloadReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void objectsAreRead();
    void anythingElseIsRefusedWithWhatAndWhere_data();
    void anythingElseIsRefusedWithWhatAndWhere();
    void nestingIsBounded();
};

void TestPayloadReader::objectsAreRead()
{
    const auto payload = readPayload("\r\n {\"roomId\":\"caf\xc3\xa9\"}\n"_ba);
    QVERIFY(payload);
    QCOMPARE(payload->value(u"roomId"_s), u"caf\u00e9"_s);
    QVERIFY(readPayload("{}"_ba));
    const auto marked = readPayload("{\"roomId\":\"\xef\xbb\xbftea\"}"_ba);
    QVERIFY(marked);
    QCOMPARE(marked->value(u"roomId"_s), u"\ufefftea"_s);
}

void TestPayloadReader::anythingElseIsRefusedWithWhatAndWhere_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("pattern");

    const QString empty = u"The body is empty: a JSON object is expected at position 0"_s;
    // Qt's own words and offsets, which are no promise.
    const QString invalid = u"The body is not valid JSON: [A-Za-z0-9 ]+ at position \\d+"_s;
    QTest::newRow("nothing") << ""_ba << empty;
    QTest::newRow("blank") << " \r\n\t"_ba << empty;
    QTest::newRow("array") << " [1]"_ba << u"The body is not a JSON object: an array starts at position 1"_s;
    QTest::newRow("number") << "5"_ba << invalid;
    QTest::newRow("form") << "roomId=3XX"_ba << invalid;
    QTest::newRow("two objects") << "{}{}"_ba << invalid;
    QTest::newRow("unterminated") << R"({"roomId":"3XX")"_ba << invalid;
    QTest::newRow("no UTF-8") << "{\"roomId\":\"\xff\"}"_ba << invalid;
}

void TestPayloadReader::anythingElseIsRefusedWithWhatAndWhere()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, pattern);
    const auto payload = readPayload(body);
    QVERIFY(!payload);
    QCOMPARE(payload.error().kind, Error::Kind::BadRequest);
    const QString message = payload.error().messages.join(u'|');
    const QRegularExpression expected(QRegularExpression::anchoredPattern(pattern));
    QVERIFY2(expected.match(message).hasMatch(), qPrintable(message));
}

void TestPayloadReader::nestingIsBounded()
{
    const auto payload = readPayload(R"({"a":)" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + '}');
    QVERIFY(!payload);
    QCOMPARE(payload.error().kind, Error::Kind::BadRequest);

    LimitCounters counters;
    RestLimits limits;
    limits.payload.jsonDepth = 2;
    limits.counters = &counters;
    QVERIFY(readPayload(R"({"a":[1]})", limits));
    const auto deeper = readPayload(R"({"a":[[1]]})", limits);
    QVERIFY(!deeper);
    QCOMPARE(deeper.error().messages, QStringList(u"The body is nested more than 2 deep at position 6"_s));
    QCOMPARE(counters.value(Limit::JsonDepth), 1);
}

QTEST_GUILESS_MAIN(TestPayloadReader)
#include "TestPayloadReader.moc"
