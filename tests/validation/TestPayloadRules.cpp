// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "validation/PayloadRules.h"

#include <QJsonArray>
#include <QTest>

#include <functional>

using namespace parlor;
using namespace Qt::StringLiterals;

using Ask = std::function<void(PayloadRules &)>;

Q_DECLARE_METATYPE(Ask)

namespace {

QStringList messagesOf(const QJsonValue &value, const Ask &ask)
{
    PayloadRules rules(value.isUndefined() ? QJsonObject() : QJsonObject { { u"field"_s, value } });
    ask(rules);
    const Result<void> verdict = rules.verdict();
    return verdict ? QStringList() : verdict.error().messages;
}

} // namespace

class TestPayloadRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rulesAreNamedInTheContractsWords_data();
    void rulesAreNamedInTheContractsWords();
    void failingFieldsAreListedInTheOrderOfAsking();
    void valuesAreReturnedAsSent();
    void longestNameIsCountedInCodePoints();
    void missingOptionalsAreNothing();
};

void TestPayloadRules::rulesAreNamedInTheContractsWords_data()
{
    const Ask name = [](PayloadRules &rules) { rules.name("field"_L1); };
    const Ask text = [](PayloadRules &rules) { rules.text("field"_L1); };
    const Ask optionalName = [](PayloadRules &rules) { rules.optionalName("field"_L1); };
    const Ask optionalLine = [](PayloadRules &rules) { rules.optionalLine("field"_L1, 5); };
    const Ask optionalOrder = [](PayloadRules &rules) { rules.optionalOrder("field"_L1); };
    const Ask boolean = [](PayloadRules &rules) { rules.boolean("field"_L1); };
    const QJsonValue missing(QJsonValue::Undefined);
    const QJsonValue null(QJsonValue::Null);

    const QString empty = u"field should not be empty"_s;
    const QString noString = u"field must be a string"_s;
    const QString tooLong = u"field must be shorter than or equal to 128 characters"_s;
    const QString controls = u"field must not contain control characters"_s;
    const QString noUnicode = u"field must be valid Unicode"_s;
    const QString noInteger = u"field must be an integer number"_s;
    const QString negative = u"field must not be less than 0"_s;
    const QString noBoolean = u"field must be a boolean value"_s;

    QTest::addColumn<Ask>("ask");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QStringList>("messages");

    QTest::newRow("name") << name << QJsonValue(u"3XX"_s) << QStringList();
    QTest::newRow("name, missing") << name << missing << QStringList(empty);
    QTest::newRow("name, null") << name << null << QStringList(empty);
    QTest::newRow("name, empty") << name << QJsonValue(u""_s) << QStringList(empty);
    QTest::newRow("name, blank") << name << QJsonValue(u" "_s) << QStringList();
    QTest::newRow("name, number") << name << QJsonValue(3) << QStringList(noString);
    QTest::newRow("name, array") << name << QJsonValue(QJsonArray { u"a"_s }) << QStringList(noString);
    QTest::newRow("name, longest") << name << QJsonValue(QString(128, u'a')) << QStringList();
    QTest::newRow("name, too long") << name << QJsonValue(QString(129, u'a')) << QStringList(tooLong);
    QTest::newRow("name, line break") << name << QJsonValue(u"a\nb"_s) << QStringList(controls);
    QTest::newRow("name, NUL") << name << QJsonValue(QString(QChar(0))) << QStringList(controls);
    QTest::newRow("name, delete") << name << QJsonValue(u"\u007f"_s) << QStringList(controls);
    QTest::newRow("name, C1 control") << name << QJsonValue(u"\u0085"_s) << QStringList(controls);
    QTest::newRow("name, joiner is no control") << name << QJsonValue(u"\u200d"_s) << QStringList();
    QTest::newRow("name, too long with controls")
        << name << QJsonValue(QString(129, u'\t')) << QStringList { tooLong, controls };
    QTest::newRow("name, half a pair")
        << name << QJsonValue(QString(QChar(0xd83d))) << QStringList(noUnicode);
    QTest::newRow("name, pair the wrong way round")
        << name << QJsonValue(QString(QChar(0xde00)) + QChar(0xd83d)) << QStringList(noUnicode);

    QTest::newRow("text, of any length") << text << QJsonValue(QString(5000, u'\n')) << QStringList();
    QTest::newRow("text, empty") << text << QJsonValue(u""_s) << QStringList(empty);
    QTest::newRow("text, missing") << text << missing << QStringList(empty);
    QTest::newRow("text, object") << text << QJsonValue(QJsonObject()) << QStringList(noString);

    QTest::newRow("optional name, missing") << optionalName << missing << QStringList();
    QTest::newRow("optional name, null") << optionalName << null << QStringList();
    QTest::newRow("optional name, empty") << optionalName << QJsonValue(u""_s) << QStringList(empty);
    QTest::newRow("optional name, number") << optionalName << QJsonValue(7) << QStringList(noString);
    QTest::newRow("optional name, too long")
        << optionalName << QJsonValue(QString(129, u'a')) << QStringList(tooLong);

    QTest::newRow("optional line, missing") << optionalLine << missing << QStringList();
    QTest::newRow("optional line, empty") << optionalLine << QJsonValue(u""_s) << QStringList();
    QTest::newRow("optional line, longest") << optionalLine << QJsonValue(u"\U0001f600"_s.repeated(5)) << QStringList();
    QTest::newRow("optional line, number") << optionalLine << QJsonValue(7) << QStringList(noString);
    QTest::newRow("optional line, too long")
        << optionalLine << QJsonValue(u"abcdef"_s)
        << QStringList(u"field must be shorter than or equal to 5 characters"_s);
    QTest::newRow("optional line, two lines") << optionalLine << QJsonValue(u"a\nb"_s) << QStringList(controls);

    QTest::newRow("order") << optionalOrder << QJsonValue(17) << QStringList();
    QTest::newRow("order, zero") << optionalOrder << QJsonValue(0) << QStringList();
    QTest::newRow("order, missing") << optionalOrder << missing << QStringList();
    QTest::newRow("order, text") << optionalOrder << QJsonValue(u"17"_s) << QStringList(noInteger);
    QTest::newRow("order, fraction") << optionalOrder << QJsonValue(1.5) << QStringList(noInteger);
    QTest::newRow("order, negative") << optionalOrder << QJsonValue(-1) << QStringList(negative);
    QTest::newRow("order, beyond exact integers")
        << optionalOrder << QJsonValue(9007199254740992.0) << QStringList(noInteger);
    QTest::newRow("order, huge") << optionalOrder << QJsonValue(1e300) << QStringList(noInteger);

    QTest::newRow("boolean") << boolean << QJsonValue(false) << QStringList();
    QTest::newRow("boolean, number") << boolean << QJsonValue(1) << QStringList(noBoolean);
    QTest::newRow("boolean, missing") << boolean << missing << QStringList(noBoolean);
}

