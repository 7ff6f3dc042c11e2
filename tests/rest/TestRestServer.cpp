// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "RestFixture.h"

#include "support/HttpClient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <memory>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

const QByteArray ForbiddenBody = R"({"code":"access-forbidden","message":"The access is forbidden"})"_ba;

QByteArray describedBody(int status, const QByteArray &message, const QByteArray &error)
{
    return R"({"statusCode":)" + QByteArray::number(status) + R"(,"message":")" + message + R"(","error":")"
        + error + R"("})";
}

QByteArray badRequestBody(const QByteArray &message)
{
    return describedBody(400, message, "Bad Request");
}

/// Qt's parser says what is wrong in words and offsets of its own.
QByteArray notJsonBody(const QByteArray &sent)
{
    QJsonParseError error;
    QJsonDocument::fromJson(sent, &error);
    return badRequestBody("The body is not valid JSON: " + error.errorString().toUtf8() + " at position "
                          + QByteArray::number(error.offset));
}

QByteArray validationBody(const QByteArrayList &messages)
{
    return R"({"statusCode":400,"message":[")" + messages.join(R"(",")") + R"("],"error":"Bad Request"})";
}

QByteArray roomBody(const QByteArray &roomId, const QByteArray &creator, int participants = 0,
                    int messages = 0)
{
    return R"({"roomId":")" + roomId + R"(","creatorUsername":")" + creator
        + R"(","createdAt":"<time>","participants":)" + QByteArray::number(participants) + R"(,"messages":)"
        + QByteArray::number(messages) + R"(,"lastActivityAt":"<time>"})";
}

QByteArray messageBody(int order)
{
    const QByteArray number = QByteArray::number(order);
    return R"({"order":)" + number + R"(,"username":"ann","content":"message )" + number
        + R"(","createdAt":"<time>"})";
}

QByteArray messagesBody(int first, int last)
{
    QByteArrayList messages;
    for (int order = first; order <= last; ++order)
        messages += messageBody(order);
    return '[' + messages.join(',') + ']';
}

/// With every time the same, so that the rest can be compared to the byte.
QByteArray timeless(const QByteArray &body)
{
    static const QRegularExpression time(uR"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"_s);
    return QString::fromUtf8(body).replace(time, u"<time>"_s).toUtf8();
}

QList<int> ordersOf(const QByteArray &messages)
{
    QList<int> orders;
    const QJsonArray array = QJsonDocument::fromJson(messages).array();
    for (const QJsonValue message : array)
        orders += message[u"order"].toInt();
    return orders;
}

/// The target of the link with that relation, or null.
QByteArray linkOf(const HttpClient::Response &response, const QByteArray &relation)
{
    const QByteArray mark = "; rel=\"" + relation + '"';
    const QByteArrayList links = response.field("Link").split(',');
    for (const QByteArray &link : links) {
        if (link.endsWith(mark))
            return link.sliced(link.indexOf('<') + 1, link.indexOf('>') - link.indexOf('<') - 1);
    }
    return {};
}

const QByteArray Rooms = "/api/v1/rooms"_ba;
const QByteArray OwnRoom = "/api/v1/rooms/3XX"_ba;
const QByteArray Messages = "/api/v1/rooms/3XX/messages"_ba;
const QByteArray Participants = "/api/v1/rooms/3XX/participants"_ba;
const QByteArray UnknownRoomBody = R"({"code":"room.not-found","message":"Room with 'none' not found"})"_ba;

void row(const char *name, const QByteArray &method, const QByteArray &target, const QByteArray &sent,
         int status, const QByteArray &body, const QByteArray &allow = {})
{
    QTest::newRow(name) << method << target << sent << status << body << allow;
}

void get(const char *name, const QByteArray &target, int status, const QByteArray &body)
{
    row(name, "GET", target, {}, status, body);
}

void addCreateRows()
{
    row("create", "POST", Rooms, R"({"roomId":"new","creatorUsername":"zo\u00eb"})", 201,
        roomBody("new", "zo\xc3\xab"));
    row("create, extra members", "POST", Rooms, R"({"roomId":"new","creatorUsername":"z","messages":7})", 201,
        roomBody("new", "z"));
    row("create, exists", "POST", Rooms, R"({"roomId":"3XX","creatorUsername":"bob"})", 409,
        R"({"code":"room.conflict","message":"Room with '3XX' already exists"})");
    row("create, nothing given", "POST", Rooms, "{}", 400,
        validationBody({ "roomId should not be empty", "creatorUsername should not be empty" }));
    row("create, one missing", "POST", Rooms, R"({"roomId":"new","creatorUsername":""})", 400,
        validationBody({ "creatorUsername should not be empty" }));
    row("create, other rules", "POST", Rooms,
        R"({"roomId":5,"creatorUsername":")" + QByteArray(129, 'x') + R"(\n"})", 400,
        validationBody({ "roomId must be a string",
                         "creatorUsername must be shorter than or equal to 128 characters",
                         "creatorUsername must not contain control characters" }));
    row("create, longest in code points", "POST", Rooms,
        R"({"roomId":")" + QByteArray("\xf0\x9f\x98\x80").repeated(128) + R"(","creatorUsername":"z"})", 201,
        roomBody(QByteArray("\xf0\x9f\x98\x80").repeated(128), "z"));
    row("create, empty body", "POST", Rooms, "", 400,
        badRequestBody("The body is empty: a JSON object is expected at position 0"));
    row("create, no JSON", "POST", Rooms, "roomId=3XX", 400, notJsonBody("roomId=3XX"));
    row("create, array", "POST", Rooms, "[]", 400,
        badRequestBody("The body is not a JSON object: an array starts at position 0"));
    row("create, final slash", "POST", Rooms + '/', R"({"roomId":"new","creatorUsername":"z"})", 201,
        roomBody("new", "z"));
}

