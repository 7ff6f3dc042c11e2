// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ChatTestClient.h"
#include "support/HttpClient.h"
#include "support/ServerProcess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

using Protocol = ChatTestClient::Protocol;

QJsonObject message(const QString &content = u"hi"_s)
{
    return { { u"roomId"_s, u"a"_s }, { u"username"_s, u"Ann"_s }, { u"content"_s, content } };
}

QJsonObject joining(const QString &name = u"Ann"_s)
{
    return { { u"roomId"_s, u"a"_s }, { u"username"_s, name } };
}

QByteArray body(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QString codeOf(const QJsonValue &answer)
{
    return answer.toObject().value("code"_L1).toString();
}

/// \a value within \a depth arrays.
QJsonValue nested(int depth, QJsonValue value = 1)
{
    for (int i = 0; i < depth; ++i)
        value = QJsonArray { value };
    return value;
}

} // namespace

/// The limits that hold for what clients say, against the real server.
class TestChatLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tooManyPostsAreAnswered_data();
    void tooManyPostsAreAnswered();
    void tooManyPostsOfOneUserAreAnswered();
    void tooManyJoinsAreAnswered_data();
    void tooManyJoinsAreAnswered();
    void loopbackIsExemptFromRates();
    void tooManyRoomsOfOneCreatorAreAnswered();
    void fullRoomIsAnswered_data();
    void fullRoomIsAnswered();
    void tooMuchExtraIsAnswered_data();
    void tooMuchExtraIsAnswered();
    void tooDeepJsonIsAnswered();

private:
    static void addProtocols();
    /// So often at once that a bucket for one a second is empty however slow the machine is; the answer to the last.
    static QJsonValue flood(ChatTestClient &client, const QString &event, const QJsonObject &data);
    static QJsonValue ask(ChatTestClient &client, const QString &event, const QJsonObject &data);
};

void TestChatLimits::addProtocols()
{
    QTest::addColumn<int>("protocol");
    QTest::newRow("Socket.IO") << int(Protocol::SocketIo);
    QTest::newRow("plain") << int(Protocol::Plain);
}

QJsonValue TestChatLimits::flood(ChatTestClient &client, const QString &event, const QJsonObject &data)
{
    for (int i = 0; i < 50; ++i)
        client.send(event, data);
    return ask(client, event, data);
}

QJsonValue TestChatLimits::ask(ChatTestClient &client, const QString &event, const QJsonObject &data)
{
    const auto answer = std::make_shared<std::optional<QJsonValue>>();
    client.request(event, data, [answer](const QJsonValue &value) { *answer = value; });
    return QTest::qWaitFor([&answer] { return answer->has_value(); }, 20'000) ? **answer : QJsonValue();
}

void TestChatLimits::tooManyPostsAreAnswered_data()
{
    addProtocols();
}

void TestChatLimits::tooManyPostsAreAnswered()
{
    QFETCH(int, protocol);
    ServerProcess server;
    QVERIFY(server.start({ u"--limit-loopback"_s, u"--post-rate"_s, u"1"_s }) && server.createRoom("a"));
    ChatTestClient client(Protocol(protocol), server.port());
    QTRY_VERIFY(client.isReady());
    QSignalSpy events(&client, &ChatTestClient::received);
    QCOMPARE(ask(client, u"exchanges"_s, message()).toObject().value("order"_L1).toInt(), 1);
    const QJsonValue refusal = flood(client, u"exchanges"_s, message());
    QCOMPARE(codeOf(refusal), u"rate-limited"_s);
    QVERIFY(refusal["retryAfterMs"_L1].toInt() > 0);
    QTRY_VERIFY(std::any_of(events.begin(), events.end(), [](const QVariantList &event) {
        return event.at(0) == u"exception"_s && codeOf(event.at(1).toJsonValue()) == u"rate-limited"_s;
    }));
    // Saying that one types counts, too, and a message is taken again when its time has come.
    QCOMPARE(codeOf(flood(client, u"typing"_s, { { u"roomId"_s, u"a"_s }, { u"typing"_s, true } })), u"rate-limited"_s);
    QVERIFY(QTest::qWaitFor([&client] { return ask(client, u"exchanges"_s, message()).toObject().contains("order"_L1); }));
}

void TestChatLimits::tooManyPostsOfOneUserAreAnswered()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--limit-loopback"_s, u"--user-post-rate"_s, u"1"_s }) && server.createRoom("a"));
    ChatTestClient plain(Protocol::Plain, server.port());
    ChatTestClient socketIo(Protocol::SocketIo, server.port());
    QTRY_VERIFY(plain.isReady() && socketIo.isReady());
    HttpClient http(server.port());
    // Where anyone may come in, all of one address are one user.
    for (ChatTestClient *client : { &plain, &socketIo }) {
        const QJsonValue refusal = flood(*client, u"exchanges"_s, message());
        QCOMPARE(codeOf(refusal), u"rate-limited"_s);
        QVERIFY(refusal["retryAfterMs"_L1].toInt() > 0);
    }
    HttpClient::Response response;
    const auto post = [&] {
        response = http.request("POST", "/api/v1/rooms/a/messages", body(message()));
        return response.status;
    };
    QVERIFY(QTest::qWaitFor([&post] { return post() == 429; }));
    QCOMPARE(response.field("Retry-After"), "1"_ba);
    QCOMPARE(response.body, R"({"statusCode":429,"message":"too many requests","error":"Too Many Requests"})"_ba);
    QVERIFY(QTest::qWaitFor([&post] { return post() == 201; }));
}

