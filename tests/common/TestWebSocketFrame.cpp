// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/WebSocketFrame.h"

#include <QRandomGenerator>
#include <QTest>

#include <functional>
#include <limits>

using namespace parlor;
using namespace Qt::StringLiterals;

using Code = WebSocketCloseCode;
using Kind = WebSocketInput::Kind;
using Opcode = WebSocketOpcode;
using Role = WebSocketFrameDecoder::Role;

namespace {

constexpr qint64 Limit = 1 << 20;
constexpr quint32 MaskingKey = 0x37fa213d;

/// An answer that owns its payload.
struct Heard {
    Kind kind;
    Code closeCode = Code::NoStatus;
    QByteArray payload;

    bool operator==(const Heard &) const = default;
};

using Hearing = QList<Heard>;

/// For failure messages: QCOMPARE prints it.
char *toString(const Heard &heard)
{
    const QByteArray text = QByteArray::number(static_cast<int>(heard.kind)) + ' '
        + QByteArray::number(static_cast<int>(heard.closeCode)) + ' ' + heard.payload.left(60);
    return qstrdup(text.constData());
}

/// Feeds \a stream in pieces of \a pieceSize bytes, each in memory of its own that is gone once it is
/// consumed.
Hearing hear(WebSocketFrameDecoder &decoder, const QByteArray &stream,
             qsizetype pieceSize = std::numeric_limits<qsizetype>::max())
{
    Hearing hearing;
    for (qsizetype at = 0; at < stream.size(); at += std::min(pieceSize, stream.size() - at)) {
        QByteArray piece(stream.constData() + at, std::min(pieceSize, stream.size() - at));
        decoder.feed(piece.data(), piece.size());
        for (WebSocketInput input = decoder.next(); input.kind != Kind::NeedMore; input = decoder.next())
            hearing.append({ input.kind, input.closeCode, input.payload.toByteArray() });
    }
    return hearing;
}

Hearing hear(Role role, const QByteArray &stream, qsizetype pieceSize = std::numeric_limits<qsizetype>::max())
{
    WebSocketFrameDecoder decoder(role, Limit);
    return hear(decoder, stream, pieceSize);
}

/// The kinds and codes only: what a violation says is free.
QList<std::pair<Kind, Code>> outline(const Hearing &hearing)
{
    QList<std::pair<Kind, Code>> kinds;
    for (const Heard &heard : hearing)
        kinds.append({ heard.kind, heard.closeCode });
    return kinds;
}

QByteArray fromClient(Opcode opcode, const QByteArray &payload, bool fin = true)
{
    QByteArray out;
    appendMaskedWebSocketFrame(out, opcode, payload, MaskingKey, fin);
    return out;
}

QByteArray fromServer(Opcode opcode, const QByteArray &payload, bool fin = true)
{
    QByteArray out;
    appendWebSocketFrame(out, opcode, payload);
    if (!fin)
        out[0] = static_cast<char>(out[0] & 0x7f);
    return out;
}

/// A client's header with a claimed length, its mask and no payload.
QByteArray claim(Opcode opcode, quint64 size, bool fin = true)
{
    QByteArray out;
    appendWebSocketHeader(out, opcode, size);
    if (!fin)
        out[0] = static_cast<char>(out[0] & 0x7f);
    out[1] = static_cast<char>(out[1] | 0x80);
    return out + QByteArray(4, '\0');
}

QByteArray bytes(const char *hex)
{
    return QByteArray::fromHex(hex);
}

QByteArray closeBody(int code, const QByteArray &reason = {})
{
    QByteArray body;
    body += static_cast<char>(code >> 8);
    body += static_cast<char>(code & 0xff);
    return body + reason;
}

/// Something of everything, and whole.
QByteArray conversation(const std::function<QByteArray(Opcode, const QByteArray &, bool)> &frame)
{
    const QByteArray text = u"κόσμε 😀 and then plain text, enough of it for whole words"_s.toUtf8();
    QByteArray stream = frame(Opcode::Text, "hello", true) + frame(Opcode::Text, {}, true);
    for (qsizetype at = 0; at < text.size(); ++at) {
        stream += frame(at == 0 ? Opcode::Text : Opcode::Continuation, text.sliced(at, 1), false);
        if (at % 7 == 0)
            stream += frame(Opcode::Ping, QByteArray(at, 'p'), true);
    }
    stream += frame(Opcode::Continuation, {}, true);
    stream += frame(Opcode::Binary, QByteArray(70000, '\xfe'), true);
    stream += frame(Opcode::Binary, "\xff", false) + frame(Opcode::Continuation, {}, false);
    stream += frame(Opcode::Pong, {}, true) + frame(Opcode::Continuation, QByteArray(300, '\x80'), true);
    stream += frame(Opcode::Close, closeBody(1001, u"tschüß"_s.toUtf8()), true);
    return stream;
}

Hearing conversationHeard()
{
    const QByteArray text = u"κόσμε 😀 and then plain text, enough of it for whole words"_s.toUtf8();
    Hearing expected{ { Kind::Text, Code::NoStatus, "hello" }, { Kind::Text, Code::NoStatus, {} } };
    for (qsizetype at = 0; at < text.size(); at += 7)
        expected.append({ Kind::Ping, Code::NoStatus, QByteArray(at, 'p') });
    expected.append({ Kind::Text, Code::NoStatus, text });
    expected.append({ Kind::Binary, Code::NoStatus, QByteArray(70000, '\xfe') });
    expected.append({ Kind::Pong, Code::NoStatus, {} });
    expected.append({ Kind::Binary, Code::NoStatus, QByteArray("\xff" + QByteArray(300, '\x80')) });
    expected.append({ Kind::Close, Code::GoingAway, u"tschüß"_s.toUtf8() });
    return expected;
}

} // namespace

