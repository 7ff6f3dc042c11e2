// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/RouteTable.h"

#include <QTest>

#include <algorithm>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestRouteTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void pathsFindTheirRoute_data();
    void pathsFindTheirRoute();
    void allowedMethodsAreThoseOfThePath_data();
    void allowedMethodsAreThoseOfThePath();
    void valuesAreDecodedOnce_data();
    void valuesAreDecodedOnce();
    void undecodableValuesAreNamed();
    void severalValuesAreKeptApart();
    void aLongPathIsNothing();
    void answersAreCountedByRoute();
    void patternsThatAreOneThingAreCountedAsOne();

private:
    QByteArray found(const QByteArray &method, const QByteArray &path);

    RouteTable m_table;
    QByteArray m_called;
};

void TestRouteTable::init()
{
    m_table = RouteTable();
    const auto add = [this](const QByteArray &method, const QByteArray &pattern) {
        const QByteArray name = method + ' ' + pattern;
        m_table.add(method, pattern, RouteTable::Public,
                    [this, name](const RestRequest &, const HttpReply &) { m_called = name; });
    };
    add("GET", "/rooms/{roomId}");
    add("DELETE", "/rooms/{roomId}");
    add("GET", "/rooms/room-info");
    add("GET", "/rooms");
    add("POST", "/rooms");
    add("DELETE", "/rooms/{roomId}/participants/{socketId}");
}

/// The route that is found, by its method and pattern.
QByteArray TestRouteTable::found(const QByteArray &method, const QByteArray &path)
{
    m_called.clear();
    const RouteTable::Match match = m_table.find(method, path);
    if (match.handler)
        (*match.handler)(RestRequest(), HttpReply());
    return m_called;
}

void TestRouteTable::pathsFindTheirRoute_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("route");

    QTest::newRow("literal") << "GET"_ba << "/rooms"_ba << "GET /rooms"_ba;
    QTest::newRow("another method") << "POST"_ba << "/rooms"_ba << "POST /rooms"_ba;
    QTest::newRow("unknown method") << "PUT"_ba << "/rooms"_ba << ""_ba;
    QTest::newRow("methods have a case") << "get"_ba << "/rooms"_ba << ""_ba;
    QTest::newRow("final slash") << "GET"_ba << "/rooms/"_ba << "GET /rooms"_ba;
    QTest::newRow("two final slashes") << "GET"_ba << "/rooms//"_ba << ""_ba;
    QTest::newRow("value") << "GET"_ba << "/rooms/3XX"_ba << "GET /rooms/{roomId}"_ba;
    QTest::newRow("value with a final slash") << "GET"_ba << "/rooms/3XX/"_ba << "GET /rooms/{roomId}"_ba;
    QTest::newRow("literal before value") << "GET"_ba << "/rooms/room-info"_ba << "GET /rooms/room-info"_ba;
    QTest::newRow("for its method alone")
        << "DELETE"_ba << "/rooms/room-info"_ba << "DELETE /rooms/{roomId}"_ba;
    QTest::newRow("escaped literal is a value")
        << "GET"_ba << "/rooms/room%2Dinfo"_ba << "GET /rooms/{roomId}"_ba;
    QTest::newRow("HEAD is GET") << "HEAD"_ba << "/rooms/room-info"_ba << "GET /rooms/room-info"_ba;
    QTest::newRow("empty value") << "DELETE"_ba << "/rooms//participants/x"_ba << ""_ba;
    QTest::newRow("two values")
        << "DELETE"_ba << "/rooms/a/participants/b"_ba << "DELETE /rooms/{roomId}/participants/{socketId}"_ba;
    QTest::newRow("half a path") << "DELETE"_ba << "/rooms/a/participants"_ba << ""_ba;
    QTest::newRow("longer path") << "GET"_ba << "/rooms/a/b"_ba << ""_ba;
    QTest::newRow("literals have a case") << "GET"_ba << "/Rooms"_ba << ""_ba;
    QTest::newRow("root") << "GET"_ba << "/"_ba << ""_ba;
    QTest::newRow("no slash") << "GET"_ba << "rooms"_ba << ""_ba;
    QTest::newRow("asterisk") << "OPTIONS"_ba << "*"_ba << ""_ba;
    QTest::newRow("nothing") << "GET"_ba << ""_ba << ""_ba;
}

void TestRouteTable::pathsFindTheirRoute()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QTEST(found(method, path), "route");
}

