// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpRequestGuard.h"

#include <QTest>

#include <random>

using namespace parlor;

namespace {

using Request = HttpRequestGuard::Request;

HttpRequestGuard::Limits smallLimits()
{
    HttpRequestGuard::Limits limits;
    limits.maxBodyBytes = 100;
    return limits;
}

/// The one request in \a bytes.
Request requestOf(const QByteArray &bytes)
{
    HttpRequestGuard guard(smallLimits());
    guard.feed(bytes);
    const auto next = guard.next();
    if (!next || !*next)
        return {};
    return **next;
}

/// The kind of error that \a bytes end in, -1 where they end in none.
int errorOf(const QByteArray &bytes)
{
    HttpRequestGuard guard(smallLimits());
    guard.feed(bytes);
    while (true) {
        const auto next = guard.next();
        if (!next)
            return int(next.error().kind);
        if (!*next)
            return -1;
    }
}

QByteArray chunkedRequest(const QByteArray &chunks)
{
    return "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
}

/// What the server gets for a POST of /x with this body.
QByteArray canonicalPost(const QByteArray &body)
{
    return "POST / HTTP/1.1\r\nX-Parlor-Target: /x\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

class TestHttpRequestGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rewritesRequests_data();
    void rewritesRequests();
    void bytesMayArriveOneByOne();
    void pipelinedRequestsComeOneByOne();
    void anySplittingGivesTheSame();
    void mayStopAtUpgrades();
    void headBecomesGet();
    void clientsOwnFieldsOfOursAreRemoved();
    void tellsWhetherToKeepAlive();
    void dechunks_data();
    void dechunks();
    void refuses_data();
    void refuses();
    void largestBodyPasses();
    void tooLargeIsKnownBeforeTheBodyIsThere();
    void extensionsAndTrailersAreBounded();
    void whatTheServerWouldDropIsRefused();
    void errorIsFinal();
    void continueIsDueOnce();
    void continueIsNotDueWhereTheBodyComesAnyway();
    void continueIsNotDueWhereTheRequestIsRefused();
    void tellsWhetherARequestIsUnderWay();
    void leadingEmptyLinesAreIgnored();
    void emptyLinesThatTrickleInAreCounted();
};

void TestHttpRequestGuard::rewritesRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("plain")
        << QByteArray("GET /a%2Fb?c HTTP/1.1\r\nHost: a\r\nAccept:*/*\r\n\r\n")
        << QByteArray("GET / HTTP/1.1\r\nX-Parlor-Target: /a%2Fb?c\r\n"
                      "Accept: */*\r\n\r\n");
    QTest::newRow("HTTP/1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n")
                              << QByteArray("GET / HTTP/1.1\r\nX-Parlor-Target: /\r\n\r\n");
    QTest::newRow("absolute target")
        << QByteArray("GET http://b/c HTTP/1.1\r\nHost: a\r\n\r\n")
        << QByteArray("GET / HTTP/1.1\r\nX-Parlor-Target: /c\r\n\r\n");
    QTest::newRow("unknown method")
        << QByteArray("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n")
        << QByteArray("TRACE / HTTP/1.1\r\nX-Parlor-Method: TRACE\r\nX-Parlor-Target: /\r\n\r\n");
    QTest::newRow("hop-by-hop fields")
        << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, keep-alive, HTTP2-Settings\r\n"
                      "Keep-Alive: 5\r\nProxy-Connection: x\r\nUPGRADE: h2c\r\nHTTP2-Settings: x\r\nTE: trailers\r\n"
                      "Trailer: X\r\nAccept: b\r\n\r\n")
        << QByteArray("GET / HTTP/1.1\r\nX-Parlor-Target: /\r\nAccept: b\r\n\r\n");
    QTest::newRow("body") << QByteArray("POST /x HTTP/1.1\r\nContent-Length: 3\r\nHost: a\r\n\r\na\nb")
                          << canonicalPost("a\nb");
    QTest::newRow("empty body") << QByteArray("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                                << canonicalPost("");
    QTest::newRow("leading zeros") << QByteArray("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 003\r\n\r\nabc")
                                   << canonicalPost("abc");
}