class TestWebSocketFrame : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodesMessagesOfEverySize_data();
    void decodesMessagesOfEverySize();
    void wholeFramesAreDeliveredWhereTheyLie();
    void decodesManyFramesOfOnePiece();
    void anySplitGivesTheSame_data();
    void anySplitGivesTheSame();
    void controlFramesComeBetweenFragments();
    void violationsFailTheConnection_data();
    void violationsFailTheConnection();
    void violationsAreFoundBeforeTheFrameEnds_data();
    void violationsAreFoundBeforeTheFrameEnds();
    void legalFramesAreNotRefused_data();
    void legalFramesAreNotRefused();
    void tooBigMessagesAreRefusedFromTheHeader_data();
    void tooBigMessagesAreRefusedFromTheHeader();
    void messagesUpToTheLimitAreTaken();
    void controlFramesDoNotCountForTheLimit();
    void claimedSizesReserveNothing();
    void peerCloses_data();
    void peerCloses();
    void nothingFollowsTheEnd_data();
    void nothingFollowsTheEnd();
    void anyBytesGiveTheSameInAnySplit();
    void writesFrames_data();
    void writesFrames();
    void closeReasonsAreCutBetweenCharacters_data();
    void closeReasonsAreCutBetweenCharacters();
    void codesThatAreNeverOnTheWireHaveNoBody();
};

void TestWebSocketFrame::decodesMessagesOfEverySize_data()
{
    QTest::addColumn<Opcode>("opcode");
    QTest::addColumn<int>("size");

    for (const int size :
         { 0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 125, 126, 127, 128, 65535, 65536, 65537, 500000 }) {
        QTest::addRow("text of %d bytes", size) << Opcode::Text << size;
        QTest::addRow("binary of %d bytes", size) << Opcode::Binary << size;
    }
}

void TestWebSocketFrame::decodesMessagesOfEverySize()
{
    QFETCH(Opcode, opcode);
    QFETCH(int, size);
    const bool text = opcode == Opcode::Text;
    QByteArray payload(size, Qt::Uninitialized);
    for (int i = 0; i < size; ++i)
        payload[i] = static_cast<char>(text ? ' ' + i % 90 : i * 7);

    const Hearing expected{ { text ? Kind::Text : Kind::Binary, Code::NoStatus, payload } };
    QCOMPARE(hear(Role::Server, fromClient(opcode, payload)), expected);
    QCOMPARE(hear(Role::Client, fromServer(opcode, payload)), expected);
}

