// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/RoomQuery.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

Room makeRoom(const QString &roomId, Timestamp createdAt, qint64 participants = 0, qint64 messages = 0,
              Timestamp lastActivityAt = 0)
{
    return { .roomId = roomId,
             .creatorUsername = u"Zo\u00eb-"_s + roomId,
             .createdAt = createdAt,
             .participants = participants,
             .messages = messages,
             .lastActivityAt = lastActivityAt };
}

/// In no order that a query could ask for.
QList<Room> fewRooms()
{
    return { makeRoom(u"beta"_s, 200, 1, 50, 900), makeRoom(u"Alpha"_s, 300, 7, 50, 400),
             makeRoom(u"gamma"_s, 100, 1, 60, 500), makeRoom(u"delta"_s, 200, 1, 10, 950) };
}

QString idsOf(const QList<Room> &rooms)
{
    QStringList ids;
    for (const Room &room : rooms)
        ids += room.roomId;
    return ids.join(u' ');
}

RoomPage apply(const QByteArray &query, const QList<Room> &rooms)
{
    const Result<RoomQuery> parsed = RoomQuery::read(query);
    if (!parsed)
        qFatal("%s: %s", query.constData(), qPrintable(parsed.error().messages.join(u'|')));
    return parsed->apply(rooms);
}

/// Follows the cursors to the end. Never more pages than rooms, or something is wrong.
QStringList walk(const QByteArray &query, const QList<Room> &rooms)
{
    QStringList ids;
    QByteArray cursor;
    for (qsizetype pages = 0; pages <= rooms.size(); ++pages) {
        const RoomPage page = apply(cursor.isEmpty() ? query : query + "&cursor=" + cursor, rooms);
        for (const Room &room : page.rooms)
            ids += room.roomId;
        cursor = page.nextCursor;
        if (cursor.isEmpty())
            return ids;
    }
    return {};
}

/// Whether the query is one.
bool isRead(const QByteArray &query)
{
    return RoomQuery::read(query).has_value();
}

} // namespace

class TestRoomQuery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roomsAreSortedAndSearched_data();
    void roomsAreSortedAndSearched();
    void totalCountsAllPages();
    void lastPageHasNoCursor();
    void pagesMeetWithoutGapOrRepetition_data();
    void pagesMeetWithoutGapOrRepetition();
    void roomsThatComeAndGoShiftNothing();
    void wrongParametersAreNamed_data();
    void wrongParametersAreNamed();
    void foreignCursorsAreRefused_data();
    void foreignCursorsAreRefused();
    void cursorsBelongToTheirSortAndOrder();
    void cursorsSurviveAnyRoomId();
};

void TestRoomQuery::roomsAreSortedAndSearched_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("ids");

    QTest::newRow("by creation, ties by id") << ""_ba << u"gamma beta delta Alpha"_s;
    QTest::newRow("descending") << "order=desc"_ba << u"Alpha delta beta gamma"_s;
    QTest::newRow("by id") << "sort=roomId"_ba << u"Alpha beta delta gamma"_s;
    QTest::newRow("by id, descending") << "sort=roomId&order=desc"_ba << u"gamma delta beta Alpha"_s;
    QTest::newRow("by activity") << "sort=lastActivityAt"_ba << u"Alpha gamma beta delta"_s;
    QTest::newRow("by participants, ties by creation then id")
        << "sort=participants"_ba << u"gamma beta delta Alpha"_s;
    QTest::newRow("by messages, descending") << "sort=messages&order=desc"_ba << u"gamma Alpha beta delta"_s;
    QTest::newRow("limit") << "limit=2"_ba << u"gamma beta"_s;
    QTest::newRow("search by id") << "search=ALPH"_ba << u"Alpha"_s;
    QTest::newRow("search by creator") << "search=zo%C3%AB-g"_ba << u"gamma"_s;
    QTest::newRow("search, several") << "search=ta"_ba << u"beta delta"_s;
    QTest::newRow("search, none") << "search=omega"_ba << u""_s;
    QTest::newRow("search, empty") << "search="_ba << u"gamma beta delta Alpha"_s;
    QTest::newRow("unknown parameters") << "page=7&sort_by=x"_ba << u"gamma beta delta Alpha"_s;
}

void TestRoomQuery::roomsAreSortedAndSearched()
{
    QFETCH(QByteArray, query);
    QTEST(idsOf(apply(query, fewRooms()).rooms), "ids");
}

void TestRoomQuery::totalCountsAllPages()
{
    const RoomPage first = apply("limit=1&search=ta", fewRooms());
    QCOMPARE(first.total, 2);
    const RoomPage second = apply("limit=1&search=ta&cursor=" + first.nextCursor, fewRooms());
    QCOMPARE(second.total, 2);
    QCOMPARE(idsOf(second.rooms), u"delta"_s);
}

void TestRoomQuery::lastPageHasNoCursor()
{
    QVERIFY(apply("limit=4", fewRooms()).nextCursor.isEmpty());
    QVERIFY(!apply("limit=3", fewRooms()).nextCursor.isEmpty());
    QVERIFY(apply("", {}).nextCursor.isEmpty());
}

void TestRoomQuery::pagesMeetWithoutGapOrRepetition_data()
{
    QTest::addColumn<QByteArray>("query");

    for (const char *sort : { "roomId", "createdAt", "lastActivityAt", "participants", "messages" }) {
        for (const char *order : { "asc", "desc" })
            QTest::addRow("%s %s", sort, order) << QByteArray("sort=") + sort + "&order=" + order;
    }
}

