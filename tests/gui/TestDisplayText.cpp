// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/DisplayText.h"

#include <QTest>

using namespace parlor::admin;
using namespace Qt::StringLiterals;

class TestDisplayText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hostileTextIsShownHarmlessly_data();
    void hostileTextIsShownHarmlessly();
    void longTextIsCutOnlyInLists();
    void textIsNotCutWithinACharacter();
    void paragraphsKeepTheirLines();
    void nameDoesNotTurnTheSentenceAroundIt();
};

void TestDisplayText::hostileTextIsShownHarmlessly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"Good morning"_s << u"Good morning"_s;
    QTest::newRow("markup stays text") << u"<b>x</b>"_s << u"<b>x</b>"_s;
    QTest::newRow("line end") << u"a\nb"_s << u"a␊b"_s;
    QTest::newRow("NUL") << QString(QChar(0)) << u"␀"_s;
    QTest::newRow("escape") << u"\x1b[31mred"_s << u"␛[31mred"_s;
    QTest::newRow("delete") << u"\x7f"_s << u"␡"_s;
    QTest::newRow("C1") << QString(QChar(0x9b)) << u"⟨U+009B⟩"_s;
    QTest::newRow("override") << u"exe.\u202Egpj"_s << u"exe.⟨U+202E⟩gpj"_s;
    QTest::newRow("isolate") << u"\u2066x"_s << u"⟨U+2066⟩x"_s;
    QTest::newRow("zero width") << u"pay\u200Bpal"_s << u"pay⟨U+200B⟩pal"_s;
    QTest::newRow("line separator") << u"a\u2028b"_s << u"a⟨U+2028⟩b"_s;
    QTest::newRow("tag beyond the basic plane") << u"\U000E0041"_s << u"⟨U+E0041⟩"_s;
    QTest::newRow("half a pair") << QString(QChar(0xd800)) << u"\uFFFD"_s;
    QTest::newRow("right to left") << u"שלום"_s << u"שלום"_s;
    QTest::newRow("joined emoji") << u"👨\u200D👩\u200D👧"_s << u"👨\u200D👩\u200D👧"_s;
}

void TestDisplayText::hostileTextIsShownHarmlessly()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(displaytext::oneLine(text), shown);
}

void TestDisplayText::longTextIsCutOnlyInLists()
{
    const QString text(100'000, u'x');
    QCOMPARE(displaytext::oneLine(text).size(), displaytext::LineLimit + 1);
    QVERIFY(displaytext::oneLine(text).endsWith(u'…'));
    QCOMPARE(displaytext::paragraphs(text), text);
}

void TestDisplayText::textIsNotCutWithinACharacter()
{
    QCOMPARE(displaytext::oneLine(u"a😀b"_s, 2), u"a…"_s);
}

void TestDisplayText::paragraphsKeepTheirLines()
{
    QCOMPARE(displaytext::paragraphs(u"a\r\nb\tc\u202E\x07"_s), u"a\nb\tc⟨U+202E⟩␇"_s);
}

void TestDisplayText::nameDoesNotTurnTheSentenceAroundIt()
{
    const QString name = displaytext::inSentence(u"דנה"_s);
    QCOMPARE(name.front(), QChar(0x2068));
    QCOMPARE(name.back(), QChar(0x2069));
}

QTEST_APPLESS_MAIN(TestDisplayText)
#include "TestDisplayText.moc"