void TestWebSocketFrame::wholeFramesAreDeliveredWhereTheyLie()
{
    QByteArray stream = fromClient(Opcode::Text, "one") + fromClient(Opcode::Ping, "two")
        + fromClient(Opcode::Binary, QByteArray(1000, 'x'));
    WebSocketFrameDecoder decoder(Role::Server, Limit);
    decoder.feed(stream.data(), stream.size());
    for (int i = 0; i < 3; ++i) {
        const WebSocketInput input = decoder.next();
        QVERIFY(input.payload.data() > stream.constData());
        QVERIFY(input.payload.data() < stream.constData() + stream.size());
    }
    QCOMPARE(decoder.next().kind, Kind::NeedMore);
}

void TestWebSocketFrame::decodesManyFramesOfOnePiece()
{
    QByteArray stream;
    Hearing expected;
    for (int i = 0; i < 1000; ++i) {
        const QByteArray payload = QByteArray::number(i);
        appendMaskedWebSocketFrame(stream, Opcode::Text, payload, static_cast<quint32>(i) * 2654435761U);
        expected.append({ Kind::Text, Code::NoStatus, payload });
    }
    QCOMPARE(hear(Role::Server, stream), expected);
}

void TestWebSocketFrame::anySplitGivesTheSame_data()
{
    QTest::addColumn<int>("pieceSize");

    for (const int pieceSize : { 1, 2, 3, 5, 7, 8, 16, 61, 125, 4096, 1 << 30 })
        QTest::addRow("%d bytes a piece", pieceSize) << pieceSize;
}

void TestWebSocketFrame::anySplitGivesTheSame()
{
    QFETCH(int, pieceSize);
    QCOMPARE(hear(Role::Server, conversation(fromClient), pieceSize), conversationHeard());
    QCOMPARE(hear(Role::Client, conversation(fromServer), pieceSize), conversationHeard());
}

void TestWebSocketFrame::controlFramesComeBetweenFragments()
{
    const QByteArray stream = fromClient(Opcode::Text, "Hel", false) + fromClient(Opcode::Ping, "a")
        + fromClient(Opcode::Pong, "b") + fromClient(Opcode::Continuation, "lo")
        + fromClient(Opcode::Text, "!");
    QCOMPARE(hear(Role::Server, stream),
             (Hearing{ { Kind::Ping, Code::NoStatus, "a" },
                       { Kind::Pong, Code::NoStatus, "b" },
                       { Kind::Text, Code::NoStatus, "Hello" },
                       { Kind::Text, Code::NoStatus, "!" } }));
    const QByteArray insideCharacter = fromClient(Opcode::Text, "\xe2", false)
        + fromClient(Opcode::Ping, "\xff") + fromClient(Opcode::Continuation, "\x82\xac");
    QCOMPARE(
        hear(Role::Server, insideCharacter),
        (Hearing{ { Kind::Ping, Code::NoStatus, "\xff" }, { Kind::Text, Code::NoStatus, "\xe2\x82\xac" } }));
    const QByteArray closing = fromClient(Opcode::Text, "Hel", false) + fromClient(Opcode::Close, {});
    QCOMPARE(hear(Role::Server, closing), (Hearing{ { Kind::Close, Code::NoStatus, {} } }));
}