void TestHttpRequestGuard::rewritesRequests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    QCOMPARE(requestOf(bytes).forServer(), expected);
}

void TestHttpRequestGuard::bytesMayArriveOneByOne()
{
    for (const QByteArray &bytes : { QByteArray("\r\nPOST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"),
                                     chunkedRequest("1;x=y\r\na\r\n2\r\nbc\r\n0\r\nT: 1\r\n\r\n") }) {
        HttpRequestGuard guard({});
        for (qsizetype i = 0; i < bytes.size() - 1; ++i) {
            guard.feed(bytes.sliced(i, 1));
            const auto next = guard.next();
            QVERIFY2(next && !*next, qPrintable(QString::number(i)));
        }
        guard.feed(bytes.last(1));
        const auto next = guard.next();
        QVERIFY(next && *next);
        QCOMPARE((*next)->forServer(), canonicalPost("abc"));
    }
}

void TestHttpRequestGuard::pipelinedRequestsComeOneByOne()
{
    HttpRequestGuard guard({});
    QByteArray bytes;
    for (int i = 0; i < 100; ++i)
        bytes += "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n" + QByteArray::number(i).rightJustified(2, '0');
    guard.feed(bytes);
    for (int i = 0; i < 100; ++i) {
        const auto next = guard.next();
        QVERIFY(next && *next);
        QCOMPARE((*next)->forServer(), canonicalPost(QByteArray::number(i).rightJustified(2, '0')));
        QVERIFY(i == 99 ? guard.bufferedBytes() == 0 : guard.bufferedBytes() > 0);
    }
    QVERIFY(!*guard.next());
}

void TestHttpRequestGuard::anySplittingGivesTheSame()
{
    QByteArray bytes;
    QByteArray expected;
    for (int i = 0; i < 20; ++i) {
        const QByteArray body(i * 7, char('a' + i));
        bytes += chunkedRequest(QByteArray::number(body.size(), 16) + "\r\n" + body + (i ? "\r\n0\r\n\r\n" : "\r\n"));
        expected += canonicalPost(body);
    }
    std::mt19937 random(1); // the same sequence each time
    for (int round = 0; round < 200; ++round) {
        HttpRequestGuard guard({});
        QByteArray got;
        for (qsizetype at = 0; at < bytes.size();) {
            const qsizetype size = qMin<qsizetype>(bytes.size() - at, 1 + random() % 300);
            guard.feed(bytes.sliced(at, size));
            at += size;
            for (auto next = guard.next(); next && *next; next = guard.next())
                got += (*next)->forServer();
        }
        QCOMPARE(got, expected);
    }
}

void TestHttpRequestGuard::mayStopAtUpgrades()
{
    const QByteArray first = "POST /x HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\nhi";
    const QByteArray upgrade = "\r\nGET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n";
    const QByteArray behind = "\x81more";
    HttpRequestGuard guard({});
    guard.stopAtUpgrades();
    guard.feed(QByteArray(first + upgrade.chopped(1)));
    const auto next = guard.next();
    QVERIFY(next && *next);
    QCOMPARE((*next)->body, "hi");
    QVERIFY(!*guard.next());
    QVERIFY(!guard.isAtUpgrade());
    QVERIFY(guard.isMidRequest());
    guard.feed(QByteArray(upgrade.last(1) + behind));
    for (int i = 0; i < 2; ++i) {
        const auto none = guard.next();
        QVERIFY(none && !*none);
        QVERIFY(guard.isAtUpgrade());
    }
    QVERIFY(!guard.pendingHead());
    QCOMPARE(guard.takeUnused(), upgrade + behind);
    QCOMPARE(guard.bufferedBytes(), 0);
}

