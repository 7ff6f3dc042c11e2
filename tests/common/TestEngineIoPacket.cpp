// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/EngineIoPacket.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

using Type = EngineIoPacket::Type;

class TestEngineIoPacket : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsStandForPackets_data();
    void textsStandForPackets();
    void unknownTypesAreRefused_data();
    void unknownTypesAreRefused();
    void base64StandsForBinaryMessages_data();
    void base64StandsForBinaryMessages();
    void malformedBase64IsRefused_data();
    void malformedBase64IsRefused();
    void binaryFramesAreMessages();
    void binaryFramesOfRevision3NameTheirType();
    void handshakeHasTheProtocolsForm_data();
    void handshakeHasTheProtocolsForm();
};

void TestEngineIoPacket::textsStandForPackets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Type>("type");
    QTest::addColumn<QByteArray>("data");

    QTest::newRow("open") << R"(0{"sid":"x"})"_ba << Type::Open << R"({"sid":"x"})"_ba;
    QTest::newRow("close") << "1"_ba << Type::Close << ""_ba;
    QTest::newRow("ping") << "2"_ba << Type::Ping << ""_ba;
    QTest::newRow("ping probe") << "2probe"_ba << Type::Ping << "probe"_ba;
    QTest::newRow("pong probe") << "3probe"_ba << Type::Pong << "probe"_ba;
    QTest::newRow("message") << "4hello"_ba << Type::Message << "hello"_ba;
    QTest::newRow("message of digits") << "42"_ba << Type::Message << "2"_ba;
    QTest::newRow("empty message") << "4"_ba << Type::Message << ""_ba;
    QTest::newRow("message beyond ASCII") << u"4€😀"_s.toUtf8() << Type::Message << u"€😀"_s.toUtf8();
    QTest::newRow("message with a null byte") << QByteArray("4a\0b", 4) << Type::Message << QByteArray("a\0b", 3);
    QTest::newRow("upgrade") << "5"_ba << Type::Upgrade << ""_ba;
    QTest::newRow("noop") << "6"_ba << Type::Noop << ""_ba;
}

void TestEngineIoPacket::textsStandForPackets()
{
    QFETCH(QByteArray, text);
    QFETCH(Type, type);
    QFETCH(QByteArray, data);

    for (const EngineIoRevision revision : { EngineIoRevision::V3, EngineIoRevision::V4 }) {
        QByteArray decoded;
        const std::optional<EngineIoPacket> packet = decodeEngineIoText(text, revision, decoded);
        QVERIFY(packet.has_value());
        QCOMPARE(packet->type, type);
        QCOMPARE(packet->data, QByteArrayView(data));
        QVERIFY(!packet->binary);
    }

    QByteArray encoded("before");
    appendEngineIoText(encoded, type, data);
    QCOMPARE(encoded, QByteArray("before" + text));
}

void TestEngineIoPacket::unknownTypesAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("empty") << ""_ba;
    QTest::newRow("first beyond") << "7"_ba;
    QTest::newRow("last before") << "/"_ba;
    QTest::newRow("letter") << "abc"_ba;
    QTest::newRow("space") << " 4"_ba;
    QTest::newRow("null byte") << QByteArray(1, '\0');
    QTest::newRow("high byte") << "\xff"_ba;
    QTest::newRow("digit of another script") << u"４"_s.toUtf8();
}

void TestEngineIoPacket::unknownTypesAreRefused()
{
    QFETCH(QByteArray, text);
    QByteArray decoded;
    QVERIFY(!decodeEngineIoText(text, EngineIoRevision::V3, decoded).has_value());
    QVERIFY(!decodeEngineIoText(text, EngineIoRevision::V4, decoded).has_value());
}

void TestEngineIoPacket::base64StandsForBinaryMessages_data()
{
    QTest::addColumn<EngineIoRevision>("revision");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("data");

    QTest::newRow("revision 4") << EngineIoRevision::V4 << "bAQIDBA=="_ba
                                << "\1\2\3\4"_ba;
    QTest::newRow("revision 4, empty") << EngineIoRevision::V4 << "b"_ba
                                       << ""_ba;
    QTest::newRow("revision 3") << EngineIoRevision::V3 << "b4AQIDBA=="_ba
                                << "\1\2\3\4"_ba;
    QTest::newRow("revision 3, empty") << EngineIoRevision::V3 << "b4"_ba
                                       << ""_ba;
}