void TestWebSocketFrame::violationsFailTheConnection_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<Code>("code");

    const auto server = [](const char *name, const QByteArray &stream, Code code = Code::ProtocolError) {
        QTest::newRow(name) << Role::Server << stream << code;
    };
    const auto client = [](const char *name, const QByteArray &stream, Code code = Code::ProtocolError) {
        QTest::newRow(name) << Role::Client << stream << code;
    };

    server("unmasked text to a server", fromServer(Opcode::Text, "x"));
    server("unmasked ping to a server", fromServer(Opcode::Ping, {}));
    client("masked text to a client", fromClient(Opcode::Text, "x"));
    client("masked close to a client", fromClient(Opcode::Close, {}));

    server("first reserved bit", bytes("c18000000000"));
    server("second reserved bit", bytes("a18000000000"));
    server("third reserved bit", bytes("918000000000"));
    server("reserved bit of a control frame", bytes("c98000000000"));
    client("reserved bit to a client", bytes("c100"));

    for (const int opcode : { 0x3, 0x4, 0x5, 0x6, 0x7, 0xb, 0xc, 0xd, 0xe, 0xf }) {
        QByteArray frame = fromClient(Opcode::Text, "x");
        frame[0] = static_cast<char>(0x80 | opcode);
        QTest::addRow("opcode %x", opcode) << Role::Server << frame << Code::ProtocolError;
    }

    server("fragmented ping", fromClient(Opcode::Ping, "x", false));
    server("fragmented pong", fromClient(Opcode::Pong, "x", false));
    server("fragmented close", fromClient(Opcode::Close, {}, false));
    server("ping of 126 bytes", fromClient(Opcode::Ping, QByteArray(126, 'x')));
    server("pong of 70000 bytes", fromClient(Opcode::Pong, QByteArray(70000, 'x')));
    server("close of 126 bytes", fromClient(Opcode::Close, closeBody(1000, QByteArray(124, 'x'))));

    server("continuation of nothing", fromClient(Opcode::Continuation, "x"));
    server("first fragment of nothing", fromClient(Opcode::Continuation, "x", false));
    server("continuation of a whole message",
           fromClient(Opcode::Binary, {}, false) + fromClient(Opcode::Continuation, {})
               + fromClient(Opcode::Continuation, {}));
    server("text inside text", fromClient(Opcode::Text, "x", false) + fromClient(Opcode::Text, "y"));
    server("binary inside text", fromClient(Opcode::Text, "x", false) + fromClient(Opcode::Binary, "y"));
    server("text inside an empty beginning",
           fromClient(Opcode::Binary, {}, false) + fromClient(Opcode::Text, "y", false));

    server("125 in 16 bits", bytes("82fe007d00000000") + QByteArray(125, 'x'));
    server("0 in 16 bits", bytes("82fe000000000000"));
    server("65535 in 64 bits", bytes("82ff000000000000ffff00000000") + QByteArray(65535, 'x'));
    server("1 in 64 bits", bytes("82ff00000000000000010000000078"));
    server("top bit of 64", bytes("82ff800000000000000000000000"));
    server("all bits of 64", bytes("82ffffffffffffffffff00000000"));
    client("5 in 16 bits to a client", bytes("827e00057878787878"));

    server("bad UTF-8", fromClient(Opcode::Text, "a\xff"), Code::InvalidPayload);
    server("overlong UTF-8", fromClient(Opcode::Text, "\xc0\xaf"), Code::InvalidPayload);
    server("surrogate in UTF-8", fromClient(Opcode::Text, "\xed\xa0\x80"), Code::InvalidPayload);
    server("UTF-8 that ends inside a character", fromClient(Opcode::Text, "a\xe2\x82"), Code::InvalidPayload);
    server("UTF-8 that breaks between fragments",
           fromClient(Opcode::Text, "\xe2\x82", false) + fromClient(Opcode::Continuation, "x"),
           Code::InvalidPayload);
    server("fragments that end inside a character",
           fromClient(Opcode::Text, "\xe2", false) + fromClient(Opcode::Continuation, "\x82"),
           Code::InvalidPayload);
    server("half a character and an empty end",
           fromClient(Opcode::Text, "\xe2", false) + fromClient(Opcode::Continuation, {}),
           Code::InvalidPayload);
    server("bad UTF-8 in a later fragment",
           fromClient(Opcode::Text, "x", false) + fromClient(Opcode::Continuation, "\x80", false),
           Code::InvalidPayload);
    client("bad UTF-8 to a client", fromServer(Opcode::Text, "\xf5"), Code::InvalidPayload);

    // With the byte that follows in the stream it would make a code of an application's own.
    server("close body of one byte", fromClient(Opcode::Close, "\x0f"));
    for (const int code : { 0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535 }) {
        QTest::addRow("close code %d", code)
            << Role::Server << fromClient(Opcode::Close, closeBody(code)) << Code::ProtocolError;
    }
    server("bad UTF-8 in a close reason", fromClient(Opcode::Close, closeBody(1000, "a\xff")),
           Code::InvalidPayload);
    server("close reason that ends inside a character",
           fromClient(Opcode::Close, closeBody(1000, "a\xe2\x82")), Code::InvalidPayload);
}

