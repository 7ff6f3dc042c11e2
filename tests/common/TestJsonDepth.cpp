// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/JsonDepth.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestJsonDepth : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void positionOfWhatIsTooDeepIsFound_data();
    void positionOfWhatIsTooDeepIsFound();
};

void TestJsonDepth::positionOfWhatIsTooDeepIsFound_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("position");

    QTest::newRow("nothing") << ""_ba << -1;
    QTest::newRow("as deep as may be") << "{\"a\":[1,2]}"_ba << -1;
    QTest::newRow("one too deep") << "{\"a\":[[]]}"_ba << 6;
    QTest::newRow("side by side") << "[[],[],[],{}]"_ba << -1;
    QTest::newRow("in a string") << R"({"a":"[[[[{{"})"_ba << -1;
    QTest::newRow("behind an escaped quote") << R"({"a":"\"[[[["})"_ba << -1;
    QTest::newRow("behind an escaped backslash") << R"({"a\\":[[1]]})"_ba << 8;
    QTest::newRow("in a key") << R"({"[[[[":[1]})"_ba << -1;
    QTest::newRow("string without an end") << R"({"a":"[[[[\)"_ba << -1;
    QTest::newRow("no JSON at all") << "]]]]]]]][[["_ba << -1;
    QTest::newRow("far from each other") << "[\"" + QByteArray(40, 'x') + "\",[\"" + QByteArray(40, 'x') + "\",{}]]" << 88;
    QTest::newRow("a hundred thousand") << QByteArray(100'000, '[') << 2;
}

void TestJsonDepth::positionOfWhatIsTooDeepIsFound()
{
    QFETCH(QByteArray, text);
    QFETCH(int, position);
    QCOMPARE(int(json::findDeeperThan(text, 2)), position);
}

QTEST_APPLESS_MAIN(TestJsonDepth)
#include "TestJsonDepth.moc"
