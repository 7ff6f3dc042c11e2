// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpRequestHead.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

/// A head with these lines, each ended as it must be.
QByteArray head(const QByteArrayList &lines)
{
    return lines.join("\r\n") + "\r\n\r\n";
}

Result<HttpRequestHead> parse(const QByteArray &bytes)
{
    return HttpRequestHead::parse(bytes, {});
}

} // namespace

class TestHttpRequestHead : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheEndOfAHeadInPieces();
    void bareLineFeedEndsTheSearch();
    void skipsAFewEmptyLines();
    void readsARequest();
    void refuses_data();
    void refuses();
    void accepts_data();
    void accepts();
    void limitsCount();
    void reducesAbsoluteTargets_data();
    void reducesAbsoluteTargets();
    void splitsTheTarget();
    void decodesQueryItems_data();
    void decodesQueryItems();
    void findsTokensInLists();
    void keepsConnectionsAlive_data();
    void keepsConnectionsAlive();
    void readsTheFraming();
    void knowsUpgradesAndExpectations();
    void everyMutilationIsSurvived();
};

void TestHttpRequestHead::findsTheEndOfAHeadInPieces()
{
    const QByteArray whole = head({ "GET / HTTP/1.1", "Host: a" });
    qsizetype scanned = 0;
    for (qsizetype size = 0; size < whole.size(); ++size) {
        QCOMPARE(HttpRequestHead::endOfHead(QByteArrayView(whole).first(size), scanned), 0);
        QVERIFY(scanned <= size);
    }
    const QByteArray withMore = whole + "body\r\n\r\n";
    QCOMPARE(HttpRequestHead::endOfHead(withMore, scanned), whole.size());
}

void TestHttpRequestHead::bareLineFeedEndsTheSearch()
{
    qsizetype scanned = 0;
    QCOMPARE(HttpRequestHead::endOfHead("GET / HTTP/1.1\nHost: a", scanned), 15);
    QVERIFY(!parse("GET / HTTP/1.1\n"));
}

void TestHttpRequestHead::skipsAFewEmptyLines()
{
    QCOMPARE(HttpRequestHead::leadingEmptyLines(""), 0);
    QCOMPARE(HttpRequestHead::leadingEmptyLines("\r"), 0);
    QCOMPARE(HttpRequestHead::leadingEmptyLines("\r\n\r\nGET"), 4);
    QCOMPARE(HttpRequestHead::leadingEmptyLines(QByteArray("\r\n").repeated(1000)), 8);
}

void TestHttpRequestHead::readsARequest()
{
    const auto parsed = parse(head({ "GET /a?b HTTP/1.1", "Host: example.org:3000", "X-One:  1 \t", "x-two:" }));
    QVERIFY(parsed);
    QCOMPARE(parsed->method(), "GET");
    QCOMPARE(parsed->target(), "/a?b");
    QCOMPARE(parsed->minorVersion(), 1);
    QCOMPARE(parsed->fields().size(), 3);
    QCOMPARE(parsed->fields().at(1).name, "X-One");
    QCOMPARE(parsed->value("x-one"), "1");
    QCOMPARE(parsed->value("X-TWO"), "");
    QVERIFY(!parsed->value("X-TWO").isNull());
    QVERIFY(parsed->value("x-three").isNull());
}