void addRoomRows()
{
    const QByteArray ownRoomBody = roomBody("3XX", "ann", 1, 3);
    get("list", Rooms, 200, R"({"items":[)" + ownRoomBody + R"(],"total":1,"nextCursor":null})");
    get("list, none found", Rooms + "?search=zzz", 200, R"({"items":[],"total":0,"nextCursor":null})");
    get("list, unknown parameter", Rooms + "?color=red", 200,
        R"({"items":[)" + ownRoomBody + R"(],"total":1,"nextCursor":null})");
    get("list, bad sort", Rooms + "?sort=color", 400,
        badRequestBody("sort must be one of createdAt, roomId, lastActivityAt, participants, messages"));
    get("list, bad order", Rooms + "?order=up", 400, badRequestBody("order must be one of asc, desc"));
    get("list, bad limit", Rooms + "?limit=1001", 400,
        badRequestBody("limit must be a number from 1 to 1000"));
    get("list, bad cursor", Rooms + "?cursor=x", 400,
        badRequestBody("cursor must be a nextCursor that was given for the same sort and order"));
    get("room-info", Rooms + "/room-info", 200, '[' + ownRoomBody + ']');
    get("show", OwnRoom, 200, ownRoomBody);
    get("show, final slash", OwnRoom + '/', 200, ownRoomBody);
    get("show, query ignored", OwnRoom + "?x=1", 200, ownRoomBody);
    get("show, escaped", Rooms + "/%33XX", 200, ownRoomBody);
    get("show, unknown", Rooms + "/none", 404, UnknownRoomBody);
    get("show, bad escape", Rooms + "/%ZZ", 400, badRequestBody("Failed to decode param '%ZZ'"));
    get("show, no UTF-8", Rooms + "/%FF", 400, badRequestBody("Failed to decode param '%FF'"));
    get("show, other case", Rooms + "/3xx", 404,
        R"({"code":"room.not-found","message":"Room with '3xx' not found"})");
    get("show, quotes", Rooms + "/%22", 404,
        R"({"code":"room.not-found","message":"Room with '\"' not found"})");
    row("close", "DELETE", OwnRoom, {}, 204, {});
    row("close, unknown", "DELETE", Rooms + "/none", {}, 404, UnknownRoomBody);
    row("close, called room-info", "DELETE", Rooms + "/room-info", {}, 404,
        R"({"code":"room.not-found","message":"Room with 'room-info' not found"})");
}

void addHistoryRows()
{
    get("history", Messages, 200, messagesBody(1, 3));
    get("history, window", Messages + "?fromIndex=2&toIndex=3", 200, messagesBody(2, 3));
    get("history, from", Messages + "?fromIndex=3", 200, messagesBody(3, 3));
    get("history, to", Messages + "?toIndex=1", 200, messagesBody(1, 1));
    get("history, window beyond", Messages + "?fromIndex=4&toIndex=9", 200, "[]");
    get("history, newest", Messages + "?limit=1", 200, messagesBody(3, 3));
    get("history, after", Messages + "?after=1&limit=1", 200, messagesBody(2, 2));
    get("history, before", Messages + "?before=3&limit=1", 200, messagesBody(2, 2));
    get("history, before and after", Messages + "?after=1&before=3", 200, messagesBody(2, 2));
    get("history, nothing between", Messages + "?after=3&before=1", 200, "[]");
    get("history, before the first", Messages + "?before=1", 200, "[]");
    get("history, largest numbers", Messages + "?after=9007199254740991&before=9007199254740991", 200, "[]");
    get("history, unknown room", Rooms + "/none/messages", 403, ForbiddenBody);
    get("history, not a number", Messages + "?fromIndex=abc", 400,
        badRequestBody("Validation failed (numeric string is expected)"));
    get("history, not positive", Messages + "?fromIndex=0", 400,
        R"({"code":"req-params.validation","message":)"
        R"("Invalid parameters, 'fromIndex' and 'toIndex' must be positive"})");
    get("history, wrong order", Messages + "?fromIndex=3&toIndex=2", 400,
        R"({"code":"req-params.validation","message":)"
        R"("Invalid parameters, 'toIndex' must no not be less than 'fromIndex'"})");
    get("history, parameters before the room", Rooms + "/none/messages?limit=0", 400,
        badRequestBody("limit must be a number from 1 to 5000"));
}

