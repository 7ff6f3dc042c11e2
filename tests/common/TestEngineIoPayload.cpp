// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/EngineIoPayload.h"

#include <QTest>

#include <vector>

using namespace parlor;
using namespace Qt::StringLiterals;

using Revision = EngineIoRevision;
using Type = EngineIoPacket::Type;

namespace {

/// A packet that owns its data.
struct Packet {
    Type type = Type::Message;
    bool binary = false;
    QByteArray data;

    friend bool operator==(const Packet &, const Packet &) = default;
};

struct Decoded {
    bool wellFormed = false;
    std::vector<Packet> packets;
};

Decoded decode(const QByteArray &body, bool isBinary, Revision revision, std::size_t atMost = 1000)
{
    Decoded result;
    result.wellFormed = decodeEngineIoPayload(body, isBinary, revision, [&](const EngineIoPacket &packet) {
        result.packets.push_back({ packet.type, packet.binary, packet.data.toByteArray() });
        return result.packets.size() < atMost;
    });
    return result;
}

EngineIoPayload encode(const std::vector<Packet> &packets, Revision revision, bool supportsBinary)
{
    std::vector<EngineIoPacket> views;
    views.reserve(packets.size());
    for (const Packet &packet : packets)
        views.push_back({ packet.type, packet.binary, packet.data });
    return encodeEngineIoPayload(views, revision, supportsBinary);
}

Packet text(const QByteArray &data)
{
    return { Type::Message, false, data };
}

Packet binary(const QByteArray &data)
{
    return { Type::Message, true, data };
}

} // namespace

class TestEngineIoPayload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void payloadsStandForPackets_data();
    void payloadsStandForPackets();
    void malformedPayloadsAreRefused_data();
    void malformedPayloadsAreRefused();
    void packetsBeforeTheMalformedOneAreGiven();
    void emptyPacketsOfRevision3AreSkipped();
    void readingStopsWhereTheTakerSaysSo_data();
    void readingStopsWhereTheTakerSaysSo();
};

void TestEngineIoPayload::payloadsStandForPackets_data()
{
    QTest::addColumn<Revision>("revision");
    QTest::addColumn<bool>("supportsBinary");
    QTest::addColumn<std::vector<Packet>>("packets");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isBinary");

    const auto row = [](const char *name, Revision revision, bool supportsBinary,
                        const std::vector<Packet> &packets, const QByteArray &body, bool isBinary) {
        QTest::newRow(name) << revision << supportsBinary << packets << body << isBinary;
    };
    const QByteArray bytes("\1\2\3\4");
    const QByteArray euro = u"€"_s.toUtf8();
    const QByteArray smile = u"😀"_s.toUtf8();

    row("4: one", Revision::V4, true, { text("hello") }, "4hello", false);
    row("4: several", Revision::V4, true, { text("a"), text("b"), { Type::Ping, false, "" } },
        "4a\x1e"
        "4b\x1e"
        "2",
        false);
    row("4: binary", Revision::V4, true, { text("hello"), binary(bytes) },
        "4hello\x1e"
        "bAQIDBA==",
        false);
    row("3: one", Revision::V3, true, { text("hello") }, "6:4hello", false);
    row("3: several", Revision::V3, true, { text("test1"), text("test2"), { Type::Noop, false, "" } },
        "6:4test16:4test21:6", false);
    row("3: a colon in the text", Revision::V3, true, { text("1:2") }, "4:41:2", false);
    row("3: counts one for each of the BMP", Revision::V3, true, { text(euro) }, "2:4" + euro, false);
    row("3: counts two beyond the BMP", Revision::V3, true, { text(smile), text("x") }, "3:4" + smile + "2:4x",
        false);
    row("3: base64", Revision::V3, false, { text("hello"), binary(bytes) }, "6:4hello10:b4AQIDBA==", false);
    row("3: binary", Revision::V3, true, { text("hello"), binary(bytes) },
        QByteArray("\0\6\xff"
                   "4hello"
                   "\1\5\xff\4\1\2\3\4",
                   17),
        true);
    row("3: binary counts bytes", Revision::V3, true, { text(euro), binary("") },
        QByteArray("\0\4\xff"
                   "4",
                   4)
            + euro + QByteArray("\1\1\xff\4", 4),
        true);
    row("3: binary, length of two digits", Revision::V3, true, { binary(QByteArray(11, 'x')) },
        QByteArray("\1\1\2\xff\4", 5) + QByteArray(11, 'x'), true);
}

void TestEngineIoPayload::payloadsStandForPackets()
{
    QFETCH(Revision, revision);
    QFETCH(bool, supportsBinary);
    QFETCH(std::vector<Packet>, packets);
    QFETCH(QByteArray, body);
    QFETCH(bool, isBinary);

    const EngineIoPayload payload = encode(packets, revision, supportsBinary);
    QCOMPARE(payload.bytes, body);
    QCOMPARE(payload.isBinary, isBinary);

    const Decoded decoded = decode(body, isBinary, revision);
    QVERIFY(decoded.wellFormed);
    QVERIFY(decoded.packets == packets);
}