void TestHttpRequestHead::refuses_data()
{
    using Kind = Error::Kind;
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const QByteArray &bytes, Kind kind = Kind::BadRequest) {
        QTest::newRow(name) << bytes << int(kind);
    };
    row("nothing", "");
    row("empty request line", "\r\n\r\n");
    row("unterminated", "GET / HTTP/1.1\r\nHost: a\r\n");
    row("bare line feeds", "GET / HTTP/1.1\nHost: a\n\n");
    row("bare line feed in a field", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n");
    row("bare carriage return in a field", "GET / HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n");
    row("bare carriage return in the request line", "GET /\r HTTP/1.1\r\nHost: a\r\n\r\n");
    row("more than a head", "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET");
    row("two words", head({ "GET /", "Host: a" }));
    row("four words", head({ "GET / HTTP/1.1 x", "Host: a" }));
    row("two spaces", head({ "GET  / HTTP/1.1", "Host: a" }));
    row("space before the method", head({ " GET / HTTP/1.1", "Host: a" }));
    row("space after the version", head({ "GET / HTTP/1.1 ", "Host: a" }));
    row("tab for a space", head({ "GET\t/ HTTP/1.1", "Host: a" }));
    row("method is no token", head({ "G@T / HTTP/1.1", "Host: a" }));
    row("method beyond ASCII", head({ "G\xc3\x8bT / HTTP/1.1", "Host: a" }));
    row("relative target", head({ "GET a HTTP/1.1", "Host: a" }));
    row("asterisk for GET", head({ "GET * HTTP/1.1", "Host: a" }));
    row("authority for GET", head({ "GET a:80 HTTP/1.1", "Host: a" }));
    row("fragment", head({ "GET /a#b HTTP/1.1", "Host: a" }));
    row("target beyond ASCII", head({ "GET /\xc3\xa9 HTTP/1.1", "Host: a" }));
    row("NUL in the target", head({ QByteArray("GET /\0 HTTP/1.1", 15), "Host: a" }));
    row("absolute target without a host", head({ "GET http:///a HTTP/1.1", "Host: a" }));
    row("absolute target with user info", head({ "GET http://u@a/ HTTP/1.1", "Host: a" }));
    row("absolute target of another scheme", head({ "GET ftp://a/ HTTP/1.1", "Host: a" }));
    row("version without a digit", head({ "GET / HTTP/1.", "Host: a" }));
    row("version with a letter", head({ "GET / HTTP/1.x", "Host: a" }));
    row("long version", head({ "GET / HTTP/1.11", "Host: a" }));
    row("small letters", head({ "GET / http/1.1", "Host: a" }));
    row("HTTP/0.9 style version", head({ "GET / HTTP/0.9", "Host: a" }), Kind::HttpVersionNotSupported);
    row("HTTP/2.0", head({ "PRI * HTTP/2.0" }), Kind::HttpVersionNotSupported);
    row("CONNECT", head({ "CONNECT a:80 HTTP/1.1", "Host: a" }), Kind::NotImplemented);
    row("no Host", head({ "GET / HTTP/1.1", "X: a" }));
    row("two Hosts", head({ "GET / HTTP/1.1", "Host: a", "host: a" }));
    row("two Hosts in HTTP/1.0", head({ "GET / HTTP/1.0", "Host: a", "Host: b" }));
    row("Host with user info", head({ "GET / HTTP/1.1", "Host: u@a" }));
    row("Host with a path", head({ "GET / HTTP/1.1", "Host: a/b" }));
    row("Host with a space", head({ "GET / HTTP/1.1", "Host: a b" }));
    row("Host list", head({ "GET / HTTP/1.1", "Host: a:80, b" }));
    row("Host with a bad port", head({ "GET / HTTP/1.1", "Host: a:80x" }));
    row("Host with a port too high", head({ "GET / HTTP/1.1", "Host: a:65536" }));
    row("Host of a port alone", head({ "GET / HTTP/1.1", "Host: :80" }));
    row("Host with half a percent code", head({ "GET / HTTP/1.1", "Host: a%4" }));
    row("Host with an open bracket", head({ "GET / HTTP/1.1", "Host: [::1" }));
    row("Host with words in brackets", head({ "GET / HTTP/1.1", "Host: [abc]" }));
    row("Host with an IPv4 address in brackets", head({ "GET / HTTP/1.1", "Host: [1.2.3.4]" }));
    row("Host with something after its brackets", head({ "GET / HTTP/1.1", "Host: [::1]a" }));
    row("folded field", head({ "GET / HTTP/1.1", "Host: a", "X: b", " c" }));
    row("first field folded", head({ "GET / HTTP/1.1", "\tHost: a" }));
    row("field without a colon", head({ "GET / HTTP/1.1", "Host: a", "X" }));
    row("field without a name", head({ "GET / HTTP/1.1", "Host: a", ": b" }));
    row("space before the colon", head({ "GET / HTTP/1.1", "Host: a", "X : b" }));
    row("tab before the colon", head({ "GET / HTTP/1.1", "Host: a", "X\t: b" }));
    row("space in a name", head({ "GET / HTTP/1.1", "Host: a", "X Y: b" }));
    row("NUL in a value", head({ "GET / HTTP/1.1", "Host: a", QByteArray("X: \0", 4) }));
    row("control character in a value", head({ "GET / HTTP/1.1", "Host: a", "X: \x01" }));
    row("DEL in a value", head({ "GET / HTTP/1.1", "Host: a", "X: \x7f" }));
    for (const char *length : { "", "+5", "-5", "5 5", "5, 5", "5,5", "0x5", "5.0", "five", "9007199254740993",
                                "99999999999999999999" }) {
        row(QByteArray("Content-Length '" + QByteArray(length) + '\'').constData(),
            head({ "POST / HTTP/1.1", "Host: a", "Content-Length: " + QByteArray(length) }));
    }
    row("two Content-Lengths", head({ "POST / HTTP/1.1", "Host: a", "Content-Length: 5", "content-length: 6" }));
    row("a Content-Length twice", head({ "POST / HTTP/1.1", "Host: a", "Content-Length: 5", "Content-Length: 5" }));
    row("both framings", head({ "POST / HTTP/1.1", "Host: a", "Content-Length: 5", "Transfer-Encoding: chunked" }));
    row("both framings, other way round",
        head({ "POST / HTTP/1.1", "Host: a", "transfer-encoding: chunked", "Content-Length: 0" }));
    row("no transfer coding", head({ "POST / HTTP/1.1", "Host: a", "Transfer-Encoding:" }));
    row("chunked twice", head({ "POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked",
                                "Transfer-Encoding: chunked" }));
    row("chunked in HTTP/1.0", head({ "POST / HTTP/1.0", "Host: a", "Transfer-Encoding: chunked" }));
    for (const char *coding : { "gzip", "gzip, chunked", "chunked, chunked", "chunked, identity", "identity",
                                "xchunked", "chunked;q=1", "\"chunked\"", "\vchunked" }) {
        const bool isControl = coding[0] == '\v';
        row(QByteArray("Transfer-Encoding '" + QByteArray(coding) + '\'').constData(),
            head({ "POST / HTTP/1.1", "Host: a", "Transfer-Encoding: " + QByteArray(coding) }),
            isControl ? Kind::BadRequest : Kind::NotImplemented);
    }
}