void TestHttpRequestGuard::headBecomesGet()
{
    const Request request = requestOf("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n");
    QVERIFY(request.isHead());
    QCOMPARE(request.forServer(),
             "GET / HTTP/1.1\r\nX-Parlor-Method: HEAD\r\nX-Parlor-Target: /a\r\n\r\n");
    QVERIFY(!requestOf("GET /a HTTP/1.1\r\nHost: a\r\n\r\n").isHead());
    QVERIFY(!requestOf("head /a HTTP/1.1\r\nHost: a\r\n\r\n").isHead());
}

void TestHttpRequestGuard::clientsOwnFieldsOfOursAreRemoved()
{
    const Request request = requestOf("GET /a HTTP/1.1\r\nX-Parlor-Method: DELETE\r\nHost: a\r\n"
                                      "x-parlor-target: /b\r\nX-PARLOR-ANY: c\r\n\r\n");
    QCOMPARE(request.forServer(), "GET / HTTP/1.1\r\nX-Parlor-Target: /a\r\n\r\n");
}

void TestHttpRequestGuard::tellsWhetherToKeepAlive()
{
    QVERIFY(requestOf("GET / HTTP/1.1\r\nHost: a\r\n\r\n").head.keepsAlive());
    QVERIFY(!requestOf("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").head.keepsAlive());
    const Request old = requestOf("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    QVERIFY(old.head.keepsAlive());
    QCOMPARE(old.head.minorVersion(), 0);
}

void TestHttpRequestGuard::dechunks_data()
{
    QTest::addColumn<QByteArray>("chunks");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << QByteArray("0\r\n\r\n") << QByteArray("");
    QTest::newRow("one") << QByteArray("3\r\nabc\r\n0\r\n\r\n") << QByteArray("abc");
    QTest::newRow("several") << QByteArray("1\r\na\r\n2\r\nbc\r\n0\r\n\r\n") << QByteArray("abc");
    QTest::newRow("line ends inside") << QByteArray("6\r\n\r\n0\r\n\r\r\n0\r\n\r\n") << QByteArray("\r\n0\r\n\r");
    QTest::newRow("hexadecimal") << "1a\r\n" + QByteArray(26, 'x') + "\r\n1A\r\n" + QByteArray(26, 'y')
            + "\r\n0\r\n\r\n"
                                 << QByteArray(26, 'x') + QByteArray(26, 'y');
    QTest::newRow("leading zeros") << QByteArray("0003\r\nabc\r\n00\r\n\r\n") << QByteArray("abc");
    QTest::newRow("extensions") << QByteArray("3;a=\"b;c\"\r\nabc\r\n0;x\r\n\r\n") << QByteArray("abc");
    QTest::newRow("trailers") << QByteArray("3\r\nabc\r\n0\r\nX: 1\r\nContent-Length: 9\r\n\r\n") << QByteArray("abc");
}

void TestHttpRequestGuard::dechunks()
{
    QFETCH(QByteArray, chunks);
    QFETCH(QByteArray, body);
    QCOMPARE(requestOf(chunkedRequest(chunks)).forServer(), canonicalPost(body));
}

void TestHttpRequestGuard::refuses_data()
{
    using Kind = Error::Kind;
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const QByteArray &bytes, Kind kind = Kind::BadRequest) {
        QTest::newRow(name) << bytes << int(kind);
    };
    row("five empty lines", "\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    row("bare line feed before the head", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    row("head that is wrong", "GET / HTTP/1.1\r\n\r\n");
    row("second head that is wrong", "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n\r\n");
    row("body longer than its length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nabc\r\n\r\n");
    row("CONNECT", "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", Kind::NotImplemented);
    row("other expectation", "POST / HTTP/1.1\r\nHost: a\r\nExpect: x\r\nContent-Length: 1\r\n\r\n",
        Kind::ExpectationFailed);
    row("two expectations",
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nExpect: x\r\nContent-Length: 1\r\n\r\n",
        Kind::ExpectationFailed);
    row("head without an end", "GET / HTTP/1.1\r\nX: " + QByteArray(17'000, 'x'), Kind::HeadersTooLarge);
    row("line too long", "GET / HTTP/1.1\r\nHost: a\r\nX: " + QByteArray(9'000, 'x') + "\r\n\r\n",
        Kind::HeadersTooLarge);
    row("body too large", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n", Kind::PayloadTooLarge);
    row("chunk too large", chunkedRequest("65\r\n"), Kind::PayloadTooLarge);
    row("chunk far too large", chunkedRequest("ffffffffffffffff\r\n"), Kind::PayloadTooLarge);
    row("chunks too large together", chunkedRequest("60\r\n" + QByteArray(96, 'x') + "\r\n5\r\n"),
        Kind::PayloadTooLarge);
    for (const char *size : { "", " 3", "3 ", "+3", "-3", "0x3", "3h", "3,3", " ;x", ";x", "3 ;x", "00000000000000003" })
        row(QByteArray("chunk size '" + QByteArray(size) + '\'').constData(),
            chunkedRequest(QByteArray(size) + "\r\nabc\r\n0\r\n\r\n"));
    row("chunk size line with a bare line feed", chunkedRequest("3\nabc\r\n0\r\n\r\n"));
    row("chunk extension with a carriage return", chunkedRequest("3;a\rb\r\nabc\r\n0\r\n\r\n"));
    row("chunk longer than its size", chunkedRequest("3\r\nabcd\r\n0\r\n\r\n"));
    row("chunk shorter than its size", chunkedRequest("3\r\nab\r\n0\r\n\r\n"));
    row("chunk ended by a bare line feed", chunkedRequest("3\r\nabc\n0\r\n\r\n"));
    row("trailer without a colon", chunkedRequest("0\r\nGET / HTTP/1.1\r\n\r\n").replace("HTTP/1.1\r\n\r\n", "x\r\n\r\n"));
    row("trailer with a bare line feed", chunkedRequest("0\r\nX: 1\n\r\n"));
    row("folded trailer", chunkedRequest("0\r\nX: 1\r\n y\r\n\r\n"));
}

void TestHttpRequestGuard::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, kind);
    QCOMPARE(errorOf(bytes), kind);
}

void TestHttpRequestGuard::largestBodyPasses()
{
    const QByteArray body(100, 'x');
    QCOMPARE(requestOf("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n" + body).forServer(),
             canonicalPost(body));
    QCOMPARE(requestOf(chunkedRequest("64\r\n" + body + "\r\n0\r\n\r\n")).forServer(), canonicalPost(body));
}

void TestHttpRequestGuard::tooLargeIsKnownBeforeTheBodyIsThere()
{
    // Digits are judged as they stand, before their line is complete there is no chunk.
    QCOMPARE(errorOf(chunkedRequest("65")), -1);
    QCOMPARE(errorOf(chunkedRequest("65\r\n")), int(Error::Kind::PayloadTooLarge));
    QCOMPARE(errorOf("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 101\r\n\r\n"),
             int(Error::Kind::PayloadTooLarge));
}

void TestHttpRequestGuard::extensionsAndTrailersAreBounded()
{
    const int tooLarge = int(Error::Kind::HeadersTooLarge);
    QCOMPARE(errorOf(chunkedRequest("1;" + QByteArray(17'000, 'x'))), tooLarge);
    const QByteArray chunk = "1;" + QByteArray(300, 'x') + "\r\na\r\n";
    QCOMPARE(errorOf(chunkedRequest(chunk.repeated(60))), tooLarge);
    QCOMPARE(errorOf(chunkedRequest("0\r\nX: " + QByteArray(17'000, 'x'))), tooLarge);
    QCOMPARE(errorOf(chunkedRequest("0\r\n" + QByteArray("X: yyyyyyyyyyyyyyyyyyyy\r\n").repeated(1000))), tooLarge);
}

void TestHttpRequestGuard::whatTheServerWouldDropIsRefused()
{
    // Qt's parser forgets every field where one is too long or there are too many: the body would become a request.
    const QByteArray path(8'175, 'x');
    QCOMPARE(errorOf("POST /" + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n"), -1);
    QCOMPARE(errorOf("POST /" + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"),
             int(Error::Kind::HeadersTooLarge));
    const auto withFields = [](int count) -> QByteArray {
        return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n" + QByteArray("X: y\r\n").repeated(count - 2)
            + "\r\nx";
    };
    QVERIFY(!requestOf(withFields(99)).forServer().isEmpty());
    QCOMPARE(errorOf(withFields(100)), int(Error::Kind::HeadersTooLarge));
}

void TestHttpRequestGuard::errorIsFinal()
{
    HttpRequestGuard guard({});
    guard.feed("GET / HTTP/1.1\r\n\r\n");
    QVERIFY(!guard.next());
    guard.feed("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto next = guard.next();
    QVERIFY(!next);
    QCOMPARE(int(next.error().kind), int(Error::Kind::BadRequest));
    QCOMPARE(guard.bufferedBytes(), 0);
}

void TestHttpRequestGuard::continueIsDueOnce()
{
    for (const char *framing : { "Content-Length: 1", "Transfer-Encoding: chunked" }) {
        HttpRequestGuard guard({});
        guard.feed("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n");
        QVERIFY(!*guard.next());
        QVERIFY(!guard.takeContinue());
        guard.feed(framing);
        guard.feed("\r\n\r\n");
        QVERIFY(!*guard.next());
        QVERIFY(guard.takeContinue());
        QVERIFY(!*guard.next());
        QVERIFY(!guard.takeContinue());
    }
}

void TestHttpRequestGuard::continueIsNotDueWhereTheBodyComesAnyway()
{
    HttpRequestGuard guard({});
    guard.feed("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\na");
    QVERIFY(!*guard.next());
    QVERIFY(!guard.takeContinue());
    HttpRequestGuard other({});
    other.feed("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n");
    QVERIFY(*other.next());
    QVERIFY(!other.takeContinue());
}

void TestHttpRequestGuard::continueIsNotDueWhereTheRequestIsRefused()
{
    HttpRequestGuard guard(smallLimits());
    guard.feed("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 101\r\n\r\n");
    QVERIFY(!guard.next());
    QVERIFY(!guard.takeContinue());
}

void TestHttpRequestGuard::tellsWhetherARequestIsUnderWay()
{
    HttpRequestGuard guard({});
    QVERIFY(!guard.isMidRequest());
    guard.feed("\r\n");
    QVERIFY(!guard.isMidRequest());
    guard.feed("P");
    QVERIFY(guard.isMidRequest());
    guard.feed("OST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n");
    QVERIFY(!*guard.next());
    QVERIFY(guard.isMidRequest());
    guard.feed("ab");
    QVERIFY(*guard.next());
    QVERIFY(!guard.isMidRequest());
}

void TestHttpRequestGuard::leadingEmptyLinesAreIgnored()
{
    QVERIFY(!requestOf("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n").forServer().isEmpty());
    HttpRequestGuard guard({});
    guard.feed("\r");
    QVERIFY(!*guard.next());
    guard.feed("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QVERIFY(*guard.next());
}

void TestHttpRequestGuard::emptyLinesThatTrickleInAreCounted()
{
    HttpRequestGuard guard({});
    for (int i = 0; i < 4; ++i) {
        guard.feed("\r\n");
        const auto next = guard.next();
        QVERIFY(next && !*next);
    }
    guard.feed("\r\n");
    QVERIFY(!guard.next());
}

QTEST_APPLESS_MAIN(TestHttpRequestGuard)
#include "TestHttpRequestGuard.moc"