void addPostRows()
{
    row("post", "POST", Messages, R"({"username":"bob","content":"hi"})", 201,
        R"({"order":4,"username":"bob","content":"hi","createdAt":"<time>"})");
    row("post, nothing given", "POST", Messages, "{}", 400,
        validationBody({ "username should not be empty", "content should not be empty" }));
    row("post, other rules", "POST", Messages, R"({"username":"bob","content":7,"clientMessageId":""})", 400,
        validationBody({ "content must be a string", "clientMessageId should not be empty" }));
    row("post, no JSON", "POST", Messages, "{", 400, notJsonBody("{"));
    row("post, unknown room", "POST", Rooms + "/none/messages", R"({"username":"bob","content":"hi"})", 404,
        UnknownRoomBody);
}

void addParticipantRows()
{
    get("participants", Participants, 200,
        R"([{"roomId":"3XX","username":"bob","connected":true,"socketId":"socket/1","joinedAt":"<time>",)"
        R"("avatar":"b.png"}])");
    get("participants, unknown room", Rooms + "/none/participants", 404, UnknownRoomBody);
    row("kick", "DELETE", Participants + "/socket%2F1", {}, 204, {});
    row("kick, unknown", "DELETE", Participants + "/socket", {}, 404,
        R"({"code":"participant.not-found","message":"Participant with 'socket' not found"})");
    row("kick, unknown room", "DELETE", Rooms + "/none/participants/x", {}, 404, UnknownRoomBody);
    row("kick, reason too long", "DELETE", Participants + "/x?reason=" + QByteArray(257, 'x'), {}, 400,
        badRequestBody("reason must be shorter than or equal to 256 characters"));
}

void addRouteRows()
{
    get("unknown route", "/x?q=1", 404, describedBody(404, "Cannot GET /x?q=1", "Not Found"));
    get("root", "/", 404, describedBody(404, "Cannot GET /", "Not Found"));
    get("base", "/api/v1", 404, describedBody(404, "Cannot GET /api/v1", "Not Found"));
    get("empty room id", Rooms + "//messages", 404,
        describedBody(404, "Cannot GET /api/v1/rooms//messages", "Not Found"));
    get("target is shown as sent", "/%7Ex/%2F?a=%20&b=<>\"", 404,
        describedBody(404, R"(Cannot GET /%7Ex/%2F?a=%20&b=<>\")", "Not Found"));
    row("unknown route, other method", "BREW", "/pot", {}, 404,
        describedBody(404, "Cannot BREW /pot", "Not Found"));
    row("other method", "PUT", OwnRoom, {}, 405,
        describedBody(405, "Cannot PUT /api/v1/rooms/3XX", "Method Not Allowed"),
        "GET, HEAD, DELETE, OPTIONS");
    row("other method, query shown", "PATCH", Rooms + "?a=b", {}, 405,
        describedBody(405, "Cannot PATCH /api/v1/rooms?a=b", "Method Not Allowed"),
        "GET, HEAD, POST, OPTIONS");
    row("other method, history", "DELETE", Messages, {}, 405,
        describedBody(405, "Cannot DELETE /api/v1/rooms/3XX/messages", "Method Not Allowed"),
        "GET, HEAD, POST, OPTIONS");
    row("other method, one participant", "GET", Participants + "/x", {}, 405,
        describedBody(405, "Cannot GET /api/v1/rooms/3XX/participants/x", "Method Not Allowed"),
        "DELETE, OPTIONS");
    row("other method, stats", "POST", "/api/v1/stats", "{}", 405,
        describedBody(405, "Cannot POST /api/v1/stats", "Method Not Allowed"), "GET, HEAD, OPTIONS");
}

} // namespace

/// Every test finds a room `3XX` by `ann` with three messages and a participant.
class TestRestServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void requestsAreAnsweredToTheByte_data();
    void requestsAreAnsweredToTheByte();
    void contentTypeOfARequestDoesNotMatter();
    void newRoomHasALocation();
    void anyRoomIdRoundTrips_data();
    void anyRoomIdRoundTrips();
    void closedRoomIsGone();
    void closedRoomMayBeOpenedAgain();
    void roomsArePaged();
    void roomInfoListsInOrderOfCreation();
    void historyIsWalkedForwards();
    void historyIsWalkedBackwards();
    void historyTellsItsTotal();
    void noAnswerHoldsMoreThanFiveThousand();
    void postedMessageIsStoredAndHeard();
    void postedMessageKeepsExtrasAndTime();
    void repeatedPostStoresNothing();
    void participantsAreListed();
    void kickedParticipantIsTold_data();
    void kickedParticipantIsTold();
    void statsCountEverything();
    void headIsGetWithoutItsBody_data();
    void headIsGetWithoutItsBody();
    void allowedOriginsMayReadEveryAnswer_data();
    void allowedOriginsMayReadEveryAnswer();
    void otherOriginsMayNot();
    void preflightsAreAnswered();
    void preflightEchoesFieldNamesAlone();
    void plainOptionsTellTheMethods();
    void failingStoreIsUnavailable();
    void serverMayEndWithRequestsUnderWay();
    void clientMayLeaveWithARequestUnderWay();