void TestHttpRequestHead::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, kind);
    const auto parsed = parse(bytes);
    QVERIFY(!parsed);
    QCOMPARE(int(parsed.error().kind), kind);
    QVERIFY(!parsed.error().messages.first().isEmpty());
}

void TestHttpRequestHead::accepts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("any method") << head({ "BREW /pot HTTP/1.1", "Host: a" });
    QTest::newRow("odd method") << head({ "!#$%&'*+-.^_`|~9 / HTTP/1.1", "Host: a" });
    QTest::newRow("HTTP/1.0 without Host") << head({ "GET / HTTP/1.0" });
    QTest::newRow("a later minor version") << head({ "GET / HTTP/1.9", "Host: a" });
    QTest::newRow("empty Host") << head({ "GET / HTTP/1.1", "Host:" });
    QTest::newRow("IPv6 Host") << head({ "GET / HTTP/1.1", "Host: [::ffff:1.2.3.4]:3000" });
    QTest::newRow("Host with an empty port") << head({ "GET / HTTP/1.1", "Host: a:" });
    QTest::newRow("Host with odd characters") << head({ "GET / HTTP/1.1", "Host: a_b-c.~%41!" });
    QTest::newRow("asterisk for OPTIONS") << head({ "OPTIONS * HTTP/1.1", "Host: a" });
    QTest::newRow("two slashes") << head({ "GET //a//b HTTP/1.1", "Host: a" });
    QTest::newRow("half a percent code in the target") << head({ "GET /%4 HTTP/1.1", "Host: a" });
    QTest::newRow("no space after the colon") << head({ "GET / HTTP/1.1", "Host:a" });
    QTest::newRow("value beyond ASCII") << head({ "GET / HTTP/1.1", "Host: a", "X: \xc3\xa9\xff" });
    QTest::newRow("largest Content-Length")
        << head({ "POST / HTTP/1.1", "Host: a", "Content-Length: 9007199254740992" });
    QTest::newRow("Chunked") << head({ "POST / HTTP/1.1", "Host: a", "Transfer-Encoding: Chunked" });
}

