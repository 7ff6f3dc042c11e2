// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/QueryParameters.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

QString messageOf(const QueryParameters &parameters)
{
    const Result<void> verdict = parameters.verdict();
    return verdict ? QString() : verdict.error().messages.join(u'|');
}

} // namespace

class TestQueryParameters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsDecoded_data();
    void textIsDecoded();
    void numbersAreExactAndInRange_data();
    void numbersAreExactAndInRange();
    void choicesAreExact_data();
    void choicesAreExact();
    void firstErrorInTheOrderOfAskingStands();
    void whatNobodyAsksForIsIgnored();
};

void TestQueryParameters::textIsDecoded_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("there");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");

    QTest::newRow("no query") << ""_ba << false << QString() << QString();
    QTest::newRow("another") << "b=1"_ba << false << QString() << QString();
    QTest::newRow("longer name") << "ab=1"_ba << false << QString() << QString();
    QTest::newRow("plain") << "b=1&a=x"_ba << true << u"x"_s << QString();
    QTest::newRow("empty") << "a="_ba << true << QString() << QString();
    QTest::newRow("without a value") << "a"_ba << true << QString() << QString();
    QTest::newRow("escapes") << "a=%C3%A9+%2B"_ba << true << u"\u00e9 +"_s << QString();
    QTest::newRow("equals sign") << "a=b=c"_ba << true << u"b=c"_s << QString();
    QTest::newRow("escaped name") << "%61=x"_ba << true << u"x"_s << QString();
    QTest::newRow("empty items") << "&&a=x&"_ba << true << u"x"_s << QString();
    QTest::newRow("twice") << "a=1&a=2"_ba << false << QString() << u"a must be given once"_s;
    QTest::newRow("bad escape") << "a=%zz"_ba << false << QString() << u"a must be percent-encoded UTF-8"_s;
    QTest::newRow("no UTF-8") << "a=%FF"_ba << false << QString() << u"a must be percent-encoded UTF-8"_s;
}

void TestQueryParameters::textIsDecoded()
{
    QFETCH(QByteArray, query);
    QFETCH(bool, there);
    QueryParameters parameters(query);
    const std::optional<QString> text = parameters.text("a"_L1);
    QCOMPARE(text.has_value(), there);
    QTEST(text.value_or(QString()), "text");
    QTEST(messageOf(parameters), "message");
}

void TestQueryParameters::numbersAreExactAndInRange_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<qint64>("number");

    constexpr qint64 refused = -1;
    QTest::newRow("least") << "n=1"_ba << qint64(1);
    QTest::newRow("most") << "n=9007199254740991"_ba << QueryParameters::LargestInteger;
    QTest::newRow("leading zeros") << "n=000000000000000000000000007"_ba << qint64(7);
    QTest::newRow("below") << "n=0"_ba << refused;
    QTest::newRow("above") << "n=9007199254740992"_ba << refused;
    QTest::newRow("far above") << "n=99999999999999999999999999999999"_ba << refused;
    QTest::newRow("negative") << "n=-1"_ba << refused;
    QTest::newRow("sign") << "n=%2B1"_ba << refused;
    QTest::newRow("fraction") << "n=1.0"_ba << refused;
    QTest::newRow("exponent") << "n=1e3"_ba << refused;
    QTest::newRow("hexadecimal") << "n=0x10"_ba << refused;
    QTest::newRow("blank") << "n=+1"_ba << refused;
    QTest::newRow("empty") << "n="_ba << refused;
    QTest::newRow("other digits") << "n=%D9%A1"_ba << refused;
}

void TestQueryParameters::numbersAreExactAndInRange()
{
    QFETCH(QByteArray, query);
    QFETCH(qint64, number);
    QueryParameters parameters(query);
    QCOMPARE(parameters.number("n"_L1, 1, QueryParameters::LargestInteger).value_or(-1), number);
    QCOMPARE(messageOf(parameters),
             number > 0 ? QString() : u"n must be a number from 1 to 9007199254740991"_s);
}

void TestQueryParameters::choicesAreExact_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<qsizetype>("index");
    QTest::addColumn<QString>("message");

    const QString message = u"order must be one of asc, desc"_s;
    QTest::newRow("missing") << ""_ba << qsizetype(0) << QString();
    QTest::newRow("first") << "order=asc"_ba << qsizetype(0) << QString();
    QTest::newRow("second") << "order=desc"_ba << qsizetype(1) << QString();
    QTest::newRow("other case") << "order=DESC"_ba << qsizetype(0) << message;
    QTest::newRow("empty") << "order="_ba << qsizetype(0) << message;
    QTest::newRow("unknown") << "order=up"_ba << qsizetype(0) << message;
}

void TestQueryParameters::choicesAreExact()
{
    QFETCH(QByteArray, query);
    QueryParameters parameters(query);
    QTEST(parameters.choice("order"_L1, { "asc"_L1, "desc"_L1 }), "index");
    QTEST(messageOf(parameters), "message");
}

void TestQueryParameters::firstErrorInTheOrderOfAskingStands()
{
    QueryParameters parameters("b=x&a=y");
    parameters.number("a"_L1, 0, 9);
    parameters.number("b"_L1, 0, 9);
    parameters.refuse(Error::badRequest(u"something else"_s));
    QCOMPARE(messageOf(parameters), u"a must be a number from 0 to 9"_s);
}

void TestQueryParameters::whatNobodyAsksForIsIgnored()
{
    QueryParameters parameters("%zz=%zz&b=1&b=2&a=7&=&%");
    QCOMPARE(parameters.number("a"_L1, 0, 9), std::optional<qint64>(7));
    QVERIFY(parameters.verdict());
}

QTEST_GUILESS_MAIN(TestQueryParameters)
#include "TestQueryParameters.moc"