private:
    std::unique_ptr<RestFixture> m_fixture;
    std::unique_ptr<HttpClient> m_client;
};

void TestRestServer::init()
{
    m_fixture = std::make_unique<RestFixture>();
    m_fixture->createRoom(u"3XX"_s, u"ann"_s);
    m_fixture->postMessages(u"3XX"_s, u"ann"_s, 3);
    m_fixture->join(u"3XX"_s, u"bob"_s, u"socket/1"_s, { { u"avatar"_s, u"b.png"_s } });
    m_client = std::make_unique<HttpClient>(m_fixture->port());
}

void TestRestServer::cleanup()
{
    m_client.reset();
    m_fixture.reset();
}

void TestRestServer::requestsAreAnsweredToTheByte_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("allow");

    addCreateRows();
    addRoomRows();
    addHistoryRows();
    addPostRows();
    addParticipantRows();
    addRouteRows();
}

void TestRestServer::requestsAreAnsweredToTheByte()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, sent);
    const HttpClient::Response response = m_client->request(method, target, sent);
    QTEST(timeless(response.body), "body");
    QTEST(response.status, "status");
    QTEST(response.field("Allow"), "allow");
    QCOMPARE(response.field("Content-Type"),
             response.body.isEmpty() ? QByteArray() : "application/json; charset=utf-8"_ba);
    QCOMPARE(response.field("Cache-Control"), "no-store"_ba);
    QVERIFY(response.field("Access-Control-Allow-Origin").isNull());
    QVERIFY(m_client->surplus().isEmpty());
}

void TestRestServer::contentTypeOfARequestDoesNotMatter()
{
    for (const char *type :
         { "application/x-www-form-urlencoded", "text/plain", "application/json; charset=latin1" }) {
        const QByteArray roomId = QByteArray("room of ") + type;
        const QByteArray body = R"({"roomId":")" + roomId + R"(","creatorUsername":"ann"})";
        const HttpClient::Response response
            = m_client->request("POST", "/api/v1/rooms", body, { { "Content-Type", type } });
        QCOMPARE(timeless(response.body), roomBody(roomId, "ann"));
    }
}

void TestRestServer::newRoomHasALocation()
{
    const HttpClient::Response created
        = m_client->request("POST", "/api/v1/rooms", R"({"roomId":"new one","creatorUsername":"ann"})");
    QCOMPARE(created.field("Location"), "/api/v1/rooms/new%20one"_ba);
    QCOMPARE(m_client->get(created.field("Location")).body, created.body);
}

void TestRestServer::anyRoomIdRoundTrips_data()
{
    QTest::addColumn<QString>("roomId");

    QTest::newRow("slash") << u"a/b"_s;
    QTest::newRow("only slashes") << u"//"_s;
    QTest::newRow("percent") << u"100%"_s;
    QTest::newRow("an escape as text") << u"%2F%zz"_s;
    QTest::newRow("space and plus") << u" a + b "_s;
    QTest::newRow("query and fragment") << u"a?b=c&d#e"_s;
    QTest::newRow("quotes and backslashes") << u"\"a\\b'"_s;
    QTest::newRow("angle brackets") << u"<a>; rel=\"next\""_s;
    QTest::newRow("accents") << u"\u00e9 e\u0301"_s;
    QTest::newRow("emoji") << u"\U0001f469\u200d\U0001f4bb"_s;
    QTest::newRow("right to left") << u"\u05d0\u0627"_s;
    QTest::newRow("last code point") << u"\U0010ffff"_s;
    QTest::newRow("route's name") << u"room-info"_s;
    QTest::newRow("braces") << u"{roomId}"_s;
}

void TestRestServer::anyRoomIdRoundTrips()
{
    QFETCH(QString, roomId);
    const QByteArray body
        = QJsonDocument(QJsonObject { { u"roomId"_s, roomId }, { u"creatorUsername"_s, u"ann"_s } }).toJson();
    const HttpClient::Response created = m_client->request("POST", "/api/v1/rooms", body);
    QCOMPARE(created.status, 201);
    const QByteArray location = created.field("Location");

    const HttpClient::Response shown = m_client->get(location);
    QCOMPARE(shown.status, 200);
    QCOMPARE(QJsonDocument::fromJson(shown.body)[u"roomId"].toString(), roomId);

    const HttpClient::Response posted
        = m_client->request("POST", location + "/messages", R"({"username":"ann","content":"hi"})");
    QCOMPARE(posted.status, 201);
    QCOMPARE(m_client->get(location + "/messages").body, '[' + posted.body + ']');
    const HttpClient::Response page = m_client->get(location + "/messages?after=1");
    QCOMPARE(m_client->get(linkOf(page, "prev")).body, '[' + posted.body + ']');
    QCOMPARE(m_client->get(location + "/participants").body, "[]"_ba);

    QCOMPARE(m_client->request("DELETE", location).status, 204);
    QCOMPARE(m_client->get(location).status, 404);
}