void TestWebSocketFrame::violationsFailTheConnection()
{
    QFETCH(Role, role);
    QFETCH(QByteArray, stream);
    QFETCH(Code, code);
    const QList<std::pair<Kind, Code>> once{ { Kind::Violation, code } };

    QByteArray following;
    if (role == Role::Server)
        following = fromClient(Opcode::Text, "ignored");
    else
        following = fromServer(Opcode::Text, "ignored");
    for (const qsizetype pieceSize : { 1, 2, 3, 1 << 30 }) {
        QList<std::pair<Kind, Code>> heard;
        for (const auto &[kind, closeCode] : outline(hear(role, stream + following, pieceSize))) {
            if (kind != Kind::Binary)
                heard.append({ kind, closeCode });
        }
        QCOMPARE(heard, once);
    }
    const Hearing whole = hear(role, stream);
    QVERIFY(!whole.last().payload.isEmpty());
    QVERIFY(whole.last().payload.isValidUtf8());
}

void TestWebSocketFrame::violationsAreFoundBeforeTheFrameEnds_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<Code>("code");

    QTest::newRow("no mask, two bytes") << bytes("8101") << Code::ProtocolError;
    QTest::newRow("opcode, two bytes") << bytes("8381") << Code::ProtocolError;
    QTest::newRow("size, before the payload") << claim(Opcode::Binary, Limit + 1) << Code::MessageTooBig;
    QTest::newRow("bad byte of an unfinished frame")
        << QByteArray(claim(Opcode::Text, 1000) + "fine\xff") << Code::InvalidPayload;
    QTest::newRow("bad beginning of an unfinished character")
        << QByteArray(claim(Opcode::Text, 1000) + "fine\xf4\x90") << Code::InvalidPayload;
    QTest::newRow("bad byte of an unfinished fragment") << QByteArray(
        fromClient(Opcode::Text, "\xf0\x9f", false) + claim(Opcode::Continuation, 1000) + "\x98" + "a")
                                                        << Code::InvalidPayload;
}

void TestWebSocketFrame::violationsAreFoundBeforeTheFrameEnds()
{
    QFETCH(QByteArray, stream);
    QFETCH(Code, code);
    const QList<std::pair<Kind, Code>> once{ { Kind::Violation, code } };
    QCOMPARE(outline(hear(Role::Server, stream)), once);
    QVERIFY(hear(Role::Server, stream.chopped(1)).isEmpty());
}

void TestWebSocketFrame::legalFramesAreNotRefused_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("payload");

    QTest::newRow("binary that is not UTF-8")
        << fromClient(Opcode::Binary, "\xff\xc0") << Kind::Binary << "\xff\xc0"_ba;
    QTest::newRow("binary fragments that are not UTF-8")
        << QByteArray(fromClient(Opcode::Binary, "\xe2", false) + fromClient(Opcode::Continuation, "x"))
        << Kind::Binary << "\xe2x"_ba;
    QTest::newRow("ping that is not UTF-8") << fromClient(Opcode::Ping, "\xff") << Kind::Ping << "\xff"_ba;
    QTest::newRow("ping of 125 bytes")
        << fromClient(Opcode::Ping, QByteArray(125, 'p')) << Kind::Ping << QByteArray(125, 'p');
    QTest::newRow("byte order mark stays")
        << fromClient(Opcode::Text, "\xef\xbb\xbfx") << Kind::Text << "\xef\xbb\xbfx"_ba;
    QTest::newRow("null byte") << fromClient(Opcode::Text, QByteArray(3, '\0')) << Kind::Text
                               << QByteArray(3, '\0');
    QTest::newRow("noncharacters") << fromClient(Opcode::Text, "\xef\xbf\xbe\xf4\x8f\xbf\xbf") << Kind::Text
                                   << "\xef\xbf\xbe\xf4\x8f\xbf\xbf"_ba;
    QTest::newRow("only empty fragments")
        << QByteArray(fromClient(Opcode::Text, {}, false) + fromClient(Opcode::Continuation, {}, false)
                      + fromClient(Opcode::Continuation, {}))
        << Kind::Text << ""_ba;
    QTest::newRow("126 bytes") << fromClient(Opcode::Binary, QByteArray(126, 'x')) << Kind::Binary
                               << QByteArray(126, 'x');
    QTest::newRow("65536 bytes") << fromClient(Opcode::Binary, QByteArray(65536, 'x')) << Kind::Binary
                                 << QByteArray(65536, 'x');
}

