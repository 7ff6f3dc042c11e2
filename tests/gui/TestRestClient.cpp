// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeServer.h"
#include "api/CurlLine.h"
#include "api/RestClient.h"

#include <QSignalSpy>
#include <QTest>

using namespace parlor;
using namespace parlor::admin;
using namespace Qt::StringLiterals;

namespace {

const Room SomeRoom{ u"3XX"_s, u"Alice"_s, 1769860800000, 2, 40, 1769860800001 };

template <typename T>
RestClient::Done<T> into(std::optional<ApiResult<T>> &result)
{
    return [&result](const ApiResult<T> &value) { result = value; };
}

} // namespace

class TestRestClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksAsTheContractSays();
    void readsAPageOfRooms();
    void roomCalledAsTheListIsFoundInTheList();
    void largeAnswersArriveToo();
    void refusalsAreToldInTheServersWords();
    void strangersAreNotTakenForAServer_data();
    void strangersAreNotTakenForAServer();
    void contextThatIsGoneHearsNothing();
    void actionsAreTold();
    void curlLinesAreSafeToPaste_data();
    void curlLinesAreSafeToPaste();
    void tokenIsNotInCurlLines();
};

void TestRestClient::asksAsTheContractSays()
{
    FakeTransport transport;
    RestClient client(transport);
    const auto ignore = [](const auto &) {};
    client.createRoom(u"a/b c"_s, u"Ann"_s, this, ignore);
    client.closeRoom(u"a/b %"_s, this, ignore);
    client.post(u"x"_s, u"Ann"_s, u"hi"_s, this, ignore);
    client.kick(u"x"_s, { u"Bob"_s, u"s 1"_s, true, 0, {} }, u"too & loud"_s, this, ignore);
    client.readHistory(u"x"_s, { .before = 12, .limit = 7 }, this, ignore);

    const FakeCall *create = transport.take("/rooms");
    QCOMPARE(create->request.method, "POST"_ba);
    QCOMPARE(create->request.body, R"({"creatorUsername":"Ann","roomId":"a/b c"})"_ba);
    QCOMPARE(transport.take("/rooms/a%2Fb%20%25")->request.method, "DELETE"_ba);
    QCOMPARE(transport.take("/rooms/x/messages")->request.body, R"({"content":"hi","username":"Ann"})"_ba);
    QCOMPARE(transport.take("/rooms/x/participants/s%201")->request.query, "reason=too%20%26%20loud"_ba);
    QCOMPARE(transport.take("/rooms/x/messages")->request.query, "limit=7&before=12"_ba);
}

void TestRestClient::readsAPageOfRooms()
{
    FakeTransport transport;
    RestClient client(transport);
    std::optional<ApiResult<RoomListPage>> result;
    client.listRooms({}, 10, this, into(result));
    transport.take("/rooms")->answer(
        200, "{\"items\":[" + SomeRoom.toJson() + "],\"total\":5,\"nextCursor\":\"abc\"}");
    QVERIFY(result && *result);
    QCOMPARE((*result)->rooms.first().toJson(), SomeRoom.toJson());
    QCOMPARE((*result)->total, 5);
    QCOMPARE((*result)->nextCursor, "abc"_ba);
}

void TestRestClient::roomCalledAsTheListIsFoundInTheList()
{
    FakeTransport transport;
    RestClient client(transport);
    std::optional<ApiResult<Room>> result;
    client.findRoom(u"room-info"_s, this, into(result));
    Room wanted = SomeRoom;
    wanted.roomId = u"room-info"_s;
    transport.take("/rooms/room-info")->answer(200, '[' + SomeRoom.toJson() + ',' + wanted.toJson() + ']');
    QVERIFY(result && *result);
    QCOMPARE((*result)->roomId, u"room-info"_s);
}

void TestRestClient::largeAnswersArriveToo()
{
    FakeTransport transport;
    RestClient client(transport);
    std::optional<ApiResult<RoomListPage>> result;
    client.listRooms({}, 1000, this, into(result));
    QByteArrayList rooms(1000, SomeRoom.toJson());
    transport.take("/rooms")->answer(200, "{\"items\":[" + rooms.join(',') + "],\"total\":1000,\"nextCursor\":null}");
    QVERIFY(!result);
    QTRY_VERIFY(result && *result);
    QCOMPARE((*result)->rooms.size(), 1000);
    QVERIFY((*result)->nextCursor.isEmpty());
}