void TestRestServer::closedRoomIsGone()
{
    QCOMPARE(m_client->request("DELETE", "/api/v1/rooms/3XX").status, 204);
    const QByteArray gone = R"({"code":"room.not-found","message":"Room with '3XX' not found"})";
    QCOMPARE(m_client->get("/api/v1/rooms/3XX").body, gone);
    QCOMPARE(m_client->get("/api/v1/rooms/3XX/participants").body, gone);
    QCOMPARE(m_client->get("/api/v1/rooms/3XX/messages").body, ForbiddenBody);
    QCOMPARE(m_client->request("DELETE", "/api/v1/rooms/3XX").body, gone);
    QCOMPARE(
        m_client->request("POST", "/api/v1/rooms/3XX/messages", R"({"username":"ann","content":"hi"})").body,
        gone);
    QCOMPARE(m_client->get("/api/v1/rooms/room-info").body, "[]"_ba);
}

void TestRestServer::closedRoomMayBeOpenedAgain()
{
    m_client->request("DELETE", "/api/v1/rooms/3XX");
    const QByteArray body = R"({"roomId":"3XX","creatorUsername":"eve"})";
    QCOMPARE(timeless(m_client->request("POST", "/api/v1/rooms", body).body), roomBody("3XX", "eve"));
    QCOMPARE(m_client->get("/api/v1/rooms/3XX/messages").body, "[]"_ba);
}

void TestRestServer::roomsArePaged()
{
    for (int i = 0; i < 9; ++i)
        m_fixture->createRoom(u"room %1"_s.arg(i), u"eve"_s);
    QStringList ids;
    QByteArray target = "/api/v1/rooms?sort=roomId&order=desc&search=eve&limit=4";
    for (int size : { 4, 4, 1 }) {
        const QJsonDocument page = QJsonDocument::fromJson(m_client->get(target).body);
        QCOMPARE(page[u"total"].toInt(), 9);
        const QJsonArray items = page[u"items"].toArray();
        QCOMPARE(items.size(), size);
        for (const QJsonValue item : items)
            ids += item[u"roomId"].toString();
        target = "/api/v1/rooms?sort=roomId&order=desc&search=eve&limit=4&cursor="
            + page[u"nextCursor"].toString().toLatin1();
        QCOMPARE(page[u"nextCursor"].isNull(), size == 1);
    }
    QCOMPARE(ids.first(), u"room 8"_s);
    QCOMPARE(ids.last(), u"room 0"_s);
    QCOMPARE(ids.removeDuplicates(), 0);
}

void TestRestServer::roomInfoListsInOrderOfCreation()
{
    m_fixture->createRoom(u"zzz"_s, u"ann"_s);
    m_fixture->createRoom(u"aaa"_s, u"ann"_s);
    QCOMPARE(timeless(m_client->get("/api/v1/rooms/room-info").body),
             '[' + roomBody("3XX", "ann", 1, 3) + ',' + roomBody("zzz", "ann") + ',' + roomBody("aaa", "ann")
                 + ']');
}

void TestRestServer::historyIsWalkedForwards()
{
    m_fixture->createRoom(u"long one"_s, u"ann"_s);
    m_fixture->postMessages(u"long one"_s, u"ann"_s, 45);
    QByteArray target = "/api/v1/rooms/long%20one/messages?after=0&limit=20";
    QList<int> orders;
    for (int size : { 20, 20, 5 }) {
        const HttpClient::Response page = m_client->get(target);
        const QList<int> part = ordersOf(page.body);
        QCOMPARE(part.size(), size);
        orders += part;
        target = linkOf(page, "next");
        QCOMPARE(target.isNull(), size == 5);
    }
    for (int i = 0; i < 45; ++i)
        QCOMPARE(orders[i], i + 1);
}

void TestRestServer::historyIsWalkedBackwards()
{
    m_fixture->createRoom(u"long"_s, u"ann"_s);
    m_fixture->postMessages(u"long"_s, u"ann"_s, 45);
    const HttpClient::Response newest = m_client->get("/api/v1/rooms/long/messages?limit=20");
    QCOMPARE(newest.field("Link"), R"(</api/v1/rooms/long/messages?before=26&limit=20>; rel="prev")"_ba);
    const HttpClient::Response middle = m_client->get(linkOf(newest, "prev"));
    QCOMPARE(middle.field("Link"),
             R"(</api/v1/rooms/long/messages?after=25&limit=20>; rel="next", )"
             R"(</api/v1/rooms/long/messages?before=6&limit=20>; rel="prev")"_ba);
    const HttpClient::Response oldest = m_client->get(linkOf(middle, "prev"));
    QVERIFY(linkOf(oldest, "prev").isNull());
    QList<int> orders = ordersOf(oldest.body) + ordersOf(middle.body) + ordersOf(newest.body);
    QCOMPARE(orders.size(), 45);
    for (int i = 0; i < 45; ++i)
        QCOMPARE(orders[i], i + 1);
}