void TestWebSocketFrame::legalFramesAreNotRefused()
{
    QFETCH(QByteArray, stream);
    QFETCH(Kind, kind);
    QFETCH(QByteArray, payload);
    const Hearing expected{ { kind, Code::NoStatus, payload } };
    QCOMPARE(hear(Role::Server, stream), expected);
    QCOMPARE(hear(Role::Server, stream, 1), expected);
}

void TestWebSocketFrame::tooBigMessagesAreRefusedFromTheHeader_data()
{
    QTest::addColumn<QByteArray>("stream");

    QTest::newRow("one frame") << claim(Opcode::Text, 1001);
    QTest::newRow("the biggest frame") << claim(Opcode::Binary, std::numeric_limits<qint64>::max());
    QTest::newRow("first fragment") << claim(Opcode::Binary, 1001, false);
    QTest::newRow("sum of two") << QByteArray(fromClient(Opcode::Binary, QByteArray(600, 'x'), false)
                                              + claim(Opcode::Continuation, 401));
    QTest::newRow("sum with the biggest fragment")
        << QByteArray(fromClient(Opcode::Binary, "x", false)
                      + claim(Opcode::Continuation, std::numeric_limits<qint64>::max()));
    QTest::newRow("one byte after the limit")
        << QByteArray(fromClient(Opcode::Binary, QByteArray(1000, 'x'), false)
                      + fromClient(Opcode::Continuation, {}, false) + claim(Opcode::Continuation, 1, false));
}

void TestWebSocketFrame::tooBigMessagesAreRefusedFromTheHeader()
{
    QFETCH(QByteArray, stream);
    const QList<std::pair<Kind, Code>> once{ { Kind::Violation, Code::MessageTooBig } };
    for (const qsizetype pieceSize : { 1, 1 << 30 }) {
        WebSocketFrameDecoder decoder(Role::Server, 1000);
        QVERIFY(hear(decoder, stream.chopped(1), pieceSize).isEmpty());
        QCOMPARE(outline(hear(decoder, stream.last(1))), once);
    }
}

void TestWebSocketFrame::messagesUpToTheLimitAreTaken()
{
    const QByteArray most(1000, 'x');
    const QByteArray fragments = fromClient(Opcode::Text, most.first(600), false)
        + fromClient(Opcode::Continuation, most.sliced(600), false) + fromClient(Opcode::Continuation, {});
    const Heard message{ Kind::Text, Code::NoStatus, most };
    for (const qsizetype pieceSize : { 1, 1 << 30 }) {
        WebSocketFrameDecoder decoder(Role::Server, most.size());
        const QByteArray stream = fromClient(Opcode::Text, most) + fragments + fromClient(Opcode::Text, most);
        QCOMPARE(hear(decoder, stream, pieceSize), (Hearing{ message, message, message }));
    }
}