void TestRestClient::refusalsAreToldInTheServersWords()
{
    FakeTransport transport;
    RestClient client(transport);
    std::optional<ApiResult<Room>> result;
    client.createRoom(u"3XX"_s, u"Ann"_s, this, into(result));
    const Error conflict = Error::roomConflict(u"3XX"_s);
    transport.take("/rooms")->answer(httpStatus(conflict), toRestBody(conflict));
    QVERIFY(result && !*result);
    QVERIFY(result->error().is(Error::Kind::RoomConflict));
    QCOMPARE(result->error().text, u"Room with '3XX' already exists"_s);

    client.createRoom(u"3XX"_s, u"Ann"_s, this, into(result));
    transport.take("/rooms")->answer(401, toRestBody(Error::of(Error::Kind::Unauthorized)));
    QVERIFY(result->error().is(Error::Kind::Unauthorized));
    QVERIFY(result->error().text.contains(u"token"_s));
}

void TestRestClient::strangersAreNotTakenForAServer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("a page") << 200 << "<html>"_ba;
    QTest::newRow("other JSON") << 200 << R"({"name":"router"})"_ba;
    QTest::newRow("nothing") << 200 << ""_ba;
    QTest::newRow("not found") << 404 << "<h1>Not Found</h1>"_ba;
}

void TestRestClient::strangersAreNotTakenForAServer()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    FakeTransport transport;
    RestClient client(transport);
    std::optional<ApiResult<ServerStats>> result;
    client.stats(this, into(result));
    transport.take("/stats")->answer(status, body);
    QVERIFY(result && !*result);
    QCOMPARE(result->error().kind, ApiError::Kind::NotParlor);
}

void TestRestClient::contextThatIsGoneHearsNothing()
{
    FakeTransport transport;
    RestClient client(transport);
    bool isCalled = false;
    auto *context = new QObject;
    client.stats(context, [&isCalled](const auto &) { isCalled = true; });
    delete context;
    transport.take("/stats")->answer(200, ServerStats().toJson());
    QVERIFY(!isCalled);
}

void TestRestClient::actionsAreTold()
{
    FakeTransport transport;
    RestClient client(transport);
    QSignalSpy actions(&client, &RestClient::actionFinished);
    client.stats(this, [](const auto &) {});
    transport.take("/stats")->answer(200, ServerStats().toJson());
    QCOMPARE(actions.size(), 0);
    client.closeRoom(u"3XX"_s, this, [](const auto &) {});
    transport.take("/rooms/3XX")->answer(204);
    client.closeRoom(u"3XX"_s, this, [](const auto &) {});
    transport.take("/rooms/3XX")->answer(404, toRestBody(Error::roomNotFound(u"3XX"_s)));
    QCOMPARE(actions.size(), 2);
    QCOMPARE(actions[0][1].toString(), QString());
    QCOMPARE(actions[1][1].toString(), u"Room with '3XX' not found"_s);
}

void TestRestClient::curlLinesAreSafeToPaste_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("line");
    const QString start = u"curl -X POST 'http://127.0.0.1:3000/api/v1/rooms/x/messages' --data-raw "_s;
    QTest::newRow("plain") << R"({"a":"b"})"_ba << QString(start + uR"('{"a":"b"}')"_s);
    QTest::newRow("quote") << R"({"a":"'; rm -rf ~; '"})"_ba
                           << QString(start + uR"('{"a":"'\''; rm -rf ~; '\''"}')"_s);
    QTest::newRow("direction") << QByteArray("{\"a\":\"\u202e\"}") << QString(start + uR"('{"a":"\u202e"}')"_s);
    QTest::newRow("line separator") << QByteArray("{\"a\":\"\u2028\"}")
                                    << QString(start + uR"('{"a":"\u2028"}')"_s);
}

void TestRestClient::curlLinesAreSafeToPaste()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, line);
    const auto address = ServerAddress::parse(u"127.0.0.1:3000"_s);
    QCOMPARE(toCurlLine({ .method = "POST", .path = "/rooms/x/messages", .body = body }, *address), line);
}

void TestRestClient::tokenIsNotInCurlLines()
{
    const auto address = ServerAddress::parse(u"https://chat.example.org/parlor/"_s, u"s3cret"_s);
    QCOMPARE(toCurlLine({ .path = "/stats" }, *address),
             u"curl -H \"Authorization: Bearer $PARLOR_TOKEN\" 'https://chat.example.org/parlor/api/v1/stats'"_s);
}

QTEST_GUILESS_MAIN(TestRestClient)
#include "TestRestClient.moc"
