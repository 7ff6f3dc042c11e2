// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/PlainFrame.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

const QJsonValue Undefined(QJsonValue::Undefined);

} // namespace

class TestPlainFrame : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsFrames_data();
    void readsFrames();
    void errorsSayWhatIsWrong_data();
    void errorsSayWhatIsWrong();
    void errorsHaveTheIdThatCanBeRead_data();
    void errorsHaveTheIdThatCanBeRead();
    void nestingIsBounded();
    void notJsonIsToldWithItsPlace_data();
    void notJsonIsToldWithItsPlace();
    void writesEventsAndAnswers();
};

void TestPlainFrame::readsFrames_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("event");
    QTest::addColumn<QJsonValue>("data");
    QTest::addColumn<QJsonValue>("id");

    QTest::newRow("event alone") << R"({"event":"leave"})"_ba << u"leave"_s << Undefined << Undefined;
    QTest::newRow("with data") << R"({"event":"leave","data":{"roomId":"3XX"}})"_ba << u"leave"_s
                               << QJsonValue(QJsonObject{ { u"roomId"_s, u"3XX"_s } }) << Undefined;
    QTest::newRow("data of any kind") << R"({"event":"x","data":[1,"a",null]})"_ba << u"x"_s
                                      << QJsonValue(QJsonArray{ 1, u"a"_s, QJsonValue() }) << Undefined;
    QTest::newRow("null data") << R"({"event":"x","data":null})"_ba << u"x"_s << QJsonValue() << Undefined;
    QTest::newRow("number as id") << R"({"event":"x","id":7})"_ba << u"x"_s << Undefined << QJsonValue(7);
    QTest::newRow("string as id") << R"({"id":"a7","event":"x"})"_ba << u"x"_s << Undefined
                                  << QJsonValue(u"a7"_s);
    QTest::newRow("empty string as id")
        << R"({"id":"","event":"x"})"_ba << u"x"_s << Undefined << QJsonValue(u""_s);
    QTest::newRow("null as id") << R"({"event":"x","id":null})"_ba << u"x"_s << Undefined << Undefined;
    QTest::newRow("unknown members") << R"({"event":"x","extra":{"a":1}})"_ba << u"x"_s << Undefined
                                     << Undefined;
    QTest::newRow("spaces around") << " \r\n{ \"event\" : \"x\" }\t"_ba << u"x"_s << Undefined << Undefined;
    QTest::newRow("byte order marks")
        << u"{\"event\":\"\ufeffx\",\"id\":\"\ufeffa7\",\"data\":{\"\ufeffkey\":\"\ufeffvalue\"}}"_s.toUtf8()
        << u"\ufeffx"_s << QJsonValue(QJsonObject{ { u"\ufeffkey"_s, u"\ufeffvalue"_s } }) << QJsonValue(u"\ufeffa7"_s);
    QTest::newRow("event beyond ASCII")
        << u"{\"event\":\"комната 😀\"}"_s.toUtf8() << u"комната 😀"_s << Undefined << Undefined;
}

void TestPlainFrame::readsFrames()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, event);
    QFETCH(QJsonValue, data);
    QFETCH(QJsonValue, id);
    const auto frame = decodePlainFrame(text);
    QVERIFY(frame.has_value());
    QCOMPARE(frame->event, event);
    QCOMPARE(frame->data, data);
    QCOMPARE(frame->id, id);
}

void TestPlainFrame::errorsSayWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("error");

    const QString noObject = u"The frame must be a JSON object, not an array"_s;
    const QString noEvent = u"The frame's 'event' must be a string that is not empty"_s;
    const QString noId = u"The frame's 'id' must be a string or a number"_s;
    QTest::newRow("nothing") << ""_ba << u"The frame is empty"_s;
    QTest::newRow("array") << R"(["x"])"_ba << noObject;
    QTest::newRow("no event") << R"({"data":1})"_ba << noEvent;
    QTest::newRow("empty event") << R"({"event":""})"_ba << noEvent;
    QTest::newRow("null event") << R"({"event":null})"_ba << noEvent;
    QTest::newRow("number as event") << R"({"event":1})"_ba << noEvent;
    QTest::newRow("true as id") << R"({"event":"x","id":true})"_ba << noId;
    QTest::newRow("object as id") << R"({"event":"x","id":{}})"_ba << noId;
    QTest::newRow("array as id") << R"({"event":"x","id":[1]})"_ba << noId;
}