void TestWebSocketFrame::controlFramesDoNotCountForTheLimit()
{
    const QByteArray probe(125, 'p');
    const QByteArray stream = fromClient(Opcode::Ping, probe) + fromClient(Opcode::Text, "1234567890", false)
        + fromClient(Opcode::Ping, probe) + fromClient(Opcode::Continuation, {});
    WebSocketFrameDecoder decoder(Role::Server, 10);
    QCOMPARE(hear(decoder, stream),
             (Hearing{ { Kind::Ping, Code::NoStatus, probe },
                       { Kind::Ping, Code::NoStatus, probe },
                       { Kind::Text, Code::NoStatus, "1234567890" } }));
}

void TestWebSocketFrame::claimedSizesReserveNothing()
{
    constexpr qint64 huge = std::numeric_limits<qint64>::max();
    WebSocketFrameDecoder decoder(Role::Server, huge);
    QVERIFY(
        hear(decoder, claim(Opcode::Binary, static_cast<quint64>(huge)) + QByteArray(100, 'x'), 1).isEmpty());
}

void TestWebSocketFrame::peerCloses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("reason");

    QTest::newRow("without a body") << ""_ba << 1005 << ""_ba;
    QTest::newRow("with a reason") << closeBody(1000, "bye") << 1000 << "bye"_ba;
    QTest::newRow("longest reason") << closeBody(1000, QByteArray(123, 'r')) << 1000 << QByteArray(123, 'r');
    QTest::newRow("reason beyond ASCII") << closeBody(1001, "\xe2\x82\xac") << 1001 << "\xe2\x82\xac"_ba;
    for (const int code :
         { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999 }) {
        QTest::addRow("code %d", code) << closeBody(code) << code << ""_ba;
    }
}

void TestWebSocketFrame::peerCloses()
{
    QFETCH(QByteArray, body);
    QFETCH(int, code);
    QFETCH(QByteArray, reason);
    const Hearing expected{ { Kind::Close, static_cast<Code>(code), reason } };
    QCOMPARE(hear(Role::Server, fromClient(Opcode::Close, body)), expected);
    QCOMPARE(hear(Role::Client, fromServer(Opcode::Close, body), 1), expected);
}

void TestWebSocketFrame::nothingFollowsTheEnd_data()
{
    QTest::addColumn<QByteArray>("end");

    QTest::newRow("close") << fromClient(Opcode::Close, closeBody(1000, "bye"));
    QTest::newRow("violation") << fromServer(Opcode::Text, "x");
    QTest::newRow("violation inside a message")
        << QByteArray(fromClient(Opcode::Text, "x", false) + fromClient(Opcode::Text, "y"));
}

void TestWebSocketFrame::nothingFollowsTheEnd()
{
    QFETCH(QByteArray, end);
    const QByteArray more = fromClient(Opcode::Text, "more") + fromClient(Opcode::Close, {});
    WebSocketFrameDecoder decoder(Role::Server, Limit);
    QCOMPARE(hear(decoder, end + more).size(), 1);
    QVERIFY(hear(decoder, more).isEmpty());
    QVERIFY(hear(decoder, more, 1).isEmpty());
}

void TestWebSocketFrame::anyBytesGiveTheSameInAnySplit()
{
    QRandomGenerator random(20260131);
    constexpr std::array opcodes{ Opcode::Continuation, Opcode::Text, Opcode::Binary, Opcode::Ping,
                                  Opcode::Pong };
    for (int round = 0; round < 3000; ++round) {
        QByteArray stream;
        const int frames = random.bounded(8);
        for (int i = 0; i < frames; ++i) {
            const QByteArray payload(random.bounded(140), static_cast<char>(random.bounded(40, 132)));
            stream +=
                fromClient(opcodes[static_cast<std::size_t>(random.bounded(5))], payload, random.bounded(3));
        }
        // One byte is spoilt in half of the rounds.
        if (round % 2 && !stream.isEmpty())
            stream[random.bounded(static_cast<int>(stream.size()))] = static_cast<char>(random.bounded(256));
        const Hearing whole = hear(Role::Server, stream);
        QCOMPARE(hear(Role::Server, stream, 1), whole);
        QCOMPARE(hear(Role::Server, stream, 1 + random.bounded(50)), whole);
    }
}

