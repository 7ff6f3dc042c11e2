// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/JsonText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

#include <limits>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

/// What Qt's parser makes of a JSON text; undefined where it refuses it.
QJsonValue parsed(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson('[' + text + ']', &error);
    return error.error == QJsonParseError::NoError ? document.array().first()
                                                   : QJsonValue(QJsonValue::Undefined);
}

QJsonObject object(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

class TestJsonText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesStrings_data();
    void writesStrings();
    void writesSpecialUnitsAtEveryPlaceOfARun_data();
    void writesSpecialUnitsAtEveryPlaceOfARun();
    void anyStringReadsBackTheSame();
    void viewThatEndsInsideAPairIsNotReadBeyond();
    void stringsAreAppendedToWhatIsThere();
    void writesValues_data();
    void writesValues();
    void numbersKeepEveryDigit_data();
    void numbersKeepEveryDigit();
    void whatJsonCannotSayIsNull();
    void valuesReadBackTheSame();
    void deepValuesAreWritten();
    void keysAreSeparatedByCommas();
    void reservedMembersAreLeftOut_data();
    void reservedMembersAreLeftOut();
};

void TestJsonText::writesStrings_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("json");

    QTest::newRow("null") << QString() << R"("")"_ba;
    QTest::newRow("empty") << u""_s << R"("")"_ba;
    QTest::newRow("plain") << u"hello"_s << R"("hello")"_ba;
    QTest::newRow("quote and backslash") << u"a\"b\\c"_s << R"("a\"b\\c")"_ba;
    QTest::newRow("slash is not escaped") << u"</script>"_s << R"("</script>")"_ba;
    QTest::newRow("short escapes") << u"\b\f\n\r\t"_s << R"("\b\f\n\r\t")"_ba;
    QTest::newRow("other control characters")
        << QString::fromLatin1("\0\x01\x0b\x1f", 4) << R"("\u0000\u0001\u000b\u001f")"_ba;
    QTest::newRow("delete stands as it is") << u"\u007f"_s << "\"\x7f\""_ba;
    QTest::newRow("two bytes") << u"\u0080é\u07ff"_s << "\"\xc2\x80\xc3\xa9\xdf\xbf\""_ba;
    QTest::newRow("three bytes") << u"\u0800€\uffff"_s << "\"\xe0\xa0\x80\xe2\x82\xac\xef\xbf\xbf\""_ba;
    QTest::newRow("surrogates' neighbours") << u"\ud7ff\ue000"_s << "\"\xed\x9f\xbf\xee\x80\x80\""_ba;
    QTest::newRow("four bytes") << u"\U00010000😀\U0010ffff"_s
                                << "\"\xf0\x90\x80\x80\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf\""_ba;
    QTest::newRow("lone high surrogate") << QString(QChar(0xd83d)) << R"("\ud83d")"_ba;
    QTest::newRow("lone low surrogate") << QString(QChar(0xde00)) << R"("\ude00")"_ba;
    QTest::newRow("high surrogate before text") << QString(QChar(0xd83d) + u"x"_s) << R"("\ud83dx")"_ba;
    QTest::newRow("surrogates the wrong way round")
        << QString(QChar(0xde00)) + QChar(0xd83d) << R"("\ude00\ud83d")"_ba;
    QTest::newRow("high surrogate before a pair")
        << QString(QChar(0xd83d)) + u"😀"_s << "\"\\ud83d\xf0\x9f\x98\x80\""_ba;
}

void TestJsonText::writesStrings()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, json);
    QCOMPARE(json::toString(text), json);
}

void TestJsonText::writesSpecialUnitsAtEveryPlaceOfARun_data()
{
    QTest::addColumn<QString>("special");
    QTest::addColumn<QByteArray>("json");

    QTest::newRow("quote") << u"\""_s << "\\\""_ba;
    QTest::newRow("control") << QString(QChar(1)) << "\\u0001"_ba;
    QTest::newRow("accent") << u"é"_s << "\xc3\xa9"_ba;
    QTest::newRow("euro") << u"€"_s << "\xe2\x82\xac"_ba;
    QTest::newRow("emoji") << u"😀"_s << "\xf0\x9f\x98\x80"_ba;
    QTest::newRow("lone surrogate") << QString(QChar(0xdfff)) << "\\udfff"_ba;
}

void TestJsonText::writesSpecialUnitsAtEveryPlaceOfARun()
{
    QFETCH(QString, special);
    QFETCH(QByteArray, json);
    for (int before = 0; before < 40; ++before) {
        for (int after : { 0, 1, 14, 15, 16, 17, 40 }) {
            const QString text = QString(before, u'x') + special + QString(after, u'y');
            const QByteArray expected = '"' + QByteArray(before, 'x') + json + QByteArray(after, 'y') + '"';
            QCOMPARE(json::toString(text), expected);
        }
        QString repeated;
        QByteArray expected;
        for (int i = 0; i < before; ++i) {
            repeated += special;
            expected += json;
        }
        QCOMPARE(json::toString(repeated), QByteArray('"' + expected + '"'));
    }
}

void TestJsonText::anyStringReadsBackTheSame()
{
    QRandomGenerator random(20260131);
    for (int round = 0; round < 2000; ++round) {
        QString text;
        const auto size = random.bounded(120);
        // Half of the rounds stay near ASCII, so that runs and their ends are met often.
        const int highest = round % 2 ? 0x90 : 0x10000;
        for (int i = 0; i < size; ++i)
            text += QChar(static_cast<char16_t>(random.bounded(highest)));
        const QByteArray json = json::toString(text);
        QVERIFY(json.isValidUtf8());
        QCOMPARE(parsed(json).toString(), text);
    }
}