void TestHttpRequestHead::accepts()
{
    QFETCH(QByteArray, bytes);
    const auto parsed = parse(bytes);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().messages.first()));
}

void TestHttpRequestHead::limitsCount()
{
    HttpRequestHead::Limits limits;
    limits.maxBytes = 100;
    limits.maxFields = 2;
    limits.maxLineBytes = 40;
    const auto kindOf = [&limits](const QByteArray &bytes) {
        const auto parsed = HttpRequestHead::parse(bytes, limits);
        return parsed ? -1 : int(parsed.error().kind);
    };
    const int tooLarge = int(Error::Kind::HeadersTooLarge);
    QCOMPARE(kindOf(head({ "GET / HTTP/1.1", "Host: a", "X: " + QByteArray(37, 'x') })), -1);
    QCOMPARE(kindOf(head({ "GET / HTTP/1.1", "Host: a", "X: " + QByteArray(38, 'x') })), tooLarge);
    QCOMPARE(kindOf(head({ "GET /" + QByteArray(40, 'x') + " HTTP/1.1", "Host: a" })), tooLarge);
    QCOMPARE(kindOf(head({ "GET / HTTP/1.1", "Host: a", "X: 1", "Y: 2" })), tooLarge);
    QCOMPARE(kindOf(head({ "GET / HTTP/1.1", "Host: " + QByteArray(34, 'x'), "X: " + QByteArray(37, 'x') })),
             tooLarge);
}

void TestHttpRequestHead::reducesAbsoluteTargets_data()
{
    QTest::addColumn<QByteArray>("requestLine");
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("path and query") << QByteArray("GET http://b:1/x?y HTTP/1.1") << QByteArray("/x?y");
    QTest::newRow("https") << QByteArray("GET HTTPS://b:1/x HTTP/1.1") << QByteArray("/x");
    QTest::newRow("nothing") << QByteArray("GET http://b:1 HTTP/1.1") << QByteArray("/");
    QTest::newRow("query alone") << QByteArray("GET http://b:1?y HTTP/1.1") << QByteArray("/?y");
    QTest::newRow("server options") << QByteArray("OPTIONS http://b:1 HTTP/1.1") << QByteArray("*");
}

void TestHttpRequestHead::reducesAbsoluteTargets()
{
    QFETCH(QByteArray, requestLine);
    QFETCH(QByteArray, target);
    const auto parsed = parse(head({ requestLine, "Host: a" }));
    QVERIFY(parsed);
    QCOMPARE(parsed->target(), target);
    QCOMPARE(parsed->value("host"), "b:1");
}

void TestHttpRequestHead::splitsTheTarget()
{
    const auto with = parse(head({ "GET /a%2Fb?c?d HTTP/1.1", "Host: a" }));
    QCOMPARE(with->path(), QByteArrayView("/a%2Fb"));
    QCOMPARE(with->query(), QByteArrayView("c?d"));
    const auto without = parse(head({ "GET /a HTTP/1.1", "Host: a" }));
    QCOMPARE(without->path(), QByteArrayView("/a"));
    QVERIFY(without->query().isEmpty());
}

void TestHttpRequestHead::decodesQueryItems_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("none") << QByteArray("") << QByteArray();
    QTest::newRow("another") << QByteArray("sidx=1&xsid=2") << QByteArray();
    QTest::newRow("plain") << QByteArray("EIO=4&sid=abc&t=1") << QByteArray("abc");
    QTest::newRow("first of two") << QByteArray("sid=1&sid=2") << QByteArray("1");
    QTest::newRow("empty") << QByteArray("sid=&t=1") << QByteArray("");
    QTest::newRow("without an equals sign") << QByteArray("sid") << QByteArray("");
    QTest::newRow("percent-encoded") << QByteArray("s%69d=%26%3D%e2%82%ac") << QByteArray("&=\xe2\x82\xac");
    QTest::newRow("plus signs") << QByteArray("sid=a+b%2B") << QByteArray("a b+");
    QTest::newRow("equals signs in the value") << QByteArray("sid=a==") << QByteArray("a==");
    QTest::newRow("empty items") << QByteArray("&&=&sid=x&") << QByteArray("x");
}