void TestRestServer::historyTellsItsTotal()
{
    for (const char *query : { "", "?limit=1", "?fromIndex=3", "?after=100", "?before=1" }) {
        const HttpClient::Response response
            = m_client->get(QByteArray("/api/v1/rooms/3XX/messages") + query);
        QCOMPARE(response.field("X-Total-Count"), "3"_ba);
    }
    QVERIFY(m_client->get("/api/v1/rooms/3XX/messages").field("Link").isNull());
    m_fixture->createRoom(u"empty"_s, u"ann"_s);
    const HttpClient::Response empty = m_client->get("/api/v1/rooms/empty/messages");
    QCOMPARE(empty.body, "[]"_ba);
    QCOMPARE(empty.field("X-Total-Count"), "0"_ba);
    QVERIFY(empty.field("Link").isNull());
}

void TestRestServer::noAnswerHoldsMoreThanFiveThousand()
{
    m_fixture->createRoom(u"huge"_s, u"ann"_s);
    m_fixture->postMessages(u"huge"_s, u"ann"_s, 5100);
    const QByteArray target = "/api/v1/rooms/huge/messages";
    const auto ends = [this, &target](const QByteArray &query) {
        const QList<int> orders = ordersOf(m_client->get(target + query).body);
        return orders.isEmpty() ? QList<int>() : QList<int> { orders.first(), orders.last() };
    };
    QCOMPARE(ends(""), QList<int>({ 4101, 5100 }));
    QCOMPARE(ends("?fromIndex=1"), QList<int>({ 1, 5000 }));
    QCOMPARE(ends("?fromIndex=1&toIndex=5100"), QList<int>({ 1, 5000 }));
    QCOMPARE(ends("?toIndex=5100"), QList<int>({ 101, 5100 }));
    QCOMPARE(ends("?limit=5000"), QList<int>({ 101, 5100 }));
    QCOMPARE(m_client->get(target + "?fromIndex=1").field("Link"),
             R"(</api/v1/rooms/huge/messages?after=5000&limit=5000>; rel="next")"_ba);
}

void TestRestServer::postedMessageIsStoredAndHeard()
{
    QByteArrayList heard;
    connect(&m_fixture->rooms(), &RoomLink::received, this, [&heard](const RoomEvent &event) {
        if (const auto *exchange = std::get_if<ExchangeEvent>(&event))
            heard += exchange->data;
    });
    const HttpClient::Response posted = m_client->request("POST", "/api/v1/rooms/3XX/messages",
                                                          R"({"username":"eve","content":"caf\u00e9"})");
    QCOMPARE(posted.status, 201);
    QCOMPARE(timeless(posted.body),
             R"({"order":4,"username":"eve","content":"café","createdAt":"<time>"})"_ba);
    QCOMPARE(m_client->get("/api/v1/rooms/3XX/messages?after=3").body, '[' + posted.body + ']');
    QCOMPARE(heard.size(), 1);
    const QJsonObject event = QJsonDocument::fromJson(heard.first()).object();
    QCOMPARE(event[u"roomId"_s], u"3XX"_s);
    QCOMPARE(event[u"order"_s], 4);
    QCOMPARE(event[u"content"_s], u"caf\u00e9"_s);
    // Who posts over REST does not become a participant.
    QCOMPARE(QJsonDocument::fromJson(m_client->get("/api/v1/rooms/3XX/participants").body).array().size(), 1);
}

void TestRestServer::postedMessageKeepsExtrasAndTime()
{
    const HttpClient::Response posted = m_client->request(
        "POST", "/api/v1/rooms/3XX/messages",
        R"({"username":"eve","content":"hi","createdAt":"2020-01-01T02:00:00+02:00","order":99,)"
        R"("mood":{"a":[1,2.5]}})");
    QCOMPARE(posted.body,
             R"({"order":4,"username":"eve","content":"hi","createdAt":"2020-01-01T00:00:00.000Z",)"
             R"("mood":{"a":[1,2.5]}})"_ba);
}

void TestRestServer::repeatedPostStoresNothing()
{
    const QByteArray target = "/api/v1/rooms/3XX/messages";
    const QByteArray body = R"({"username":"eve","content":"once","clientMessageId":"m-1"})";
    const HttpClient::Response first = m_client->request("POST", target, body);
    QCOMPARE(first.status, 201);
    QVERIFY(first.body.endsWith(R"(,"clientMessageId":"m-1"})"));
    const HttpClient::Response second = m_client->request("POST", target, body);
    QCOMPARE(second.status, 200);
    QCOMPARE(second.body, first.body);
    const HttpClient::Response third =
        m_client->request("POST", target, R"({"username":"bob","content":"other","clientMessageId":"m-1"})");
    QCOMPARE(third.status, 200);
    QCOMPARE(third.body, first.body);
    QCOMPARE(m_client->get(target).field("X-Total-Count"), "4"_ba);
}

