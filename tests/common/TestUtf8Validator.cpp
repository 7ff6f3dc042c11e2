// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/Utf8Validator.h"

#include <QTest>

#include <array>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

bool isWholeText(QByteArrayView bytes)
{
    Utf8Validator validator;
    return validator.feed(bytes) && validator.isComplete();
}

/// The index of the byte that the validator refuses, or -1.
qsizetype refusedByte(QByteArrayView bytes)
{
    Utf8Validator validator;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (!validator.feed(bytes.sliced(i, 1)))
            return i;
    }
    return -1;
}

} // namespace

class TestUtf8Validator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acceptsEveryCodePoint();
    void agreesWithQtOnEveryShortSequence();
    void failsAtTheFirstImpossibleByte_data();
    void failsAtTheFirstImpossibleByte();
    void findsABadByteAnywhereInAnAsciiRun();
    void anySplitGivesTheSame();
    void unfinishedTextIsNotComplete();
    void staysFailedUntilReset();
};

void TestUtf8Validator::acceptsEveryCodePoint()
{
    Utf8Validator validator;
    for (char32_t codePoint = 0; codePoint <= 0x10ffff; ++codePoint) {
        if (QChar::isSurrogate(codePoint))
            continue;
        const QByteArray bytes = QString::fromUcs4(&codePoint, 1).toUtf8();
        if (!validator.feed(bytes) || !validator.isComplete())
            QFAIL(qPrintable(u"U+%1 is refused"_s.arg(static_cast<uint>(codePoint), 0, 16)));
    }
}

void TestUtf8Validator::agreesWithQtOnEveryShortSequence()
{
    constexpr std::array<uchar, 11> edges{ 0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xf4, 0xff };
    std::array<char, 4> bytes;
    for (int lead = 0; lead < 256; ++lead) {
        bytes[0] = static_cast<char>(lead);
        for (const uchar second : edges) {
            bytes[1] = static_cast<char>(second);
            for (const uchar third : edges) {
                bytes[2] = static_cast<char>(third);
                for (const uchar fourth : edges) {
                    bytes[3] = static_cast<char>(fourth);
                    for (qsizetype size = 1; size <= 4; ++size) {
                        const QByteArrayView view(bytes.data(), size);
                        if (isWholeText(view) != view.isValidUtf8())
                            QFAIL(view.toByteArray().toHex().constData());
                    }
                }
            }
        }
    }
}

void TestUtf8Validator::failsAtTheFirstImpossibleByte_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<int>("index");

    QTest::newRow("continuation first") << "80"_ba << 0;
    QTest::newRow("continuation after text") << "6162bf"_ba << 2;
    QTest::newRow("overlong slash") << "c0af"_ba << 0;
    QTest::newRow("overlong c1") << "c1bf"_ba << 0;
    QTest::newRow("overlong three bytes") << "e080af"_ba << 1;
    QTest::newRow("overlong four bytes") << "f08080af"_ba << 1;
    QTest::newRow("surrogate") << "eda080"_ba << 1;
    QTest::newRow("beyond U+10FFFF") << "f4908080"_ba << 1;
    QTest::newRow("f5") << "f5808080"_ba << 0;
    QTest::newRow("fe") << "fe"_ba << 0;
    QTest::newRow("ff") << "ff"_ba << 0;
    QTest::newRow("second byte missing") << "c341"_ba << 1;
    QTest::newRow("third byte missing") << "e28241"_ba << 2;
    QTest::newRow("fourth byte missing") << "f09f9841"_ba << 3;
    QTest::newRow("lead after lead") << "e2e282ac"_ba << 1;
}

void TestUtf8Validator::failsAtTheFirstImpossibleByte()
{
    QFETCH(QByteArray, hex);
    QFETCH(int, index);
    const QByteArray bytes = QByteArray::fromHex(hex);
    QCOMPARE(refusedByte(bytes), index);
    QVERIFY(!isWholeText(bytes));
}

void TestUtf8Validator::findsABadByteAnywhereInAnAsciiRun()
{
    for (qsizetype size = 1; size <= 40; ++size) {
        QByteArray bytes(size, 'a');
        QVERIFY(isWholeText(bytes));
        for (qsizetype at = 0; at < size; ++at) {
            bytes[at] = '\xff';
            QVERIFY(!isWholeText(bytes));
            bytes[at] = 'a';
        }
    }
}

void TestUtf8Validator::anySplitGivesTheSame()
{
    const QByteArray text = u"κόσμε – plain text in between – 😀 \uffff \U0010ffff, 한국어"_s.toUtf8();
    for (qsizetype first = 0; first <= text.size(); ++first) {
        for (qsizetype second = first; second <= text.size(); ++second) {
            Utf8Validator validator;
            QVERIFY(validator.feed(QByteArrayView(text).first(first)));
            QVERIFY(validator.feed(QByteArrayView(text).sliced(first, second - first)));
            QVERIFY(validator.feed(QByteArrayView(text).sliced(second)));
            QVERIFY(validator.isComplete());
        }
    }
}

void TestUtf8Validator::unfinishedTextIsNotComplete()
{
    for (const QByteArrayView whole :
         { "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf" }) {
        Utf8Validator validator;
        QVERIFY(validator.isComplete());
        for (const char byte : whole.chopped(1)) {
            QVERIFY(validator.feed(QByteArrayView(&byte, 1)));
            QVERIFY(!validator.isComplete());
        }
        QVERIFY(validator.feed(whole.last(1)));
        QVERIFY(validator.isComplete());
    }
}

void TestUtf8Validator::staysFailedUntilReset()
{
    Utf8Validator validator;
    QVERIFY(!validator.feed("\xff"));
    QVERIFY(!validator.feed("fine"));
    QVERIFY(!validator.feed({}));
    QVERIFY(!validator.isComplete());
    validator.reset();
    QVERIFY(validator.feed("fine"));
    QVERIFY(validator.isComplete());
}

QTEST_APPLESS_MAIN(TestUtf8Validator)
#include "TestUtf8Validator.moc"
