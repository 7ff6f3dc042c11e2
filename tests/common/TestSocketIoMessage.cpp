// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/SocketIoMessage.h"

#include <QCborMap>
#include <QJsonDocument>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

QJsonArray array(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).array();
}

} // namespace

class TestSocketIoMessage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesEvents_data();
    void writesEvents();
    void writesAcks();
    void byteArraysBecomeAttachments();
    void attachmentsStandWhereTheirPlaceholdersWere();
    void valuesWithoutBinaryStayAsTheyAre();
    void everyNumberKeepsItsDigits();
    void wrongPlaceholdersAreRefused_data();
    void wrongPlaceholdersAreRefused();
    void attachmentsWithoutPlaceholdersAreDropped();
    void whatIsWrittenIsReadBack();
    void largeObjectsAreReadInLinearTime();
};

void TestSocketIoMessage::writesEvents_data()
{
    QTest::addColumn<QCborArray>("arguments");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("none") << QCborArray() << R"(2/chat,7["hello"])"_ba;
    QTest::newRow("text") << QCborArray { u"a\"b"_s, u"😀"_s } << R"(2/chat,7["hello","a\"b","😀"])"_ba;
    QTest::newRow("numbers") << QCborArray { 1, -1.5, qint64(9007199254740993) }
                             << R"(2/chat,7["hello",1,-1.5,9007199254740993])"_ba;
    QTest::newRow("simple values") << QCborArray { true, false, nullptr, QCborValue() }
                                   << R"(2/chat,7["hello",true,false,null,null])"_ba;
    QTest::newRow("array") << QCborArray { QCborArray { 1, QCborArray() } } << R"(2/chat,7["hello",[1,[]]])"_ba;
    QTest::newRow("objects keep their order")
        << QCborArray { QCborMap { { u"b"_s, 1 }, { u"a"_s, QCborMap() } } } << R"(2/chat,7["hello",{"b":1,"a":{}}])"_ba;
    QTest::newRow("keys become text") << QCborArray { QCborMap { { 5, u"five"_s } } }
                                      << R"(2/chat,7["hello",{"5":"five"}])"_ba;
}

void TestSocketIoMessage::writesEvents()
{
    QFETCH(QCborArray, arguments);
    QFETCH(QByteArray, text);
    const SocketIoMessage message = SocketIoMessage::event(u"/chat", u"hello", arguments, 7);
    QCOMPARE(message.text, text);
    QVERIFY(message.attachments.isEmpty());
}

void TestSocketIoMessage::writesAcks()
{
    QCOMPARE(SocketIoMessage::ack(u"/", 12, {}).text, "312[]"_ba);
    QCOMPARE(SocketIoMessage::ack(u"/chat", 0, { 1, u"2"_s }).text, R"(3/chat,0[1,"2"])"_ba);
    const SocketIoMessage binary = SocketIoMessage::ack(u"/", 789, { "a"_ba, "b"_ba });
    QCOMPARE(binary.text, R"(62-789[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])"_ba);
    QCOMPARE(binary.attachments, QByteArrayList({ "a"_ba, "b"_ba }));
}

void TestSocketIoMessage::byteArraysBecomeAttachments()
{
    const QCborArray arguments { "one"_ba, QCborMap { { u"a"_s, QCborArray { "two"_ba, 3 } } }, ""_ba };
    const SocketIoMessage message = SocketIoMessage::event(u"/", u"e", arguments);
    QCOMPARE(message.text,
             R"(53-["e",{"_placeholder":true,"num":0},{"a":[{"_placeholder":true,"num":1},3]},{"_placeholder":true,"num":2}])"_ba);
    QCOMPARE(message.attachments, QByteArrayList({ "one"_ba, "two"_ba, ""_ba }));
}

void TestSocketIoMessage::attachmentsStandWhereTheirPlaceholdersWere()
{
    const auto values = withSocketIoAttachments(
        array(R"([{"_placeholder":true,"num":1},{"a":[{"_placeholder":true,"num":0},"x"],"b":{"num":0}}])"),
        { "first"_ba, "second"_ba });
    QVERIFY(values.has_value());
    const QCborArray expected {
        "second"_ba,
        QCborMap { { u"a"_s, QCborArray { "first"_ba, u"x"_s } }, { u"b"_s, QCborMap { { u"num"_s, 0 } } } },
    };
    QCOMPARE(*values, expected);
}

