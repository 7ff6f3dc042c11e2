// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/Utf8Decoding.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestUtf8Decoding : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textStaysWhole_data();
    void textStaysWhole();
    void whatIsNoUtf8IsReplaced();
};

void TestUtf8Decoding::textStaysWhole_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << u""_s;
    QTest::newRow("ASCII") << u"tea"_s;
    QTest::newRow("beyond ASCII") << u"späti 😀"_s;
    QTest::newRow("byte order mark alone") << u"\ufeff"_s;
    QTest::newRow("byte order mark first") << u"\ufefftea"_s;
    QTest::newRow("two of them") << u"\ufeff\ufefftea"_s;
    QTest::newRow("within") << u"t\ufeffea"_s;
    QTest::newRow("the one turned round") << u"\ufffetea"_s;
    QTest::newRow("other characters of those bytes") << u"\uff0c\ufec0"_s;
}

void TestUtf8Decoding::textStaysWhole()
{
    QFETCH(QString, text);
    QCOMPARE(utf8Decoded(text.toUtf8()), text);
}

void TestUtf8Decoding::whatIsNoUtf8IsReplaced()
{
    QCOMPARE(utf8Decoded("a\xff"), u"a\ufffd"_s);
    QCOMPARE(utf8Decoded("\xef\xbb\xbf\xff"), u"\ufeff\ufffd"_s);
    // Half a character at the end.
    QCOMPARE(utf8Decoded("\xef\xbb"), QString::fromUtf8("\xef\xbb"));
}

QTEST_APPLESS_MAIN(TestUtf8Decoding)
#include "TestUtf8Decoding.moc"