void TestHttpRequestHead::decodesQueryItems()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, value);
    const auto parsed = parse(head({ "GET /?" + query + " HTTP/1.1", "Host: a" }));
    QVERIFY(parsed);
    QCOMPARE(parsed->queryItem("sid"), value);
    QCOMPARE(parsed->queryItem("sid").isNull(), value.isNull());
}

void TestHttpRequestHead::findsTokensInLists()
{
    const auto parsed = parse(head({ "GET / HTTP/1.1", "Host: a", "X: one, Two ,three", "x: ,four," }));
    for (const QByteArrayView token : { "ONE", "two", "three", "four" })
        QVERIFY(parsed->hasToken("X", token));
    for (const QByteArrayView token : { "on", "one, two", "five" })
        QVERIFY(!parsed->hasToken("X", token));
}

void TestHttpRequestHead::keepsConnectionsAlive_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("connection");
    QTest::addColumn<bool>("keepsAlive");
    QTest::newRow("1.1") << QByteArray("HTTP/1.1") << QByteArray("") << true;
    QTest::newRow("1.1 close") << QByteArray("HTTP/1.1") << QByteArray("x, Close") << false;
    QTest::newRow("1.0") << QByteArray("HTTP/1.0") << QByteArray("") << false;
    QTest::newRow("1.0 keep-alive") << QByteArray("HTTP/1.0") << QByteArray("Keep-Alive") << true;
    QTest::newRow("1.0 both") << QByteArray("HTTP/1.0") << QByteArray("keep-alive, close") << false;
}

void TestHttpRequestHead::keepsConnectionsAlive()
{
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, connection);
    QFETCH(bool, keepsAlive);
    const auto parsed = parse(head({ "GET / " + version, "Host: a", "Connection: " + connection }));
    QCOMPARE(parsed->keepsAlive(), keepsAlive);
}

void TestHttpRequestHead::readsTheFraming()
{
    const auto plain = parse(head({ "GET / HTTP/1.1", "Host: a" }));
    QVERIFY(!plain->contentLength() && !plain->isChunked());
    const auto sized = parse(head({ "POST / HTTP/1.1", "Host: a", "Content-Length: 0012" }));
    QCOMPARE(sized->contentLength().value_or(-1), 12);
    const auto chunked = parse(head({ "POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked" }));
    QVERIFY(chunked->isChunked() && !chunked->contentLength());
}

void TestHttpRequestHead::knowsUpgradesAndExpectations()
{
    QVERIFY(parse(head({ "GET / HTTP/1.1", "Host: a", "Upgrade: h2c, WebSocket" }))->wantsWebSocket());
    QVERIFY(!parse(head({ "GET / HTTP/1.1", "Host: a", "Upgrade: h2c" }))->wantsWebSocket());
    QVERIFY(parse(head({ "GET / HTTP/1.1", "Host: a", "Expect: 100-Continue" }))->expectsContinue());
    QVERIFY(!parse(head({ "GET / HTTP/1.0", "Host: a", "Expect: 100-continue" }))->expectsContinue());
}

void TestHttpRequestHead::everyMutilationIsSurvived()
{
    const QByteArray whole = head({ "POST http://b/x?y=%41 HTTP/1.1", "Host: [::1]:80", "Content-Length: 5",
                                    "Connection: close, upgrade", "Expect: 100-continue" });
    for (qsizetype i = 0; i < whole.size(); ++i) {
        for (int c = 0; c < 256; ++c) {
            QByteArray bytes = whole;
            bytes[i] = char(c);
            if (const auto parsed = parse(bytes)) {
                parsed->queryItem("y");
                QVERIFY(parsed->keepsAlive() || parsed->hasToken("connection", "close"));
            }
        }
        (void)parse(whole.first(i));
        (void)parse(whole.sliced(i));
    }
}

QTEST_APPLESS_MAIN(TestHttpRequestHead)
#include "TestHttpRequestHead.moc"
