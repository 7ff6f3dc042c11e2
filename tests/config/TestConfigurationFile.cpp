// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/ConfigurationFile.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestConfigurationFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesHaveNamesValuesAndNumbers();
    void commentsAndEmptyLinesSayNothing();
    void valuesAreSplitAndUnquoted_data();
    void valuesAreSplitAndUnquoted();
    void quotedValueIsReadAsItWas_data();
    void quotedValueIsReadAsItWas();
    void whatIsNoSuchLineIsAMistake_data();
    void whatIsNoSuchLineIsAMistake();
    void aMistakeDoesNotHideTheRest();
};

void TestConfigurationFile::linesHaveNamesValuesAndNumbers()
{
    const auto file = ConfigurationFile::parse("\xEF\xBB\xBFport = 8080\r\n\r\n[General]\r\n  data=/srv/a=b c \r\n");
    QVERIFY(file.mistakes().isEmpty());
    QCOMPARE(file.entries().size(), 2);
    QCOMPARE(file.entries()[0].name, u"port"_s);
    QCOMPARE(file.entries()[0].values, QStringList { u"8080"_s });
    QCOMPARE(file.entries()[0].line, 1);
    QCOMPARE(file.entries()[1].name, u"data"_s);
    QCOMPARE(file.entries()[1].values, QStringList { u"/srv/a=b c"_s });
    QCOMPARE(file.entries()[1].line, 4);
}

void TestConfigurationFile::commentsAndEmptyLinesSayNothing()
{
    const auto file = ConfigurationFile::parse("# port = 1\n ; port = 2\n\n   \n");
    QVERIFY(file.entries().isEmpty());
    QVERIFY(file.mistakes().isEmpty());
}

void TestConfigurationFile::valuesAreSplitAndUnquoted_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QStringList>("values");
    QTest::newRow("nothing") << QByteArray() << QStringList { QString() };
    QTest::newRow("list") << QByteArray("a , b,c") << QStringList { u"a"_s, u"b"_s, u"c"_s };
    QTest::newRow("list that ends empty") << QByteArray("a,") << QStringList { u"a"_s, QString() };
    QTest::newRow("quotes") << QByteArray(R"("a, b" , " c ")") << QStringList { u"a, b"_s, u" c "_s };
    QTest::newRow("escapes") << QByteArray(R"("a\"b\\c\d")") << QStringList { uR"(a"b\c\d)"_s };
    QTest::newRow("quotes within") << QByteArray(R"(it is "so")") << QStringList { uR"(it is "so")"_s };
    QTest::newRow("no comment behind a value") << QByteArray("{roomId}; # one") << QStringList { u"{roomId}; # one"_s };
}

void TestConfigurationFile::valuesAreSplitAndUnquoted()
{
    QFETCH(QByteArray, value);
    QFETCH(QStringList, values);
    const auto file = ConfigurationFile::parse("name = " + value);
    QVERIFY(file.mistakes().isEmpty());
    QCOMPARE(file.entries().first().values, values);
}

void TestConfigurationFile::quotedValueIsReadAsItWas_data()
{
    QTest::addColumn<QString>("value");
    for (const QString &value : { u""_s, u"a"_s, u" a"_s, u"a, b"_s, uR"("a")"_s, uR"(C:\data)"_s, uR"(C:\data, "\\")"_s, u"é"_s })
        QTest::newRow(qPrintable(value + u'.')) << value;
}

void TestConfigurationFile::quotedValueIsReadAsItWas()
{
    QFETCH(QString, value);
    const auto file = ConfigurationFile::parse("name = " + ConfigurationFile::quoted(value).toUtf8());
    QVERIFY(file.mistakes().isEmpty());
    QCOMPARE(file.entries().first().values, QStringList { value });
}

void TestConfigurationFile::whatIsNoSuchLineIsAMistake_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("mistake");
    QTest::newRow("no equals sign") << QByteArray("port 80") << u"expected name = value, not 'port 80'"_s;
    QTest::newRow("no name") << QByteArray(" = 80") << u"expected name = value, not '= 80'"_s;
    QTest::newRow("section") << QByteArray("[server]") << u"there are no sections, but '[server]'"_s;
    QTest::newRow("open quotes") << QByteArray(R"(data = "/srv)") << u"data: the quotes are not closed"_s;
    QTest::newRow("quotes that end early")
        << QByteArray(R"(data = "/srv" x)") << u"data: after the quotes there may only be a comma"_s;
    QTest::newRow("bad UTF-8") << QByteArray("data = \xFF") << u"this is not text in UTF-8"_s;
    QTest::newRow("NUL") << QByteArray("data = a\0b", 10) << u"this is not text in UTF-8"_s;
}

void TestConfigurationFile::whatIsNoSuchLineIsAMistake()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, mistake);
    const auto file = ConfigurationFile::parse("\n" + line);
    QVERIFY(file.entries().isEmpty());
    QCOMPARE(file.mistakes().size(), 1);
    QCOMPARE(file.mistakes().first().text, mistake);
    QCOMPARE(file.mistakes().first().line, 2);
}

void TestConfigurationFile::aMistakeDoesNotHideTheRest()
{
    const auto file = ConfigurationFile::parse("what\nport = 1\n[x]\nhost = ::1\n");
    QCOMPARE(file.mistakes().size(), 2);
    QCOMPARE(file.entries().size(), 2);
}

QTEST_GUILESS_MAIN(TestConfigurationFile)
#include "TestConfigurationFile.moc"
