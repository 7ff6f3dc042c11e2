// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/SocketIoPacket.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

using Type = SocketIoPacket::Type;

namespace {

const QJsonValue Undefined(QJsonValue::Undefined);

QJsonArray array(const char *json)
{
    return QJsonDocument::fromJson(json).array();
}

} // namespace

Q_DECLARE_METATYPE(parlor::SocketIoPacket)

class TestSocketIoPacket : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsStandForPackets_data();
    void textsStandForPackets();
    void readsWhatItWouldWriteOtherwise_data();
    void readsWhatItWouldWriteOtherwise();
    void refusesWhatBreaksTheProtocol_data();
    void refusesWhatBreaksTheProtocol();
    void cutPacketsAreRefusedOrShorter();
    void nullDataIsLeftOut();
    void writesHeaders();
    void writesEventsAndAcksFromJson();
    void namespacesMayCarryQueries_data();
    void namespacesMayCarryQueries();
    void nestingIsBounded();
    void knowsReservedNames();
};

void TestSocketIoPacket::textsStandForPackets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<SocketIoPacket>("packet");

    const auto row = [](const char *name, const QByteArray &text, const SocketIoPacket &packet) {
        QTest::newRow(name) << text << packet;
    };
    const QString root = u"/"_s;
    const QString admin = u"/admin"_s;
    const QJsonObject token{ { u"token"_s, u"123"_s } };
    row("connect", "0", { Type::Connect, root, {}, 0, Undefined });
    row("connect to a namespace", "0/admin,", { Type::Connect, admin, {}, 0, Undefined });
    row("connect with payload", R"(0{"token":"123"})", { Type::Connect, root, {}, 0, token });
    row("connect to a namespace with payload", R"(0/admin,{"token":"123"})",
        { Type::Connect, admin, {}, 0, token });
    row("disconnect", "1", { Type::Disconnect, root, {}, 0, Undefined });
    row("disconnect from a namespace", "1/admin,", { Type::Disconnect, admin, {}, 0, Undefined });
    row("event", R"(2["foo"])", { Type::Event, root, {}, 0, array(R"(["foo"])") });
    row("event with arguments", R"(2["foo",1,{"a":[null]},"b"])",
        { Type::Event, root, {}, 0, array(R"(["foo",1,{"a":[null]},"b"])") });
    row("event named by a number", "2[1,2]", { Type::Event, root, {}, 0, array("[1,2]") });
    row("event in a namespace", R"(2/admin,["foo"])", { Type::Event, admin, {}, 0, array(R"(["foo"])") });
    row("event with id", R"(212["foo"])", { Type::Event, root, 12, 0, array(R"(["foo"])") });
    row("event with id zero", R"(20["foo"])", { Type::Event, root, 0, 0, array(R"(["foo"])") });
    row("event in a namespace with id", R"(2/admin,13["foo"])",
        { Type::Event, admin, 13, 0, array(R"(["foo"])") });
    row("highest id", R"(29007199254740991["foo"])",
        { Type::Event, root, 9007199254740991, 0, array(R"(["foo"])") });
    row("event beyond ASCII", u"2/комната,[\"привет\",\"😀\"]"_s.toUtf8(),
        { Type::Event, u"/комната"_s, {}, 0, QJsonArray{ u"привет"_s, u"😀"_s } });
    row("event with byte order marks", u"2[\"\ufefffoo\",\"\ufeffbar\"]"_s.toUtf8(),
        { Type::Event, root, {}, 0, QJsonArray{ u"\ufefffoo"_s, u"\ufeffbar"_s } });
    row("ack", "312[]", { Type::Ack, root, 12, 0, QJsonArray() });
    row("ack in a namespace", R"(3/admin,13["bar"])", { Type::Ack, admin, 13, 0, array(R"(["bar"])") });
    row("connect error", R"(4{"message":"Not authorized"})",
        { Type::ConnectError, root, {}, 0, QJsonObject{ { u"message"_s, u"Not authorized"_s } } });
    row("connect error of revision 4", R"(4/admin,"Not authorized")",
        { Type::ConnectError, admin, {}, 0, u"Not authorized"_s });
    row("binary event", R"(51-["foo",{"_placeholder":true,"num":0}])",
        { Type::BinaryEvent, root, {}, 1, array(R"(["foo",{"_placeholder":true,"num":0}])") });
    row("binary event with everything", R"(52-/admin,7["foo"])",
        { Type::BinaryEvent, admin, 7, 2, array(R"(["foo"])") });
    row("binary event without attachments", R"(50-["foo"])",
        { Type::BinaryEvent, root, {}, 0, array(R"(["foo"])") });
    row("most attachments", R"(510-["foo"])", { Type::BinaryEvent, root, {}, 10, array(R"(["foo"])") });
    row("binary ack", R"(61-/admin,13[{"_placeholder":true,"num":0}])",
        { Type::BinaryAck, admin, 13, 1, array(R"([{"_placeholder":true,"num":0}])") });
}