void TestRestServer::participantsAreListed()
{
    m_fixture->join(u"3XX"_s, u"eve"_s, u"socket/2"_s);
    QCOMPARE(timeless(m_client->get("/api/v1/rooms/3XX/participants").body),
             R"([{"roomId":"3XX","username":"bob","connected":true,"socketId":"socket/1",)"
             R"("joinedAt":"<time>","avatar":"b.png"},)"
             R"({"roomId":"3XX","username":"eve","connected":true,"socketId":"socket/2",)"
             R"("joinedAt":"<time>"}])"_ba);
    QCOMPARE(timeless(m_client->get("/api/v1/rooms/3XX").body), roomBody("3XX", "ann", 2, 3));
}

void TestRestServer::kickedParticipantIsTold_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("reason");

    QTest::newRow("without a reason") << ""_ba << "removed by an administrator"_ba;
    QTest::newRow("with an empty one") << "?reason="_ba << "removed by an administrator"_ba;
    QTest::newRow("with one") << "?reason=too+loud%21"_ba << "too loud!"_ba;
}

void TestRestServer::kickedParticipantIsTold()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, reason);
    QList<DirectEvent> told;
    connect(&m_fixture->rooms(), &RoomLink::received, this, [&told](const RoomEvent &event) {
        if (const auto *direct = std::get_if<DirectEvent>(&event))
            told += *direct;
    });
    QCOMPARE(m_client->request("DELETE", "/api/v1/rooms/3XX/participants/socket%2F1" + query).status, 204);
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.first().nameJson, R"("kicked")"_ba);
    QCOMPARE(told.first().data, R"({"roomId":"3XX","reason":")" + reason + R"("})");
    QCOMPARE(timeless(m_client->get("/api/v1/rooms/3XX").body), roomBody("3XX", "ann", 0, 3));
}

void TestRestServer::statsCountEverything()
{
    static const QRegularExpression uptime(uR"("uptime":\d+,)"_s);
    const HttpClient::Response response = m_client->get("/api/v1/stats");
    QCOMPARE(response.status, 200);
    QCOMPARE(QString::fromUtf8(response.body).replace(uptime, u"\"uptime\":0,"_s),
             QStringLiteral(R"({"version":"%1","uptime":0,)"
                            R"("connections":{"total":6,"http":1,"socketIo":2,"plainWebSocket":3},)"
                            R"("rooms":1,"participants":1,"messages":{"stored":3,"posted":3},)"
                            R"("rates":{"messagesPerSecond":0}})")
                 .arg(QStringLiteral(PARLOR_VERSION)));
}

void TestRestServer::headIsGetWithoutItsBody_data()
{
    QTest::addColumn<QByteArray>("target");

    QTest::newRow("room") << "/api/v1/rooms/3XX"_ba;
    QTest::newRow("rooms") << "/api/v1/rooms"_ba;
    QTest::newRow("room-info") << "/api/v1/rooms/room-info"_ba;
    QTest::newRow("history") << "/api/v1/rooms/3XX/messages?limit=1"_ba;
    QTest::newRow("participants") << "/api/v1/rooms/3XX/participants"_ba;
    QTest::newRow("unknown room") << "/api/v1/rooms/none"_ba;
    QTest::newRow("bad parameter") << "/api/v1/rooms/3XX/messages?limit=0"_ba;
}

void TestRestServer::headIsGetWithoutItsBody()
{
    QFETCH(QByteArray, target);
    const HttpClient::Response head = m_client->request("HEAD", target);
    const HttpClient::Response get = m_client->get(target);
    QVERIFY(get.status != 0);
    QVERIFY(!get.body.isEmpty());
    QCOMPARE(head.status, get.status);
    for (const char *name : { "Content-Length", "Content-Type", "X-Total-Count", "Link" })
        QCOMPARE(head.field(name), get.field(name));
}

void TestRestServer::allowedOriginsMayReadEveryAnswer_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");

    QTest::newRow("200") << "GET"_ba << "/api/v1/rooms"_ba << 200;
    QTest::newRow("204") << "DELETE"_ba << "/api/v1/rooms/3XX"_ba << 204;
    QTest::newRow("400") << "POST"_ba << "/api/v1/rooms"_ba << 400;
    QTest::newRow("403") << "GET"_ba << "/api/v1/rooms/none/messages"_ba << 403;
    QTest::newRow("404, room") << "GET"_ba << "/api/v1/rooms/none"_ba << 404;
    QTest::newRow("404, route") << "GET"_ba << "/x"_ba << 404;
    QTest::newRow("405") << "PUT"_ba << "/api/v1/rooms"_ba << 405;
    QTest::newRow("plain OPTIONS") << "OPTIONS"_ba << "/api/v1/rooms"_ba << 204;
}