void TestPlainFrame::errorsSayWhatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, error);
    const auto frame = decodePlainFrame(text);
    QVERIFY(!frame.has_value());
    QCOMPARE(frame.error().reason, error);
    QVERIFY(!frame.error().isTooDeep);
}

void TestPlainFrame::errorsHaveTheIdThatCanBeRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QJsonValue>("id");

    QTest::newRow("no event") << R"({"data":{},"id":11})"_ba << QJsonValue(11);
    QTest::newRow("empty event") << R"({"event":"","id":"a7"})"_ba << QJsonValue(u"a7"_s);
    QTest::newRow("number as event") << R"({"event":5,"id":10})"_ba << QJsonValue(10);
    QTest::newRow("null as id") << R"({"event":5,"id":null})"_ba << Undefined;
    QTest::newRow("nothing is good") << R"({"event":5,"id":[10]})"_ba << Undefined;
    QTest::newRow("no JSON") << R"({"id":10)"_ba << Undefined;
}

void TestPlainFrame::errorsHaveTheIdThatCanBeRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QJsonValue, id);
    const auto frame = decodePlainFrame(text);
    QVERIFY(!frame.has_value());
    QCOMPARE(frame.error().id, id);
}

void TestPlainFrame::nestingIsBounded()
{
    const QByteArray deep = R"({"event":"x","data":)" + QByteArray(5000, '[');
    const auto frame = decodePlainFrame(deep, 10);
    QVERIFY(!frame.has_value());
    QVERIFY(frame.error().isTooDeep);
    QCOMPARE(frame.error().reason, u"The frame is nested more than 10 deep at offset 29"_s);
    QVERIFY(decodePlainFrame(R"({"event":"x","data":[[]]})", 3));
    QVERIFY(!decodePlainFrame(R"({"event":"x","data":[[]]})", 2));
}

void TestPlainFrame::notJsonIsToldWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("word") << "hello"_ba;
    QTest::newRow("lone string") << R"("hello")"_ba;
    QTest::newRow("lone number") << "1"_ba;
    QTest::newRow("space") << " "_ba;
    QTest::newRow("cut off") << R"({"event":"x")"_ba;
    QTest::newRow("no value") << R"({"event":})"_ba;
    QTest::newRow("more than one") << R"({"event":"x"}{})"_ba;
    QTest::newRow("bad UTF-8") << "{\"event\":\"\xff\"}"_ba;
}

void TestPlainFrame::notJsonIsToldWithItsPlace()
{
    QFETCH(QByteArray, text);
    const auto frame = decodePlainFrame(text);
    QVERIFY(!frame.has_value());
    static const QRegularExpression sentence(u"^The frame is not JSON: [a-zA-Z0-9 ]+ at offset (\\d+)$"_s);
    const QRegularExpressionMatch match = sentence.match(frame.error().reason);
    QVERIFY2(match.hasMatch(), qPrintable(frame.error().reason));
    QVERIFY(match.captured(1).toLongLong() <= text.size());
}

void TestPlainFrame::writesEventsAndAnswers()
{
    QCOMPARE(encodePlainEvent(R"("exchanges")", R"({"order":1})"),
             R"({"event":"exchanges","data":{"order":1}})"_ba);
    QCOMPARE(encodePlainAnswer(R"("ack")", "7", R"({"status":"ok"})"),
             R"({"event":"ack","id":7,"data":{"status":"ok"}})"_ba);
    QCOMPARE(encodePlainAnswer(R"("exception")", R"("a7")", "[]"),
             R"({"event":"exception","id":"a7","data":[]})"_ba);
    QCOMPARE(encodePlainAnswer(R"("exception")", {}, "[]"), R"({"event":"exception","data":[]})"_ba);
}

QTEST_APPLESS_MAIN(TestPlainFrame)
#include "TestPlainFrame.moc"