void TestSocketIoPacket::textsStandForPackets()
{
    QFETCH(QByteArray, text);
    QFETCH(SocketIoPacket, packet);

    const auto decoded = decodeSocketIoPacket(text);
    QVERIFY(decoded.has_value());
    QCOMPARE(decoded->type, packet.type);
    QCOMPARE(decoded->nsp, packet.nsp);
    QCOMPARE(decoded->id, packet.id);
    QCOMPARE(decoded->attachments, packet.attachments);
    QCOMPARE(decoded->data, packet.data);

    QCOMPARE(encodeSocketIoPacket(packet), text);
}

void TestSocketIoPacket::readsWhatItWouldWriteOtherwise_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("canonical");

    QTest::newRow("namespace without comma") << "0/admin"_ba
                                             << "0/admin,"_ba;
    QTest::newRow("root namespace spelled out") << R"(2/,["foo"])"_ba
                                                << R"(2["foo"])"_ba;
    QTest::newRow("query without comma") << "0/admin?token=a"_ba
                                         << "0/admin?token=a,"_ba;
    QTest::newRow("second comma is the payload's") << R"(2/admin,["a,b"])"_ba
                                                   << R"(2/admin,["a,b"])"_ba;
    QTest::newRow("zeros before the id") << R"(2007["foo"])"_ba
                                         << R"(27["foo"])"_ba;
    QTest::newRow("spaces in the payload") << "2[ \"foo\" , 1 ]"_ba
                                           << R"(2["foo",1])"_ba;
    QTest::newRow("escapes in an error") << R"(4"a\"b\u0041")"_ba
                                         << R"(4"a\"bA")"_ba;
    QTest::newRow("error without data") << "4"_ba
                                        << "4"_ba;
}

void TestSocketIoPacket::readsWhatItWouldWriteOtherwise()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, canonical);
    const auto decoded = decodeSocketIoPacket(text);
    QVERIFY(decoded.has_value());
    QCOMPARE(encodeSocketIoPacket(*decoded), canonical);
}