void TestJsonText::viewThatEndsInsideAPairIsNotReadBeyond()
{
    QCOMPARE(json::toString(QStringView(u"a😀").first(2)), R"("a\ud83d")"_ba);
}

void TestJsonText::stringsAreAppendedToWhatIsThere()
{
    QByteArray out("before");
    const QByteArray shared = out;
    json::appendString(out, u"x");
    json::appendString(out, u"y");
    QCOMPARE(out, R"(before"x""y")"_ba);
    QCOMPARE(shared, "before"_ba);
}

void TestJsonText::writesValues_data()
{
    QTest::addColumn<QByteArray>("json");

    for (const char *json :
         { "null", "true", "false", "0", "-1", "1.5", R"("text")", "[]", "{}", "[[]]", "[{}]",
           R"([null,true,1,"a",[2],{"b":3}])", R"({"":0})", R"({"a":{"b":{"c":[1,2]}}})",
           R"({"a\"b":"c\nd"})", R"({"_placeholder":true,"num":0})" }) {
        QTest::newRow(json) << QByteArray(json);
    }
}

void TestJsonText::writesValues()
{
    QFETCH(QByteArray, json);
    QCOMPARE(json::toCompact(parsed(json)), json);
}

void TestJsonText::numbersKeepEveryDigit_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QByteArray>("json");

    const auto row = [](const char *json, const QJsonValue &value) {
        QTest::newRow(json) << value << QByteArray(json);
    };
    row("9223372036854775807", std::numeric_limits<qint64>::max());
    row("-9223372036854775808", std::numeric_limits<qint64>::min());
    row("9007199254740993", Q_INT64_C(9007199254740993));
    row("1767225600000", 1767225600000.0);
    row("42", 42.0);
    row("0", -0.0);
    row("0.1", 0.1);
    row("0.30000000000000004", 0.1 + 0.2);
    row("-2.5e-07", -2.5e-7);
    row("1e+300", 1e300);
    row("1.7976931348623157e+308", std::numeric_limits<double>::max());
    row("5e-324", std::numeric_limits<double>::denorm_min());
}

void TestJsonText::numbersKeepEveryDigit()
{
    QFETCH(QJsonValue, value);
    QFETCH(QByteArray, json);
    QCOMPARE(json::toCompact(value), json);
    QCOMPARE(parsed(json), value);
    QCOMPARE(json::toCompact(parsed(json)), json);
}

void TestJsonText::whatJsonCannotSayIsNull()
{
    QCOMPARE(json::toCompact(QJsonValue::Undefined), "null"_ba);
    QCOMPARE(json::toCompact(std::numeric_limits<double>::quiet_NaN()), "null"_ba);
    QCOMPARE(json::toCompact(-std::numeric_limits<double>::infinity()), "null"_ba);
}

void TestJsonText::valuesReadBackTheSame()
{
    const QJsonValue value = object(
        R"({"avatar":"https://example.org/a.png?x=1&y=2","tags":["a","ü",null,[],{}],"at":1767225600123,)"
        R"("ratio":0.125,"nested":{"deep":{"er":[{"x":-1e-9}]}},"on":true})");
    QCOMPARE(parsed(json::toCompact(value)), value);
}

void TestJsonText::deepValuesAreWritten()
{
    constexpr int depth = 1000;
    const QByteArray json = QByteArray(depth, '[') + QByteArray(depth, ']');
    const QJsonValue value = parsed(json);
    QVERIFY(value.isArray());
    QCOMPARE(json::toCompact(value), json);
}

void TestJsonText::keysAreSeparatedByCommas()
{
    QByteArray out;
    json::appendKey(out, "a"_L1);
    out += '{';
    json::appendKey(out, "b"_L1);
    out += '1';
    json::appendKey(out, "c"_L1);
    out += "{}";
    json::appendMembers(out, object(R"({"d":2,"e":3})"));
    out += '}';
    QCOMPARE(out, R"("a":{"b":1,"c":{},"d":2,"e":3})"_ba);
}

void TestJsonText::reservedMembersAreLeftOut_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QByteArray>("json");

    QTest::newRow("no member") << "{}"_ba
                               << "{}"_ba;
    QTest::newRow("none reserved") << R"({"a":1,"b":2})"_ba
                                   << R"({"a":1,"b":2})"_ba;
    QTest::newRow("first") << R"({"a":1,"order":2})"_ba
                           << R"({"a":1})"_ba;
    QTest::newRow("between") << R"({"a":1,"order":2,"z":3})"_ba
                             << R"({"a":1,"z":3})"_ba;
    QTest::newRow("only reserved") << R"({"order":2,"roomId":"x"})"_ba
                                   << "{}"_ba;
    QTest::newRow("names alike stay") << R"({"Order":1,"order ":2,"orde":3})"_ba
                                      << R"({"Order":1,"orde":3,"order ":2})"_ba;
}

void TestJsonText::reservedMembersAreLeftOut()
{
    QFETCH(QByteArray, members);
    QFETCH(QByteArray, json);
    QByteArray out("{");
    json::appendMembers(out, object(members.constData()), { "order"_L1, "roomId"_L1 });
    out += '}';
    QCOMPARE(out, json);
}

QTEST_APPLESS_MAIN(TestJsonText)
#include "TestJsonText.moc"