void TestChatLimits::tooManyJoinsAreAnswered_data()
{
    addProtocols();
}

void TestChatLimits::tooManyJoinsAreAnswered()
{
    QFETCH(int, protocol);
    ServerProcess server;
    QVERIFY(server.start({ u"--limit-loopback"_s, u"--join-rate"_s, u"1"_s }) && server.createRoom("a"));
    ChatTestClient client(Protocol(protocol), server.port());
    QTRY_VERIFY(client.isReady());
    const QJsonValue refusal = flood(client, u"participants"_s, joining());
    QCOMPARE(codeOf(refusal), u"rate-limited"_s);
    QVERIFY(refusal["retryAfterMs"_L1].toInt() > 0);
    QCOMPARE(codeOf(flood(client, u"observe"_s, { { u"roomId"_s, u"a"_s } })), u"rate-limited"_s);
    QVERIFY(ask(client, u"exchanges"_s, message()).toObject().contains("order"_L1));
    QVERIFY(QTest::qWaitFor([&client] {
        return ask(client, u"participants"_s, joining()).toObject().value("status"_L1).toString() == u"ok"_s;
    }));
}

void TestChatLimits::loopbackIsExemptFromRates()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--post-rate"_s, u"1"_s, u"--user-post-rate"_s, u"1"_s, u"--join-rate"_s, u"1"_s })
            && server.createRoom("a"));
    ChatTestClient client(Protocol::Plain, server.port());
    QTRY_VERIFY(client.isReady());
    for (int i = 1; i <= 20; ++i) {
        QCOMPARE(ask(client, u"participants"_s, joining()).toObject().value("status"_L1).toString(), u"ok"_s);
        QCOMPARE(ask(client, u"exchanges"_s, message()).toObject().value("order"_L1).toInt(), i);
    }
}

void TestChatLimits::tooManyRoomsOfOneCreatorAreAnswered()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--limit-loopback"_s, u"--max-rooms-per-creator"_s, u"2"_s }));
    QVERIFY(server.createRoom("a") && server.createRoom("b"));
    HttpClient http(server.port());
    const auto response = http.request("POST", "/api/v1/rooms", R"({"roomId":"c","creatorUsername":"tester"})");
    QCOMPARE(response.status, 403);
    QCOMPARE(response.body, R"({"code":"limit-reached","message":"'tester' has as many rooms as may be"})"_ba);
    QCOMPARE(http.request("POST", "/api/v1/rooms", R"({"roomId":"c","creatorUsername":"Ann"})").status, 201);
}

void TestChatLimits::fullRoomIsAnswered_data()
{
    addProtocols();
}