void TestSocketIoPacket::refusesWhatBreaksTheProtocol_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");

    const auto rows = [](const char *reason, const QByteArrayList &texts) {
        for (const QByteArray &text : texts)
            QTest::newRow(text.left(60).constData()) << text << QString::fromLatin1(reason);
    };
    rows("Unknown packet type", { "", "7", "999", "a", "-1", " 2[\"foo\"]", "/", "\xff", "[\"foo\"]" });
    rows("Illegal attachments",
         { "5", "51", "5-", "5-[\"foo\"]", "5a-", "5a-[\"foo\"]", "51.23-", "51.23-[\"foo\"]",
           "5-1-[\"foo\"]", "5+1-[\"foo\"]", "5 1-[\"foo\"]", "51[\"foo\"]", "6", "6x-[]",
           "5/admin,[\"foo\"]" });
    rows("Too many attachments",
         { "511-[\"foo\"]", "5999999999999999999999999999999-[\"foo\"]", "518446744073709551617-[\"foo\"]",
           "611-[]" });
    rows("Illegal id",
         { "29007199254740992[\"foo\"]", "218446744073709551617[\"foo\"]",
           "39999999999999999999999999999999999[]" });
    rows("Invalid payload",
         { "442[\"some\",\"data\"",
           "4[]",
           "4\"a\",\"b\"",
           "4\"a\"]",
           "4\"a\"],[\"b\"",
           "4\"",
           "4true",
           "0/admin,\"invalid\"",
           "0[]",
           "0null",
           "0\"a\"",
           "0{",
           "0{}x",
           "0 ",
           "1{}",
           "1[]",
           "1x",
           "1/admin,{}",
           "2",
           "212",
           "2/admin,",
           "2/admin[\"foo\"]",
           "2/admin,\"invalid",
           "2/admin,{}",
           "2{}",
           "2[]",
           "2\"foo\"",
           "2[\"foo\"",
           "2[\"foo\"]]",
           "2[\"foo\"]x",
           "2-1[\"foo\"]",
           "21.5[\"foo\"]",
           "2[{\"toString\":\"foo\"}]",
           "2[true,\"foo\"]",
           "2[null,\"bar\"]",
           "2[[\"foo\"]]",
           "2[\"connect\"]",
           "2[\"connect_error\"]",
           "2[\"disconnect\",\"123\"]",
           "2[\"disconnecting\"]",
           "2[\"newListener\"]",
           "2[\"removeListener\"]",
           "2[\"con\\u006eect\"]",
           "2[\"\xff\"]",
           "51-[\"connect\"]",
           "51-",
           "51-{}",
           "3",
           "312",
           "3{}",
           "312\"foo\"",
           "61-",
           "61-{}" });
}

void TestSocketIoPacket::refusesWhatBreaksTheProtocol()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const auto decoded = decodeSocketIoPacket(text);
    QVERIFY(!decoded.has_value());
    QCOMPARE(decoded.error().reason, reason);
}

void TestSocketIoPacket::nestingIsBounded()
{
    QVERIFY(decodeSocketIoPacket(R"(2["x",[1]])", 2));
    const auto deeper = decodeSocketIoPacket(R"(2["x",[[1]]])", 2);
    QVERIFY(!deeper.has_value());
    QVERIFY(deeper.error().isTooDeep);
    QVERIFY(!decodeSocketIoPacket(QByteArray("2" + QByteArray(5000, '['))));
    QVERIFY(!decodeSocketIoPacket(QByteArray("2[\"foo\"," + QByteArray(5000, '[') + QByteArray(5001, ']'))));
}

void TestSocketIoPacket::cutPacketsAreRefusedOrShorter()
{
    const QByteArray whole = R"(52-/admin?q,123["foo",{"_placeholder":true,"num":0},"é"])";
    for (qsizetype size = 0; size < whole.size(); ++size) {
        // The cut text stands in memory of its own, so that reading past its end is noticed.
        const QByteArray cut(whole.constData(), size);
        QVERIFY(!decodeSocketIoPacket(cut).has_value());
    }
    QVERIFY(decodeSocketIoPacket(whole).has_value());
}

void TestSocketIoPacket::nullDataIsLeftOut()
{
    QCOMPARE(encodeSocketIoPacket({ Type::Connect, u"/admin"_s, {}, 0, QJsonValue() }), "0/admin,"_ba);
}

void TestSocketIoPacket::writesHeaders()
{
    const auto header = [](Type type, QStringView nsp, std::optional<quint64> id, int attachments) {
        QByteArray out;
        appendSocketIoHeader(out, type, nsp, id, attachments);
        return out;
    };
    QCOMPARE(header(Type::Event, u"/", {}, 0), "2"_ba);
    QCOMPARE(header(Type::Event, {}, {}, 0), "2"_ba);
    QCOMPARE(header(Type::Event, u"/a", 5, 0), "2/a,5"_ba);
    QCOMPARE(header(Type::Event, u"/", {}, 3), "2"_ba);
    QCOMPARE(header(Type::BinaryEvent, u"/", {}, 3), "53-"_ba);
    QCOMPARE(header(Type::BinaryAck, u"/é", 0, 1), "61-/\xc3\xa9,0"_ba);
}

