// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/EntityTag.h"

#include <QTest>

using namespace parlor;

class TestEntityTag : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTagIsQuotedAndChangesWithTheContent();
    void aListNamesWhatItHolds_data();
    void aListNamesWhatItHolds();
};

void TestEntityTag::aTagIsQuotedAndChangesWithTheContent()
{
    const QByteArray tag = entityTagOf("content");
    QCOMPARE(tag.size(), 22);
    QVERIFY(tag.startsWith('"') && tag.endsWith('"'));
    QVERIFY(!tag.sliced(1, 20).contains('"'));
    QCOMPARE(entityTagOf("content"), tag);
    QVERIFY(entityTagOf("other content") != tag);
}

void TestEntityTag::aListNamesWhatItHolds_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<bool>("names");

    QTest::newRow("itself") << QByteArray(R"("abc")") << true;
    QTest::newRow("weak") << QByteArray(R"(W/"abc")") << true;
    QTest::newRow("anything") << QByteArray(" * ") << true;
    QTest::newRow("last of a list") << QByteArray(R"("x", W/"y","a,b"  ,  "abc")") << true;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("others") << QByteArray(R"("x", "abcd", "ab")") << false;
    QTest::newRow("within another's quotes") << QByteArray(R"("x,abc")") << false;
    QTest::newRow("without quotes") << QByteArray("abc") << false;
    QTest::newRow("quotes that do not end") << QByteArray(R"("abc)") << false;
    QTest::newRow("behind what is no list") << QByteArray(R"("x" "abc")") << false;
    QTest::newRow("a star in a list") << QByteArray(R"("x", *)") << false;
}

void TestEntityTag::aListNamesWhatItHolds()
{
    QFETCH(QByteArray, field);
    QFETCH(bool, names);
    QCOMPARE(namesEntityTag(field, R"("abc")"), names);
}

QTEST_APPLESS_MAIN(TestEntityTag)
#include "TestEntityTag.moc"