void TestSocketIoMessage::valuesWithoutBinaryStayAsTheyAre()
{
    const QByteArray json = R"([1,"2",{"3":[true,null]},{"_placeholder":false,"num":5},{"_placeholder":1}])";
    const auto values = withSocketIoAttachments(array(json), {});
    QVERIFY(values.has_value());
    QCOMPARE(values->toJsonArray(), array(json));
}

void TestSocketIoMessage::everyNumberKeepsItsDigits()
{
    const QByteArray json = "[9007199254740993,-9223372036854775808,0.1,1e300]";
    const auto values = withSocketIoAttachments(array(json), {});
    QVERIFY(values.has_value());
    QCOMPARE(SocketIoMessage::ack(u"/", 1, *values).text, QByteArray("31[9007199254740993,-9223372036854775808,0.1,1e+300]"));
}

void TestSocketIoMessage::wrongPlaceholdersAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");

    QTest::newRow("no number") << R"([{"_placeholder":true}])"_ba;
    QTest::newRow("text") << R"([{"_placeholder":true,"num":"0"}])"_ba;
    QTest::newRow("null") << R"([{"_placeholder":true,"num":null}])"_ba;
    QTest::newRow("negative") << R"([{"_placeholder":true,"num":-1}])"_ba;
    QTest::newRow("too high") << R"([{"_placeholder":true,"num":2}])"_ba;
    QTest::newRow("far too high") << R"([{"_placeholder":true,"num":18446744073709551616}])"_ba;
    QTest::newRow("between two") << R"([{"_placeholder":true,"num":0.5}])"_ba;
    QTest::newRow("twice the same") << R"([{"_placeholder":true,"num":1},[{"_placeholder":true,"num":1}]])"_ba;
    QTest::newRow("deep inside") << R"([[[{"a":{"_placeholder":true,"num":9}}]]])"_ba;
}

void TestSocketIoMessage::wrongPlaceholdersAreRefused()
{
    QFETCH(QByteArray, json);
    QVERIFY(!withSocketIoAttachments(array(json), { "first"_ba, "second"_ba }).has_value());
}

void TestSocketIoMessage::attachmentsWithoutPlaceholdersAreDropped()
{
    QCOMPARE(withSocketIoAttachments(array("[1]"), { "first"_ba }), QCborArray { 1 });
}

void TestSocketIoMessage::whatIsWrittenIsReadBack()
{
    const QCborArray sent { 1, QCborMap { { u"a"_s, QByteArray(100'000, '\0') } }, QCborArray { ""_ba, u"é"_s } };
    const SocketIoMessage message = SocketIoMessage::event(u"/", u"e", sent);
    const auto packet = decodeSocketIoPacket(message.text);
    QVERIFY(packet.has_value());
    QCOMPARE(packet->attachments, message.attachments.size());
    QJsonArray values = packet->data.toArray();
    QCOMPARE(values.takeAt(0).toString(), u"e"_s);
    QCOMPARE(withSocketIoAttachments(values, message.attachments), sent);
}

void TestSocketIoMessage::largeObjectsAreReadInLinearTime()
{
    // Were each member searched for as it is put in, this would take many minutes and the test be ended.
    QByteArray members;
    for (int i = 1'000'000; i < 1'200'000; ++i)
        members += '"' + QByteArray::number(i) + "\":0,";
    members.chop(1);
    const auto values = withSocketIoAttachments(array("[{" + members + R"(},{"_placeholder":true,"num":0}])"), { "x"_ba });
    QVERIFY(values.has_value());
    QCOMPARE(values->at(0).toMap().size(), 200'000);
    QCOMPARE(values->at(1).toByteArray(), "x"_ba);
}

QTEST_APPLESS_MAIN(TestSocketIoMessage)
#include "TestSocketIoMessage.moc"