void TestSocketIoPacket::writesEventsAndAcksFromJson()
{
    QCOMPARE(encodeSocketIoEvent(u"/", R"("exchanges")", R"({"order":1})"),
             R"(2["exchanges",{"order":1}])"_ba);
    QCOMPARE(encodeSocketIoEvent(u"/chat", R"("a")", "null"), R"(2/chat,["a",null])"_ba);
    QCOMPARE(encodeSocketIoAck(u"/", 0, R"({"status":"ok"})"), R"(30[{"status":"ok"}])"_ba);
    QCOMPARE(encodeSocketIoAck(u"/chat", 12, R"("Invalid Room ID")"), R"(3/chat,12["Invalid Room ID"])"_ba);
}

void TestSocketIoPacket::namespacesMayCarryQueries_data()
{
    QTest::addColumn<QString>("nsp");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("query");

    QTest::newRow("none") << u"/admin"_s << u"/admin"_s << QJsonObject();
    QTest::newRow("empty") << u"/admin?"_s << u"/admin"_s << QJsonObject();
    QTest::newRow("of the main namespace") << u"/?a=1"_s << u"/"_s << QJsonObject{ { u"a"_s, u"1"_s } };
    QTest::newRow("several") << u"/admin?token=1234&uid=ab"_s << u"/admin"_s
                             << QJsonObject{ { u"token"_s, u"1234"_s }, { u"uid"_s, u"ab"_s } };
    QTest::newRow("encoded") << u"/admin?a%20b=%C3%A9+%2C%26&c=d=e"_s << u"/admin"_s
                             << QJsonObject{ { u"a b"_s, u"é ,&"_s }, { u"c"_s, u"d=e"_s } };
    QTest::newRow("byte order marks") << u"/admin?%EF%BB%BFa=%EF%BB%BFb&\ufeffc=\ufeffd"_s << u"/admin"_s
                                      << QJsonObject{ { u"\ufeffa"_s, u"\ufeffb"_s }, { u"\ufeffc"_s, u"\ufeffd"_s } };
    QTest::newRow("without value") << u"/admin?&a&b=&"_s << u"/admin"_s
                                   << QJsonObject{ { u"a"_s, u""_s }, { u"b"_s, u""_s } };
    QTest::newRow("twice") << u"/admin?a=1&a=2"_s << u"/admin"_s << QJsonObject{ { u"a"_s, u"2"_s } };
    QTest::newRow("second mark") << u"/admin?a=/?b"_s << u"/admin"_s << QJsonObject{ { u"a"_s, u"/?b"_s } };
}

void TestSocketIoPacket::namespacesMayCarryQueries()
{
    QFETCH(QString, nsp);
    QFETCH(QString, path);
    QFETCH(QJsonObject, query);
    const SocketIoNamespaceName name = SocketIoNamespaceName::parse(nsp);
    QCOMPARE(name.path, path);
    QCOMPARE(name.query, query);
}

void TestSocketIoPacket::knowsReservedNames()
{
    for (const QString &name : { u"connect"_s, u"connect_error"_s, u"disconnect"_s, u"disconnecting"_s,
                                 u"newListener"_s, u"removeListener"_s }) {
        QVERIFY(isReservedSocketIoEvent(name));
    }
    for (const QString &name :
         { u""_s, u"Connect"_s, u"connect "_s, u"error"_s, u"exchanges"_s, u"message"_s })
        QVERIFY(!isReservedSocketIoEvent(name));
}

QTEST_APPLESS_MAIN(TestSocketIoPacket)
#include "TestSocketIoPacket.moc"