void TestRouteTable::allowedMethodsAreThoseOfThePath_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("allowed");

    QTest::newRow("collection") << "/rooms"_ba << "GET, HEAD, POST, OPTIONS"_ba;
    QTest::newRow("one") << "/rooms/3XX"_ba << "GET, HEAD, DELETE, OPTIONS"_ba;
    QTest::newRow("literal and value") << "/rooms/room-info"_ba << "GET, HEAD, DELETE, OPTIONS"_ba;
    QTest::newRow("without GET") << "/rooms/a/participants/b"_ba << "DELETE, OPTIONS"_ba;
    QTest::newRow("unknown path") << "/room"_ba << ""_ba;
}

void TestRouteTable::allowedMethodsAreThoseOfThePath()
{
    QFETCH(QByteArray, path);
    for (const char *method : { "PUT", "OPTIONS" })
        QTEST(m_table.find(method, path).allowedMethods.join(", "), "allowed");
}

void TestRouteTable::valuesAreDecodedOnce_data()
{
    QTest::addColumn<QByteArray>("segment");
    QTest::addColumn<QString>("roomId");

    QTest::newRow("plain") << "3XX"_ba << u"3XX"_s;
    QTest::newRow("slash") << "a%2Fb"_ba << u"a/b"_s;
    QTest::newRow("percent") << "100%25"_ba << u"100%"_s;
    QTest::newRow("an escape as text") << "%252F"_ba << u"%2F"_s;
    QTest::newRow("space") << "a%20b"_ba << u"a b"_s;
    QTest::newRow("plus stays") << "a+b"_ba << u"a+b"_s;
    QTest::newRow("emoji") << "%F0%9F%98%80"_ba << u"\U0001f600"_s;
    QTest::newRow("raw UTF-8") << "caf\xc3\xa9"_ba << u"caf\u00e9"_s;
    QTest::newRow("dots") << "..%2F.."_ba << u"../.."_s;
}

void TestRouteTable::valuesAreDecodedOnce()
{
    QFETCH(QByteArray, segment);
    const RouteTable::Match match = m_table.find("GET", QByteArray("/rooms/" + segment));
    QVERIFY(match.undecodable.isEmpty());
    QTEST(match.values.value("roomId"), "roomId");
    QCOMPARE(match.values.value("socketId"), QString());
}

void TestRouteTable::undecodableValuesAreNamed()
{
    QCOMPARE(m_table.find("GET", "/rooms/%ZZ").undecodable, "%ZZ"_ba);
    QCOMPARE(m_table.find("DELETE", "/rooms/a/participants/%FF").undecodable, "%FF"_ba);
    QVERIFY(m_table.find("GET", "/elsewhere/%ZZ").allowedMethods.isEmpty());
}

void TestRouteTable::severalValuesAreKeptApart()
{
    const RouteTable::Match match = m_table.find("DELETE", "/rooms/a%2Fb/participants/c%2Fd/");
    QCOMPARE(match.values.value("roomId"), u"a/b"_s);
    QCOMPARE(match.values.value("socketId"), u"c/d"_s);
}

void TestRouteTable::aLongPathIsNothing()
{
    QVERIFY(m_table.find("GET", QByteArray(100'000, '/')).allowedMethods.isEmpty());
    const QByteArray longer = "/rooms" + QByteArray("/a").repeated(50'000);
    QVERIFY(m_table.find("GET", longer).allowedMethods.isEmpty());
}

void TestRouteTable::answersAreCountedByRoute()
{
    const auto answersTo
        = [this](const QByteArray &method, const QByteArray &path) { return m_table.find(method, path).answers; };
    StatusCounters *const show = answersTo("GET", "/rooms/3XX");
    QCOMPARE(answersTo("HEAD", "/rooms/3XY"), show);
    QVERIFY(answersTo("DELETE", "/rooms/3XX") != show);
    QVERIFY(answersTo("GET", "/elsewhere") != show);
    QCOMPARE(answersTo("PUT", "/rooms"), answersTo("GET", "/elsewhere"));

    const auto counted = std::ranges::find_if(*m_table.metrics(), [](const RouteMetrics &it) {
        return it.method == "GET" && it.route == "/rooms/{roomId}";
    });
    QVERIFY(counted != m_table.metrics()->end());
    QCOMPARE(&counted->answers, show);
}

void TestRouteTable::patternsThatAreOneThingAreCountedAsOne()
{
    const auto nothing = [](const RestRequest &, const HttpReply &) {};
    m_table.add("GET", "/web/a.js", RouteTable::Public, nothing, "/web/{file}");
    m_table.add("GET", "/web/b.js", RouteTable::Public, nothing, "/web/{file}");
    QCOMPARE(m_table.find("GET", "/web/a.js").answers, m_table.find("GET", "/web/b.js").answers);
}

QTEST_GUILESS_MAIN(TestRouteTable)
#include "TestRouteTable.moc"
