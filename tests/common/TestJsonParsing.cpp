// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/JsonParsing.h"
#include "json/JsonText.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestJsonParsing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stringsStayAsTheyWereWritten_data();
    void stringsStayAsTheyWereWritten();
    void keysStayAsTheyWereWritten();
    void whatIsWrittenIsReadBack();
    void markBeforeTheDocumentIsPassedOver();
    void errorsTellTheirPlaceInTheText_data();
    void errorsTellTheirPlaceInTheText();
};

void TestJsonParsing::stringsStayAsTheyWereWritten_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << R"(["tea"])"_ba << u"tea"_s;
    QTest::newRow("mark first") << "[\"\xef\xbb\xbftea\"]"_ba << u"\ufefftea"_s;
    QTest::newRow("mark alone") << "[\"\xef\xbb\xbf\"]"_ba << u"\ufeff"_s;
    QTest::newRow("two marks") << "[\"\xef\xbb\xbf\xef\xbb\xbftea\"]"_ba << u"\ufeff\ufefftea"_s;
    QTest::newRow("mark within") << "[\"te\xef\xbb\xbf" "a\"]"_ba << u"te\ufeffa"_s;
    QTest::newRow("mark behind an escaped quote") << "[\"\\\"\xef\xbb\xbftea\"]"_ba << u"\"\ufefftea"_s;
    QTest::newRow("mark and escapes") << "[\"\xef\xbb\xbf\\n\"]"_ba << u"\ufeff\n"_s;
    QTest::newRow("mark as an escape") << R"(["\ufefftea"])"_ba << u"\ufefftea"_s;
    QTest::newRow("mark turned round") << "[\"\xef\xbf\xbetea\"]"_ba << u"\ufffetea"_s;
}

void TestJsonParsing::stringsStayAsTheyWereWritten()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, value);
    QJsonParseError error;
    const QJsonDocument document = json::parse(text, &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(document.array(), QJsonArray { value });
}

void TestJsonParsing::keysStayAsTheyWereWritten()
{
    const QJsonObject object = json::parse("{\"\xef\xbb\xbfkey\":1,\"key\":2}").object();
    QCOMPARE(object, (QJsonObject { { u"\ufeffkey"_s, 1 }, { u"key"_s, 2 } }));
}

void TestJsonParsing::whatIsWrittenIsReadBack()
{
    const QJsonObject object { { u"\ufeffkey"_s, u"\ufeffvalue"_s }, { u"\ufffekey"_s, u"\ufffevalue"_s } };
    QCOMPARE(json::parse(json::toCompact(object)).object(), object);
    QCOMPARE(json::parse(QJsonDocument(object).toJson()).object(), object);
}

void TestJsonParsing::markBeforeTheDocumentIsPassedOver()
{
    QCOMPARE(json::parse("\xef\xbb\xbf[\"\xef\xbb\xbftea\"]").array(), QJsonArray { u"\ufefftea"_s });
}

void TestJsonParsing::errorsTellTheirPlaceInTheText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("behind a string with a mark") << "[\"\xef\xbb\xbftea\" x]"_ba;
    QTest::newRow("mark behind a string") << "[\"tea\"\xef\xbb\xbf]"_ba;
    QTest::newRow("mark before a string") << "[\xef\xbb\xbf\"tea\"]"_ba;
    QTest::newRow("mark behind a backslash") << "[\"\\\xef\xbb\xbftea\"]"_ba;
    QTest::newRow("mark behind a document") << "[\"tea\"]\xef\xbb\xbf"_ba;
    QTest::newRow("no end") << "[\"\xef\xbb\xbftea"_ba;
}

void TestJsonParsing::errorsTellTheirPlaceInTheText()
{
    QFETCH(QByteArray, text);
    QJsonParseError expected;
    QJsonDocument::fromJson(text, &expected);
    QJsonParseError error;
    QVERIFY(json::parse(text, &error).isNull());
    QVERIFY(error.error != QJsonParseError::NoError);
    QCOMPARE(error.error, expected.error);
    QCOMPARE(error.offset, expected.offset);
}

QTEST_APPLESS_MAIN(TestJsonParsing)
#include "TestJsonParsing.moc"