void TestWebSocketFrame::writesFrames_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>("begins");
    QTest::addColumn<int>("size");

    QTest::newRow("unmasked text") << fromServer(Opcode::Text, "Hello") << bytes("810548656c6c6f") << 7;
    QTest::newRow("masked text") << fromClient(Opcode::Text, "Hello") << bytes("818537fa213d7f9f4d5158")
                                 << 11;
    QTest::newRow("masked first fragment")
        << fromClient(Opcode::Text, "Hel", false) << bytes("018337fa213d7f9f4d") << 9;
    QTest::newRow("masked last fragment")
        << fromClient(Opcode::Continuation, "lo") << bytes("808237fa213d5b95") << 8;
    QTest::newRow("ping") << fromServer(Opcode::Ping, "Hello") << bytes("890548656c6c6f") << 7;
    QTest::newRow("pong") << fromServer(Opcode::Pong, {}) << bytes("8a00") << 2;
    QTest::newRow("close") << fromServer(Opcode::Close, bytes("03e8")) << bytes("880203e8") << 4;
    QTest::newRow("125 bytes") << fromServer(Opcode::Binary, QByteArray(125, 'x')) << bytes("827d78") << 127;
    QTest::newRow("126 bytes") << fromServer(Opcode::Binary, QByteArray(126, 'x')) << bytes("827e007e78")
                               << 130;
    QTest::newRow("256 bytes") << fromServer(Opcode::Binary, QByteArray(256, 'x')) << bytes("827e010078")
                               << 260;
    QTest::newRow("65535 bytes") << fromServer(Opcode::Binary, QByteArray(65535, 'x')) << bytes("827effff78")
                                 << 65539;
    QTest::newRow("64 KiB") << fromServer(Opcode::Binary, QByteArray(65536, 'x'))
                            << bytes("827f000000000001000078") << 65546;
    QTest::newRow("masked 64 KiB") << fromClient(Opcode::Binary, QByteArray(65536, '\0'))
                                   << bytes("82ff000000000001000037fa213d37fa213d37") << 65550;
}

void TestWebSocketFrame::writesFrames()
{
    QFETCH(QByteArray, frame);
    QFETCH(QByteArray, begins);
    QFETCH(int, size);
    QCOMPARE(frame.first(begins.size()).toHex(), begins.toHex());
    QCOMPARE(frame.size(), size);
}

void TestWebSocketFrame::closeReasonsAreCutBetweenCharacters_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QByteArray>("sent");

    QTest::newRow("none") << ""_ba
                          << ""_ba;
    QTest::newRow("short") << "bye"_ba
                           << "bye"_ba;
    QTest::newRow("longest") << QByteArray(123, 'x') << QByteArray(123, 'x');
    QTest::newRow("one more") << QByteArray(124, 'x') << QByteArray(123, 'x');
    QTest::newRow("character across the end")
        << QByteArray(QByteArray(122, 'x') + "\xe2\x82\xac") << QByteArray(122, 'x');
    QTest::newRow("character up to the end") << QByteArray(QByteArray(120, 'x') + "\xe2\x82\xac" + "y")
                                             << QByteArray(QByteArray(120, 'x') + "\xe2\x82\xac");
    QTest::newRow("emoji across the end")
        << QByteArray(QByteArray(120, 'x') + "\xf0\x9f\x98\x80") << QByteArray(120, 'x');
}

void TestWebSocketFrame::closeReasonsAreCutBetweenCharacters()
{
    QFETCH(QByteArray, reason);
    QFETCH(QByteArray, sent);
    QCOMPARE(webSocketCloseBody(Code::PolicyViolation, reason), closeBody(1008, sent));
}

void TestWebSocketFrame::codesThatAreNeverOnTheWireHaveNoBody()
{
    QCOMPARE(webSocketCloseBody(Code::NoStatus, "reason"), QByteArray());
    QCOMPARE(webSocketCloseBody(Code::Abnormal, "reason"), QByteArray());
}

QTEST_APPLESS_MAIN(TestWebSocketFrame)
#include "TestWebSocketFrame.moc"
