// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/PercentCoding.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestPercentCoding : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyTextRoundTrips_data();
    void anyTextRoundTrips();
    void wrongEscapesHaveNoText_data();
    void wrongEscapesHaveNoText();
    void plusIsASpaceInQueriesAlone();
};

void TestPercentCoding::anyTextRoundTrips_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("encoded");

    QTest::newRow("unreserved") << u"aZ09-._~"_s << "aZ09-._~"_ba;
    QTest::newRow("slash") << u"a/b"_s << "a%2Fb"_ba;
    QTest::newRow("percent") << u"100%"_s << "100%25"_ba;
    QTest::newRow("an escape as text") << u"%2F"_s << "%252F"_ba;
    QTest::newRow("space and plus") << u"a b+c"_s << "a%20b%2Bc"_ba;
    QTest::newRow("query marks") << u"?a=b&c#d"_s << "%3Fa%3Db%26c%23d"_ba;
    QTest::newRow("accent") << u"caf\u00e9"_s << "caf%C3%A9"_ba;
    QTest::newRow("emoji") << u"\U0001f600"_s << "%F0%9F%98%80"_ba;
    QTest::newRow("byte order mark") << u"\ufeffa"_s << "%EF%BB%BFa"_ba;
    QTest::newRow("NUL") << QString(QChar(0)) << "%00"_ba;
    QTest::newRow("nothing") << u""_s << ""_ba;
}

void TestPercentCoding::anyTextRoundTrips()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, encoded);
    QCOMPARE(percentEncoded(text), encoded);
    QCOMPARE(percentDecoded(encoded), std::optional(text));
    QCOMPARE(formDecoded(encoded), std::optional(text));
    QCOMPARE(percentDecoded(encoded.toLower()).has_value(), true);
}

void TestPercentCoding::wrongEscapesHaveNoText_data()
{
    QTest::addColumn<QByteArray>("encoded");

    QTest::newRow("no digits") << "%zz"_ba;
    QTest::newRow("one digit") << "%4"_ba;
    QTest::newRow("second is none") << "%4g"_ba;
    QTest::newRow("alone at the end") << "a%"_ba;
    QTest::newRow("sign for a digit") << "%+1"_ba;
    QTest::newRow("no UTF-8") << "%FF"_ba;
    QTest::newRow("half a character") << "%C3"_ba;
    QTest::newRow("half a character, then more") << "%C3a"_ba;
    QTest::newRow("overlong") << "%C0%AF"_ba;
    QTest::newRow("surrogate") << "%ED%A0%80"_ba;
    QTest::newRow("beyond Unicode") << "%F4%90%80%80"_ba;
    QTest::newRow("raw bytes that are no UTF-8") << "\xe9"_ba;
}

void TestPercentCoding::wrongEscapesHaveNoText()
{
    QFETCH(QByteArray, encoded);
    QCOMPARE(percentDecoded(encoded), std::nullopt);
    QCOMPARE(formDecoded(encoded), std::nullopt);
}

void TestPercentCoding::plusIsASpaceInQueriesAlone()
{
    QCOMPARE(percentDecoded("a+b"), std::optional(u"a+b"_s));
    QCOMPARE(formDecoded("a+b"), std::optional(u"a b"_s));
}

QTEST_GUILESS_MAIN(TestPercentCoding)
#include "TestPercentCoding.moc"