void TestEngineIoPacket::base64StandsForBinaryMessages()
{
    QFETCH(EngineIoRevision, revision);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, data);

    QByteArray decoded;
    const auto packet = decodeEngineIoText(text, revision, decoded);
    QVERIFY(packet.has_value());
    QCOMPARE(packet->type, Type::Message);
    QVERIFY(packet->binary);
    QCOMPARE(packet->data.toByteArray(), data);

    QByteArray encoded;
    appendEngineIoBase64(encoded, revision, data);
    QCOMPARE(encoded, text);
}

void TestEngineIoPacket::malformedBase64IsRefused_data()
{
    QTest::addColumn<EngineIoRevision>("revision");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("revision 4, not base64") << EngineIoRevision::V4 << "bA!=="_ba;
    QTest::newRow("revision 3, not base64") << EngineIoRevision::V3 << "b4A!=="_ba;
    QTest::newRow("revision 3, without a type") << EngineIoRevision::V3 << "b"_ba;
    QTest::newRow("revision 3, unknown type") << EngineIoRevision::V3 << "b7AQID"_ba;
}

void TestEngineIoPacket::malformedBase64IsRefused()
{
    QFETCH(EngineIoRevision, revision);
    QFETCH(QByteArray, text);
    QByteArray decoded;
    QVERIFY(!decodeEngineIoText(text, revision, decoded).has_value());
}

void TestEngineIoPacket::binaryFramesAreMessages()
{
    const QByteArray data("\0\1\xff", 3);
    QByteArray encoded;
    appendEngineIoBinary(encoded, EngineIoRevision::V4, data);
    QCOMPARE(encoded, data);
    const auto packet = decodeEngineIoBinary(encoded, EngineIoRevision::V4);
    QVERIFY(packet && packet->binary && packet->type == Type::Message);
    QCOMPARE(packet->data.toByteArray(), data);
}

void TestEngineIoPacket::binaryFramesOfRevision3NameTheirType()
{
    const QByteArray data("\0\1\xff", 3);
    QByteArray encoded;
    appendEngineIoBinary(encoded, EngineIoRevision::V3, data);
    QCOMPARE(encoded, QByteArray('\4' + data));
    const auto packet = decodeEngineIoBinary(encoded, EngineIoRevision::V3);
    QVERIFY(packet && packet->binary && packet->type == Type::Message);
    QCOMPARE(packet->data.toByteArray(), data);

    QVERIFY(!decodeEngineIoBinary("", EngineIoRevision::V3));
    QVERIFY(!decodeEngineIoBinary("\7", EngineIoRevision::V3));
    QVERIFY(!decodeEngineIoBinary("\xff", EngineIoRevision::V3));
}

void TestEngineIoPacket::handshakeHasTheProtocolsForm_data()
{
    QTest::addColumn<QList<QByteArray>>("upgrades");
    QTest::addColumn<qint64>("maxPayload");
    QTest::addColumn<QByteArray>("json");

    QTest::newRow("revision 4, polling")
        << QList { "websocket"_ba } << qint64(1000000)
        << R"({"sid":"abc","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,)"
           R"("maxPayload":1000000})"_ba;
    QTest::newRow("revision 3, websocket")
        << QList<QByteArray> {} << qint64(0)
        << R"({"sid":"abc","upgrades":[],"pingInterval":25000,"pingTimeout":20000})"_ba;
    QTest::newRow("several upgrades") << QList {
        "a"_ba, "b"_ba
    } << qint64(0) << R"({"sid":"abc","upgrades":["a","b"],"pingInterval":25000,"pingTimeout":20000})"_ba;
}

void TestEngineIoPacket::handshakeHasTheProtocolsForm()
{
    QFETCH(QList<QByteArray>, upgrades);
    QFETCH(qint64, maxPayload);
    QFETCH(QByteArray, json);
    const EngineIoHandshake handshake { "abc"_ba, upgrades, 25000, 20000, maxPayload };
    QCOMPARE(handshake.toJson(), json);
}

QTEST_APPLESS_MAIN(TestEngineIoPacket)
#include "TestEngineIoPacket.moc"