void TestRoomQuery::pagesMeetWithoutGapOrRepetition()
{
    QFETCH(QByteArray, query);
    QRandomGenerator random(7);
    QList<Room> rooms;
    for (int i = 0; i < 500; ++i) {
        rooms += makeRoom(QString::number(random.bounded(1'000'000)) + u'-' + QString::number(i),
                          random.bounded(20), random.bounded(5), random.bounded(5), random.bounded(20));
    }
    const QString whole = idsOf(apply(query + "&limit=1000", rooms).rooms);
    QCOMPARE(whole.count(u' '), 499);
    QCOMPARE(walk(query + "&limit=7", rooms).join(u' '), whole);
    QCOMPARE(walk(query + "&limit=250", rooms).join(u' '), whole);
}

void TestRoomQuery::roomsThatComeAndGoShiftNothing()
{
    QList<Room> rooms = fewRooms();
    const RoomPage first = apply("limit=2", rooms);
    QCOMPARE(idsOf(first.rooms), u"gamma beta"_s);
    rooms.removeIf([](const Room &room) { return room.roomId == u"beta"; });
    rooms += makeRoom(u"old"_s, 1);
    rooms += makeRoom(u"new"_s, 1000);
    QCOMPARE(idsOf(apply("limit=5&cursor=" + first.nextCursor, rooms).rooms), u"delta Alpha new"_s);
}

void TestRoomQuery::wrongParametersAreNamed_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("message");

    const QString sort
        = u"sort must be one of createdAt, roomId, lastActivityAt, participants, messages"_s;
    const QString limit = u"limit must be a number from 1 to 1000"_s;
    QTest::newRow("sort") << "sort=size"_ba << sort;
    QTest::newRow("sort, other case") << "sort=roomid"_ba << sort;
    QTest::newRow("order") << "order=down"_ba << u"order must be one of asc, desc"_s;
    QTest::newRow("limit 0") << "limit=0"_ba << limit;
    QTest::newRow("limit 1001") << "limit=1001"_ba << limit;
    QTest::newRow("limit, text") << "limit=ten"_ba << limit;
    QTest::newRow("search") << "search=%FF"_ba << u"search must be percent-encoded UTF-8"_s;
    QTest::newRow("twice") << "limit=5&limit=6"_ba << u"limit must be given once"_s;
}

void TestRoomQuery::wrongParametersAreNamed()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, message);
    const Result<RoomQuery> parsed = RoomQuery::read(query);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, Error::Kind::BadRequest);
    QCOMPARE(parsed.error().messages, QStringList(message));
}

void TestRoomQuery::foreignCursorsAreRefused_data()
{
    QTest::addColumn<QByteArray>("cursor");

    const auto encoded = [](const QByteArray &json) { return json.toBase64(QByteArray::Base64UrlEncoding); };
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("no base64") << "!!!"_ba;
    QTest::newRow("no JSON") << encoded("hello");
    QTest::newRow("object") << encoded("{}");
    QTest::newRow("short") << encoded(R"([0,false,1,"",1])");
    QTest::newRow("long") << encoded(R"([0,false,1,"",1,"a",2])");
    QTest::newRow("wrong type") << encoded(R"([0,false,"1","",1,"a"])");
    QTest::newRow("fraction") << encoded(R"([0,false,1.5,"",1,"a"])");
    QTest::newRow("beyond 64 bits") << encoded(R"([0,false,1e300,"",1,"a"])");
    QTest::newRow("unknown sort") << encoded(R"([9,false,1,"",1,"a"])");
}

void TestRoomQuery::foreignCursorsAreRefused()
{
    QFETCH(QByteArray, cursor);
    const Result<RoomQuery> parsed = RoomQuery::read(QByteArray("cursor=" + cursor));
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, Error::Kind::BadRequest);
    QCOMPARE(parsed.error().messages,
             QStringList(u"cursor must be a nextCursor that was given for the same sort and order"_s));
}

void TestRoomQuery::cursorsBelongToTheirSortAndOrder()
{
    const QByteArray cursor = apply("sort=messages&limit=1", fewRooms()).nextCursor;
    QVERIFY(isRead("sort=messages&order=asc&cursor=" + cursor));
    QVERIFY(isRead("sort=messages&limit=9&search=a&cursor=" + cursor));
    QVERIFY(!isRead("sort=messages&order=desc&cursor=" + cursor));
    QVERIFY(!isRead("sort=participants&cursor=" + cursor));
    QVERIFY(!isRead("cursor=" + cursor));
}

void TestRoomQuery::cursorsSurviveAnyRoomId()
{
    QList<Room> rooms;
    const QStringList ids { u"a/b"_s, u"\""_s, u"\\"_s, u"\U0001f600"_s, u"\u00e9"_s, u"%41"_s, u"+ &="_s,
                            u"\ufeffa"_s, u"\uffee"_s };
    for (const QString &id : ids)
        rooms += makeRoom(id, 1);
    const QStringList walked = walk("sort=roomId&limit=1", rooms);
    QCOMPARE(QSet<QString>(walked.begin(), walked.end()), QSet<QString>(ids.begin(), ids.end()));
    QCOMPARE(walked.size(), ids.size());
}

QTEST_GUILESS_MAIN(TestRoomQuery)
#include "TestRoomQuery.moc"
