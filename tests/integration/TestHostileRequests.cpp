// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostile/AttackedServer.h"
#include "hostile/RawConnection.h"
#include "hostile/RawWebSocket.h"
#include "net/SocketDescriptor.h"

#include <QDeadlineTimer>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

struct Shape {
    const char *name;
    QByteArray request;
};

const QByteArray Smuggled = "GET /api/v1/rooms/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
const QByteArray Post = "POST /api/v1/rooms/tea/messages HTTP/1.1\r\nHost: x\r\n";

/// Requests whose end two readers could see at different places; what follows must not be answered.
QList<Shape> ambiguousRequests()
{
    const QByteArray chunked = "Transfer-Encoding: chunked\r\n";
    const auto withChunk = [&chunked](const QByteArray &chunk) { return QByteArray(Post + chunked + "\r\n" + chunk); };
    return {
        { "CL.TE", Post + "Content-Length: 6\r\n" + chunked + "\r\n0\r\n\r\n" },
        { "TE.CL", Post + chunked + "Content-Length: 4\r\n\r\n5c\r\n" },
        { "two lengths", Post + "Content-Length: 0\r\nContent-Length: 44\r\n\r\n" },
        { "one length twice", Post + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n" },
        { "list of lengths", Post + "Content-Length: 0, 0\r\n\r\n" },
        { "length with a sign", Post + "Content-Length: +0\r\n\r\n" },
        { "negative length", Post + "Content-Length: -1\r\n\r\n" },
        { "hexadecimal length", Post + "Content-Length: 0x0\r\n\r\n" },
        { "empty length", Post + "Content-Length:\r\n\r\n" },
        { "length beyond 64 bits", Post + "Content-Length: 18446744073709551616\r\n\r\n" },
        { "two codings", Post + chunked + chunked + "\r\n0\r\n\r\n" },
        { "coding twice", Post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n" },
        { "coding with another", Post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" },
        { "identity", Post + "Transfer-Encoding: identity\r\n\r\n" },
        { "coding that is none", Post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" },
        { "coding in quotes", Post + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n" },
        { "coding behind a vertical tab", Post + "Transfer-Encoding: \x0b" "chunked\r\n\r\n0\r\n\r\n" },
        { "space before the colon", Post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" },
        { "obs-fold", Post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" },
        { "obs-fold of a length", Post + "Content-Length: 0\r\n\t4\r\n\r\n" },
        { "folded first field", "GET / HTTP/1.1\r\n Host: x\r\n\r\n" },
        { "coding in HTTP/1.0", "POST /api/v1/rooms HTTP/1.0\r\n" + chunked + "\r\n0\r\n\r\n" },
        { "bare LF", "POST /api/v1/rooms HTTP/1.1\nHost: x\nContent-Length: 0\n\n" },
        { "one bare LF", "POST /api/v1/rooms HTTP/1.1\r\nHost: x\nContent-Length: 0\r\n\r\n" },
        { "bare CR", "POST /api/v1/rooms HTTP/1.1\r\nHost: x\rContent-Length: 0\r\n\r\n" },
        { "NUL in a field", "GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n"_ba },
        { "NUL in a name", "GET / HTTP/1.1\r\nHost: x\r\nA\0: b\r\n\r\n"_ba },
        { "two hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n" },
        { "no host", "GET / HTTP/1.1\r\n\r\n" },
        { "HTTP/0.9", "GET /\r\n\r\n" },
        { "tab in the request line", "GET\t/\tHTTP/1.1\r\nHost: x\r\n\r\n" },
        { "two spaces in it", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "space in the target", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "space before it", " GET / HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "negative chunk", withChunk("-1\r\nx\r\n0\r\n\r\n") },
        { "chunk with a sign", withChunk("+1\r\nx\r\n0\r\n\r\n") },
        { "chunk as 0x1", withChunk("0x1\r\nx\r\n0\r\n\r\n") },
        { "chunk without a size", withChunk("\r\nx\r\n0\r\n\r\n") },
        { "chunk beyond 64 bits", withChunk("10000000000000000\r\nx\r\n0\r\n\r\n") },
        { "largest chunk", withChunk("ffffffffffffffff\r\nx\r\n0\r\n\r\n") },
        { "chunk longer than it says", withChunk("1\r\nxx\r\n0\r\n\r\n") },
        { "space behind a size", withChunk("1 \r\nx\r\n0\r\n\r\n") },
        { "bare LF behind a size", withChunk("1\nx\r\n0\r\n\r\n") },
        { "bare LF in an extension", withChunk("1;a\nx\r\n0\r\n\r\n") },
        { "bare CR in an extension", withChunk("1;a\rb\r\nx\r\n0\r\n\r\n") },
        { "bare LF behind a chunk", withChunk("1\r\nx\n0\r\n\r\n") },
        { "extension of 20 KB", withChunk("1;" + QByteArray(20'000, 'e') + "\r\nx\r\n0\r\n\r\n") },
        { "obs-fold in a trailer", withChunk("0\r\nA: b\r\n c\r\n\r\n") },
        { "trailers of 20 KB", withChunk("0\r\n" + "A: b\r\n"_ba.repeated(4000) + "\r\n") },
    };
}

/// For a test that fails: what was tried, and what the server made of it.
QByteArray told(const QByteArray &what, const QByteArray &answer)
{
    return what + ": " + answer;
}

int responsesIn(const QByteArray &bytes)
{
    return int(bytes.count("HTTP/1.1 "));
}

} // namespace

/// Clients who know HTTP better than is good for others.
class TestHostileRequests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void whatIsAmbiguousIsRefusedAndNothingBehindItAnswered();
    void whatIsOnlyUnusualIsServed();
    void drippingHeadsEndInTime();
    void drippingBodiesEndInTime();
    void floodsOfFieldsAreRefused();
    void pathsLeadNowhereElse();
    void compressionIsNotUnpacked();
    void upgradeNonsenseIsAnswered();
    void otherProtocolsAreAnswered();

private:
    QByteArray answerTo(const QByteArray &bytes) const;
    /// Opens connections, sends a byte of what \a drop gives on each now and then, and counts those that end with a 408.
    int drip(int connections, const QByteArray &beginning);

    AttackedServer m_server;
};

void TestHostileRequests::initTestCase()
{
    parlor::socket::raiseDescriptorLimit();
    QVERIFY(m_server.start({ u"--head-timeout"_s, u"2000"_s, u"--request-timeout"_s, u"2000"_s }));
    QVERIFY(m_server.createRoom("tea"));
}

void TestHostileRequests::cleanupTestCase()
{
    QCOMPARE(m_server.stop(), 0);
}

QByteArray TestHostileRequests::answerTo(const QByteArray &bytes) const
{
    RawConnection connection(m_server.port());
    connection.send(bytes);
    return connection.receiveAll();
}

void TestHostileRequests::whatIsAmbiguousIsRefusedAndNothingBehindItAnswered()
{
    m_server.beginAttack();
    for (const auto &[name, request] : ambiguousRequests()) {
        const QByteArray answer = answerTo(request + Smuggled);
        QVERIFY2(!answer.isNull(), name);
        QVERIFY2(responsesIn(answer) == 1, told(name, answer));
        const int status = answer.mid(9, 3).toInt();
        QVERIFY2(status == 400 || status == 413 || status == 431 || status == 501 || status == 505, told(name, answer));
        QVERIFY2(!answer.contains("smuggled"), name);
        // And where it does not come first on its connection.
        const QByteArray second = answerTo("GET /api/v1/rooms/tea HTTP/1.1\r\nHost: x\r\n\r\n" + request + Smuggled);
        QVERIFY2(responsesIn(second) == 2 && !second.contains("smuggled"), told(name, second));
    }
    QCOMPARE(m_server.endAttack("smuggling"), QString());
}

void TestHostileRequests::whatIsOnlyUnusualIsServed()
{
    m_server.beginAttack();
    const QByteArray message = R"({"username":"u","content":"c"})";
    const QByteArray last = "GET /api/v1/rooms/tea HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    const auto chunk = [](const QByteArray &data, const QByteArray &extension) {
        return QByteArray(QByteArray::number(data.size(), 16) + extension + "\r\n" + data + "\r\n");
    };
    const QByteArray chunked = Post + "Transfer-Encoding: Chunked\r\n\r\n";
    const QList<Shape> unusual {
        { "chunk extensions", chunked + chunk(message, ";name=value;other=\"a b\"") + "0;last\r\n\r\n" },
        { "chunks of one byte", chunked + [&] {
             QByteArray all;
             for (const char c : message)
                 all += chunk(QByteArray(1, c), {});
             return all;
         }() + "0\r\n\r\n" },
        { "zeros before a size", chunked + "000" + chunk(message, {}) + "0000\r\n\r\n" },
        { "trailers that would frame", chunked + chunk(message, {}) + "0\r\nContent-Length: 5\r\nTransfer-Encoding: gzip\r\n\r\n" },
        { "empty lines before it", "\r\n\r\n" + Post + "Content-Length: 30\r\n\r\n" + message },
        { "absolute target", "POST http://y/api/v1/rooms/tea/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\r\n" + message },
    };
    for (const auto &[name, request] : unusual) {
        const QByteArray answer = answerTo(request + last);
        QVERIFY2(responsesIn(answer) == 2, told(name, answer));
        QVERIFY2(answer.startsWith("HTTP/1.1 201 "), told(name, answer));
        QVERIFY2(answer.indexOf("HTTP/1.1 200 ") > 0, name);
    }
    QCOMPARE(m_server.endAttack("unusual requests"), QString());
}

int TestHostileRequests::drip(int connections, const QByteArray &beginning)
{
    std::vector<RawConnection> dripping;
    for (int i = 0; i < connections; ++i) {
        dripping.emplace_back(m_server.port(), 1 + i % 8);
        dripping.back().send(beginning);
    }
    int inTime = 0;
    const QDeadlineTimer deadline(40'000);
    while (!dripping.empty() && !deadline.hasExpired()) {
        std::erase_if(dripping, [&inTime](RawConnection &connection) {
            // A server that answers goes on reading for a moment, so that a byte more or less does not matter.
            connection.send("x");
            const QByteArray answer = connection.receive(0);
            inTime += answer.startsWith("HTTP/1.1 408 ");
            return !answer.isEmpty();
        });
        if (!dripping.empty())
            awaitAny({ dripping.front().descriptor() }, 100);
    }
    return inTime;
}

void TestHostileRequests::drippingHeadsEndInTime()
{
    m_server.beginAttack();
    const int connections = AttackedServer::scale(500, 4000);
    QCOMPARE(drip(connections, "GET /api/v1/rooms HTTP/1.1\r\nHost: x\r\nX-"), connections);
    QCOMPARE(m_server.endAttack("slowloris, heads"), QString());
}

void TestHostileRequests::drippingBodiesEndInTime()
{
    m_server.beginAttack();
    const int connections = AttackedServer::scale(500, 4000);
    QCOMPARE(drip(connections, Post + "Content-Length: 900000\r\n\r\n{"), connections);
    QCOMPARE(m_server.endAttack("slowloris, bodies"), QString());
}

void TestHostileRequests::floodsOfFieldsAreRefused()
{
    m_server.beginAttack();
    const int rounds = AttackedServer::scale(20, 200);
    const QByteArray start = "GET /api/v1/rooms HTTP/1.1\r\nHost: x\r\n";
    const QList<Shape> floods {
        { "a million fields", start + "A: b\r\n"_ba.repeated(1'000'000) + "\r\n" },
        { "101 fields", start + "A: b\r\n"_ba.repeated(100) + "\r\n" },
        { "a field without an end", start + "A: " + QByteArray(5'000'000, 'b') },
        { "a name without an end", start + QByteArray(5'000'000, 'A') },
        { "a target without an end", "GET /" + QByteArray(5'000'000, 'a') },
        { "empty lines without an end", "\r\n"_ba.repeated(1'000'000) },
    };
    for (int round = 0; round < rounds; ++round) {
        const auto &[name, request] = floods[round % floods.size()];
        const QByteArray answer = answerTo(request);
        QVERIFY2(answer.startsWith("HTTP/1.1 431 ") || answer.startsWith("HTTP/1.1 400 "), told(name, answer));
    }
    QCOMPARE(m_server.endAttack("header floods"), QString());
}

void TestHostileRequests::pathsLeadNowhereElse()
{
    m_server.beginAttack();
    const QByteArrayList ups { "..", "%2e%2e", "%2E.", "..;", "....//..", "%252e%252e", "%c0%ae%c0%ae", "..%00", "%u002e%u002e", "..\\..", "..%5c.." };
    const QByteArrayList roots { "/", "/web/", "/docs/", "/api/", "/api/v1/rooms/", "/socket.io/", "/web/chat/" };
    const QByteArrayList goals { "etc/passwd", "proc/self/environ", "CMakeLists.txt", "web/chat/main.js" };
    for (const QByteArray &root : roots) {
        for (const QByteArray &up : ups) {
            for (const QByteArray &goal : goals) {
                for (const QByteArray separator : { "/", "%2f", "//" }) {
                    const QByteArray target = root + QByteArrayList(8, up).join(separator) + separator + goal;
                    const QByteArray answer =
                        answerTo("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                    const int status = answer.mid(9, 3).toInt();
                    QVERIFY2(status == 400 || status == 404, told(target, answer));
                    QVERIFY2(!answer.contains("root:") && !answer.contains("import "), target);
                }
            }
        }
    }
    QCOMPARE(m_server.endAttack("path traversal"), QString());
}

void TestHostileRequests::compressionIsNotUnpacked()
{
    m_server.beginAttack();
    // What a megabyte of zeros is in gzip begins so; whatever it is, nobody unpacks it.
    const QByteArray packed = QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff", 10) + QByteArray(1000, '\0');
    for (const QByteArray coding : { "gzip", "deflate", "br", "gzip, gzip, gzip", "compress", "nonsense" }) {
        const QByteArray answer = answerTo(Post + "Connection: close\r\nContent-Encoding: " + coding + "\r\nContent-Length: "
                                           + QByteArray::number(packed.size()) + "\r\n\r\n" + packed);
        QVERIFY2(answer.startsWith("HTTP/1.1 400 "), told(coding, answer));
    }
    const QByteArray answer = answerTo("GET /api/v1/rooms/tea HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTE: gzip, trailers\r\n"
                                       "Accept-Encoding: gzip;q=1.0, identity;q=0, *;q=0\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 200 ") && answer.contains("\"roomId\":\"tea\""), answer);
    for (const QByteArray extension : { "permessage-deflate", "permessage-deflate; server_max_window_bits=99; client_max_window_bits",
                                        "x-webkit-deflate-frame, permessage-deflate; =;;", "\"" }) {
        RawConnection connection(m_server.port());
        connection.send("GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Extensions: " + extension + "\r\n\r\n");
        const QByteArray upgraded = connection.receive();
        QVERIFY2(upgraded.startsWith("HTTP/1.1 101 ") && !upgraded.toLower().contains("extensions"), told(extension, upgraded));
        // A compressed frame then breaks the protocol.
        connection.send(QByteArray("\xc1\x80\x00\x00\x00\x00", 6));
        QVERIFY2(connection.receive().startsWith(QByteArray("\x88", 1)), extension);
        QVERIFY2(!connection.receiveAll().isNull(), extension);
    }
    QCOMPARE(m_server.endAttack("compression"), QString());
}

void TestHostileRequests::upgradeNonsenseIsAnswered()
{
    m_server.beginAttack();
    const QByteArray key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
    const QByteArray good = "Upgrade: websocket\r\nConnection: Upgrade\r\n" + key;
    const QByteArray get = "GET /ws HTTP/1.1\r\nHost: x\r\n";
    const struct {
        const char *name;
        QByteArray request;
        int status;
    } tries[] {
        { "h2c", "GET /api/v1/rooms/tea HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                 "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n", 200 },
        { "POST", "POST /ws HTTP/1.1\r\nHost: x\r\n" + good + "\r\n", 400 },
        { "with a body", get + good + "Content-Length: 5\r\n\r\nhello", 400 },
        { "with chunks", get + good + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
        { "HTTP/1.0", "GET /ws HTTP/1.0\r\nHost: x\r\n" + good + "\r\n", 400 },
        { "two keys", get + good + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", 400 },
        { "two versions", get + good + "Sec-WebSocket-Version: 13\r\n\r\n", 426 },
        { "to a room", "GET /api/v1/rooms/tea HTTP/1.1\r\nHost: x\r\n" + good + "\r\n", 404 },
        { "above it", "GET /ws/../ws HTTP/1.1\r\nHost: x\r\n" + good + "\r\n", 404 },
        { "key of 15 bytes", get + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                             "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAA\r\n\r\n", 400 },
        { "no connection", get + "Upgrade: websocket\r\nConnection: keep-alive\r\n" + key + "\r\n", 400 },
        { "session of nobody", "GET /socket.io/?EIO=4&transport=websocket&sid=" + QByteArray(4000, 'a') + " HTTP/1.1\r\nHost: x\r\n" + good + "\r\n", 400 },
        { "Engine.IO 99", "GET /socket.io/?EIO=99&transport=websocket HTTP/1.1\r\nHost: x\r\n" + good + "\r\n", 400 },
    };
    for (const auto &[name, request, status] : tries) {
        RawConnection connection(m_server.port());
        connection.send(request);
        const QByteArray answer = connection.receive();
        QVERIFY2(answer.mid(9, 3).toInt() == status, told(name, answer));
    }
    QCOMPARE(m_server.endAttack("upgrade nonsense"), QString());
}

void TestHostileRequests::otherProtocolsAreAnswered()
{
    m_server.beginAttack();
    const QList<Shape> greetings {
        { "HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" },
        { "SSH", "SSH-2.0-OpenSSH_9.2\r\n\r\n" },
        { "SMTP", "EHLO example.org\r\n\r\n" },
        { "Redis", "*1\r\n$4\r\nPING\r\n\r\n" },
        { "CONNECT", "CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n" },
        { "PROXY", "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "zeros", QByteArray(20'000, '\0') },
        { "bytes beyond ASCII", QByteArray(20'000, '\xff') },
    };
    for (const auto &[name, bytes] : greetings) {
        const QByteArray answer = answerTo(bytes);
        QVERIFY2(responsesIn(answer) == 1 && answer.mid(9, 3).toInt() >= 400, told(name, answer));
    }
    // In its own language.
    const QByteArray clientHello = QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + QByteArray(508, '\n');
    QVERIFY(answerTo(clientHello).startsWith("\x15\x03"));
    QCOMPARE(m_server.endAttack("other protocols"), QString());
}

QTEST_GUILESS_MAIN(TestHostileRequests)
#include "TestHostileRequests.moc"