void TestRestServer::allowedOriginsMayReadEveryAnswer()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    const HttpClient::Response response
        = m_client->request(method, target, {}, { { "Origin", "http://localhost:4200" } });
    QTEST(response.status, "status");
    QCOMPARE(response.field("Access-Control-Allow-Origin"), "http://localhost:4200"_ba);
    QCOMPARE(response.field("Access-Control-Allow-Credentials"), "true"_ba);
    QCOMPARE(response.field("Access-Control-Expose-Headers"), "Location, Link, X-Total-Count, X-Request-Id"_ba);
    QCOMPARE(response.field("Vary"), "Origin"_ba);
}

void TestRestServer::otherOriginsMayNot()
{
    const QList<HttpClient::Field> fields
        = { { "Origin", "https://evil.example" }, { "Access-Control-Request-Method", "DELETE" } };
    for (const char *method : { "GET", "OPTIONS" }) {
        const HttpClient::Response response = m_client->request(method, "/api/v1/rooms", {}, fields);
        QVERIFY(response.status != 0);
        for (const HttpClient::Field &field : response.fields)
            QVERIFY2(!field.name.startsWith("Access-Control"), field.name.constData());
    }
}

void TestRestServer::preflightsAreAnswered()
{
    for (const char *target : { "/api/v1/rooms/3XX", "/nowhere" }) {
        const HttpClient::Response response
            = m_client->request("OPTIONS", target, {},
                                { { "Origin", "http://127.0.0.1:8080" },
                                  { "Access-Control-Request-Method", "DELETE" },
                                  { "Access-Control-Request-Headers", "authorization, x-custom" } });
        QCOMPARE(response.status, 204);
        QCOMPARE(response.field("Access-Control-Allow-Origin"), "http://127.0.0.1:8080"_ba);
        QCOMPARE(response.field("Access-Control-Allow-Credentials"), "true"_ba);
        QCOMPARE(response.field("Access-Control-Allow-Methods"), "GET, HEAD, POST, PUT, PATCH, DELETE"_ba);
        QCOMPARE(response.field("Access-Control-Allow-Headers"), "authorization, x-custom"_ba);
        QCOMPARE(response.field("Access-Control-Max-Age"), "600"_ba);
    }
    QCOMPARE(m_client->get("/api/v1/rooms/3XX").status, 200);
}

void TestRestServer::preflightEchoesFieldNamesAlone()
{
    const HttpClient::Response response
        = m_client->request("OPTIONS", "/api/v1/rooms", {},
                            { { "Origin", "http://localhost" },
                              { "Access-Control-Request-Method", "GET" },
                              { "Access-Control-Request-Headers", "x-a:b" } });
    QCOMPARE(response.status, 204);
    QVERIFY(response.field("Access-Control-Allow-Headers").isNull());
}

void TestRestServer::plainOptionsTellTheMethods()
{
    const HttpClient::Response response = m_client->request("OPTIONS", "/api/v1/rooms/3XX");
    QCOMPARE(response.status, 204);
    QCOMPARE(response.field("Allow"), "GET, HEAD, DELETE, OPTIONS"_ba);
    QVERIFY(response.field("Access-Control-Allow-Methods").isNull());
    QCOMPARE(m_client->request("OPTIONS", "/x").status, 404);
}

void TestRestServer::failingStoreIsUnavailable()
{
    m_fixture->store().fail(FailingRoomStore::Call::Append);
    const QByteArray body = R"({"username":"eve","content":"hi"})";
    const HttpClient::Response refused = m_client->request("POST", "/api/v1/rooms/3XX/messages", body);
    QCOMPARE(refused.status, 503);
    QCOMPARE(refused.body, describedBody(503, "The storage is unavailable", "Service Unavailable"));
    QCOMPARE(refused.field("Retry-After"), "1"_ba);
    m_fixture->store().recover();
    QCOMPARE(m_client->request("POST", "/api/v1/rooms/3XX/messages", body).status, 201);
}

void TestRestServer::serverMayEndWithRequestsUnderWay()
{
    m_fixture->store().hold();
    m_client->send("GET", "/api/v1/rooms/3XX/messages");
    HttpClient stats(m_fixture->port());
    QCOMPARE(stats.get("/api/v1/stats").status, 200);
    QTRY_COMPARE(m_fixture->store().heldCount(), 1);
    m_fixture->destroyServer();
    m_fixture->store().release();
    QTRY_COMPARE(m_client->socket().state(), QAbstractSocket::UnconnectedState);
}

void TestRestServer::clientMayLeaveWithARequestUnderWay()
{
    m_fixture->store().hold();
    m_client->send("GET", "/api/v1/rooms/3XX/messages");
    QTRY_COMPARE(m_fixture->store().heldCount(), 1);
    m_client->socket().abort();
    HttpClient other(m_fixture->port());
    QCOMPARE(other.get("/api/v1/rooms/3XX").status, 200);
    m_fixture->store().release();
    QCOMPARE(other.get("/api/v1/rooms/3XX/messages").status, 200);
}

QTEST_GUILESS_MAIN(TestRestServer)
#include "TestRestServer.moc"