void TestPayloadRules::rulesAreNamedInTheContractsWords()
{
    QFETCH(Ask, ask);
    QFETCH(QJsonValue, value);
    QTEST(messagesOf(value, ask), "messages");
}

void TestPayloadRules::failingFieldsAreListedInTheOrderOfAsking()
{
    PayloadRules rules(QJsonObject { { u"a"_s, 1 }, { u"good"_s, u"x"_s } });
    rules.name("z"_L1);
    rules.name("good"_L1);
    rules.require(true, u"holds"_s);
    rules.require(false, u"does not hold"_s);
    rules.text("a"_L1);
    const Result<void> verdict = rules.verdict();
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().kind, Error::Kind::Validation);
    QCOMPARE(verdict.error().messages,
             QStringList({ u"z should not be empty"_s, u"does not hold"_s, u"a must be a string"_s }));
}

void TestPayloadRules::valuesAreReturnedAsSent()
{
    const QString name = u" caf\u00e9/%\U0001f600 "_s;
    PayloadRules rules(
        QJsonObject{ { u"name"_s, name }, { u"order"_s, 9007199254740991.0 }, { u"flag"_s, true } });
    QCOMPARE(rules.name("name"_L1), name);
    QCOMPARE(rules.optionalOrder("order"_L1), std::optional<qint64>(9007199254740991));
    QVERIFY(rules.boolean("flag"_L1));
    QVERIFY(rules.verdict());
}

void TestPayloadRules::longestNameIsCountedInCodePoints()
{
    const Ask name = [](PayloadRules &rules) { rules.name("field"_L1); };
    const QString emoji = u"\U0001f600"_s;
    QCOMPARE(messagesOf(emoji.repeated(128), name), QStringList());
    QCOMPARE(messagesOf(emoji.repeated(129), name),
             QStringList(u"field must be shorter than or equal to 128 characters"_s));
}

void TestPayloadRules::missingOptionalsAreNothing()
{
    PayloadRules rules { QJsonObject() };
    QVERIFY(rules.optionalName("name"_L1).isEmpty());
    QVERIFY(!rules.optionalOrder("order"_L1));
    QVERIFY(rules.verdict());
}

QTEST_GUILESS_MAIN(TestPayloadRules)
#include "TestPayloadRules.moc"