void TestEngineIoPayload::malformedPayloadsAreRefused_data()
{
    QTest::addColumn<Revision>("revision");
    QTest::addColumn<bool>("isBinary");
    QTest::addColumn<QByteArray>("body");

    QTest::newRow("4: nothing") << Revision::V4 << false << ""_ba;
    QTest::newRow("4: no packet") << Revision::V4 << false << "abc"_ba;
    QTest::newRow("4: an empty record") << Revision::V4 << false << "4a\x1e"_ba;
    QTest::newRow("4: not UTF-8") << Revision::V4 << false << "4\xff"_ba;
    QTest::newRow("4: binary") << Revision::V4 << true << "\4\1\2"_ba;
    QTest::newRow("3: nothing") << Revision::V3 << false << ""_ba;
    QTest::newRow("3: no packet") << Revision::V3 << false << "abc"_ba;
    QTest::newRow("3: no length") << Revision::V3 << false << ":4a"_ba;
    QTest::newRow("3: no colon") << Revision::V3 << false << "12"_ba;
    QTest::newRow("3: negative") << Revision::V3 << false << "-1:4"_ba;
    QTest::newRow("3: too long") << Revision::V3 << false << "3:4a"_ba;
    QTest::newRow("3: something behind") << Revision::V3 << false << "2:4ab"_ba;
    QTest::newRow("3: a length beyond all numbers") << Revision::V3 << false << QByteArray(30, '9') + ":4";
    QTest::newRow("3: half a character") << Revision::V3 << false << "2:4" + u"😀"_s.toUtf8();
    QTest::newRow("3: unknown type") << Revision::V3 << false << "2:7a"_ba;
    QTest::newRow("3: not UTF-8") << Revision::V3 << false << "2:4\xff"_ba;
    QTest::newRow("3: binary, nothing") << Revision::V3 << true << ""_ba;
    QTest::newRow("3: binary, unknown mark") << Revision::V3 << true << "\2\1\xff\4"_ba;
    QTest::newRow("3: binary, no length") << Revision::V3 << true << "\1\xff\4"_ba;
    QTest::newRow("3: binary, no end of the length") << Revision::V3 << true << "\1\1"_ba;
    QTest::newRow("3: binary, too long") << Revision::V3 << true << "\1\3\xff\4\1"_ba;
    QTest::newRow("3: binary, not a digit") << Revision::V3 << true << "\1\x0a\xff\4"_ba;
    QTest::newRow("3: binary, empty packet") << Revision::V3 << true << QByteArray("\1\0\xff", 3);
    QTest::newRow("3: binary, text that is not UTF-8") << Revision::V3 << true
                                                       << QByteArray("\0\2\xff"
                                                                     "4\xff",
                                                                     5);
}

void TestEngineIoPayload::malformedPayloadsAreRefused()
{
    QFETCH(Revision, revision);
    QFETCH(bool, isBinary);
    QFETCH(QByteArray, body);
    QVERIFY(!decode(body, isBinary, revision).wellFormed);
}

void TestEngineIoPayload::packetsBeforeTheMalformedOneAreGiven()
{
    const Decoded decoded = decode("4a\x1e"
                                   "4b\x1e"
                                   "x\x1e"
                                   "4c",
                                   false, Revision::V4);
    QVERIFY(!decoded.wellFormed);
    QVERIFY(decoded.packets == (std::vector<Packet> { text("a"), text("b") }));
}

void TestEngineIoPayload::emptyPacketsOfRevision3AreSkipped()
{
    const Decoded decoded = decode("0:2:4a0:", false, Revision::V3);
    QVERIFY(decoded.wellFormed);
    QVERIFY(decoded.packets == (std::vector<Packet> { text("a") }));
}

void TestEngineIoPayload::readingStopsWhereTheTakerSaysSo_data()
{
    QTest::addColumn<Revision>("revision");
    QTest::addColumn<bool>("isBinary");
    QTest::addColumn<QByteArray>("body");

    QTest::newRow("revision 4") << Revision::V4 << false
                                << "4a\x1e"
                                   "malformed"_ba;
    QTest::newRow("revision 3") << Revision::V3 << false << "2:4amalformed"_ba;
    QTest::newRow("revision 3, binary") << Revision::V3 << true
                                        << QByteArray("\0\2\xff"
                                                      "4amalformed",
                                                      14);
}

void TestEngineIoPayload::readingStopsWhereTheTakerSaysSo()
{
    QFETCH(Revision, revision);
    QFETCH(bool, isBinary);
    QFETCH(QByteArray, body);

    const Decoded decoded = decode(body, isBinary, revision, 1);
    QVERIFY(decoded.wellFormed);
    QVERIFY(decoded.packets == (std::vector<Packet> { text("a") }));
}

QTEST_APPLESS_MAIN(TestEngineIoPayload)
#include "TestEngineIoPayload.moc"