void TestChatLimits::fullRoomIsAnswered()
{
    QFETCH(int, protocol);
    ServerProcess server;
    QVERIFY(server.start({ u"--max-participants"_s, u"1"_s }) && server.createRoom("a"));
    ChatTestClient first(Protocol(protocol), server.port());
    ChatTestClient second(Protocol(protocol), server.port());
    QTRY_VERIFY(first.isReady() && second.isReady());
    QCOMPARE(ask(first, u"participants"_s, joining()).toObject().value("status"_L1).toString(), u"ok"_s);
    QCOMPARE(codeOf(ask(second, u"participants"_s, joining(u"Ben"_s))), u"limit-reached"_s);
    QCOMPARE(codeOf(ask(second, u"exchanges"_s, message())), u"limit-reached"_s);
    // It is not disconnected, and comes in when there is room.
    ask(first, u"leave"_s, { { u"roomId"_s, u"a"_s } });
    QCOMPARE(ask(second, u"participants"_s, joining(u"Ben"_s)).toObject().value("status"_L1).toString(), u"ok"_s);
}

void TestChatLimits::tooMuchExtraIsAnswered_data()
{
    addProtocols();
}

void TestChatLimits::tooMuchExtraIsAnswered()
{
    QFETCH(int, protocol);
    ServerProcess server;
    QVERIFY(server.start({ u"--max-extras-bytes"_s, u"1000"_s, u"--max-extras-depth"_s, u"2"_s })
            && server.createRoom("a"));
    ChatTestClient client(Protocol(protocol), server.port());
    QTRY_VERIFY(client.isReady());
    HttpClient http(server.port());

    const auto tried = [&](const QString &name, const QJsonValue &value) {
        QJsonObject post = message(QString(5000, u'x'));
        post.insert(name, value);
        QJsonObject join = joining();
        join.insert(name, value);
        const auto wordOf = [](const QJsonValue &answer) {
            return answer["status"_L1] == u"ok"_s ? u"ok"_s : answer["message"_L1][0].toString();
        };
        const auto response = http.request("POST", "/api/v1/rooms/a/messages", body(post));
        return QStringList { wordOf(ask(client, u"exchanges"_s, post)), wordOf(ask(client, u"participants"_s, join)),
                             response.status == 201
                                 ? u"ok"_s
                                 : QJsonDocument::fromJson(response.body)["message"_L1][0].toString() };
    };
    const auto thrice = [](const QString &word) { return QStringList { word, word, word }; };
    QCOMPARE(tried(u"note"_s, QString(900, u'x')), thrice(u"ok"_s));
    QCOMPARE(tried(u"note"_s, QString(1000, u'x')), thrice(u"extra fields must not take more than 1000 bytes"_s));
    QCOMPARE(tried(u"note"_s, nested(2)), thrice(u"ok"_s));
    QCOMPARE(tried(u"note"_s, nested(3)), thrice(u"extra fields must not be nested more than 2 deep"_s));
}

void TestChatLimits::tooDeepJsonIsAnswered()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--max-json-depth"_s, u"10"_s, u"--max-extras-depth"_s, u"100"_s }) && server.createRoom("a"));
    QJsonObject deep = message();
    deep.insert(u"note"_s, nested(10));

    HttpClient http(server.port());
    const auto response = http.request("POST", "/api/v1/rooms/a/messages", body(deep));
    QCOMPARE(response.status, 400);
    QVERIFY(response.body.contains("The body is nested more than 10 deep at position"));

    ChatTestClient plain(Protocol::Plain, server.port());
    QTRY_VERIFY(plain.isReady());
    QSignalSpy events(&plain, &ChatTestClient::received);
    plain.send(u"exchanges"_s, deep);
    QTRY_COMPARE(events.size(), 1);
    QCOMPARE(events.at(0).at(0).toString(), u"exception"_s);
    QVERIFY(ask(plain, u"exchanges"_s, message()).toObject().contains("order"_L1));

    ChatTestClient socketIo(Protocol::SocketIo, server.port());
    QTRY_VERIFY(socketIo.isReady());
    socketIo.send(u"exchanges"_s, deep);
    QTRY_VERIFY(socketIo.webSocket().isDisconnected());
}

QTEST_GUILESS_MAIN(TestChatLimits)
#include "TestChatLimits.moc"
