// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Error.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

using Kind = Error::Kind;

Q_DECLARE_METATYPE(parlor::Error)

class TestError : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void errorsHaveTheContractsForm_data();
    void errorsHaveTheContractsForm();
    void whatPassesSaysWhenToTryAgain();
    void everyKindCanBeSaidWithoutMessages();
    void hostileIdsCannotBreakOutOfTheirString();
    void statusesHaveTheirReason_data();
    void statusesHaveTheirReason();
};

void TestError::errorsHaveTheContractsForm_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("restBody");
    QTest::addColumn<QByteArray>("exception");

    QTest::newRow("validation")
        << Error::validation({ u"roomId should not be empty"_s, u"creatorUsername should not be empty"_s })
        << 400
        << R"({"statusCode":400,"message":["roomId should not be empty",)"
           R"("creatorUsername should not be empty"],"error":"Bad Request"})"_ba
        << R"({"status":"error","code":"validation","message":["roomId should not be empty",)"
           R"("creatorUsername should not be empty"]})"_ba;
    QTest::newRow("validation of one field")
        << Error::validation({ u"roomId must be a string"_s }) << 400
        << R"({"statusCode":400,"message":["roomId must be a string"],"error":"Bad Request"})"_ba
        << R"({"status":"error","code":"validation","message":["roomId must be a string"]})"_ba;
    QTest::newRow("bad request")
        << Error::badRequest(u"Validation failed (numeric string is expected)"_s) << 400
        << R"json({"statusCode":400,"message":"Validation failed (numeric string is expected)",)json"
           R"("error":"Bad Request"})"_ba
        << R"({"status":"error","code":"bad-request",)"
           R"json("message":"Validation failed (numeric string is expected)"})json"_ba;
    QTest::newRow("bad window")
        << Error::badWindow(u"Invalid parameters, 'fromIndex' and 'toIndex' must be positive"_s) << 400
        << R"({"code":"req-params.validation",)"
           R"("message":"Invalid parameters, 'fromIndex' and 'toIndex' must be positive"})"_ba
        << R"({"status":"error","code":"req-params.validation",)"
           R"("message":"Invalid parameters, 'fromIndex' and 'toIndex' must be positive"})"_ba;
    QTest::newRow("unauthorized")
        << Error::of(Kind::Unauthorized) << 401 << R"({"statusCode":401,"message":"Unauthorized"})"_ba
        << R"({"status":"error","code":"unauthorized","message":"Unauthorized"})"_ba;
    QTest::newRow("access forbidden")
        << Error::accessForbidden() << 403
        << R"({"code":"access-forbidden","message":"The access is forbidden"})"_ba
        << R"({"status":"error","code":"access-forbidden","message":"The access is forbidden"})"_ba;
    QTest::newRow("limit reached")
        << Error::limitReached(u"The room is full"_s) << 403
        << R"({"code":"limit-reached","message":"The room is full"})"_ba
        << R"({"status":"error","code":"limit-reached","message":"The room is full"})"_ba;
    QTest::newRow("rate limited")
        << Error::rateLimited(250) << 429
        << R"({"statusCode":429,"message":"too many requests","error":"Too Many Requests"})"_ba
        << R"({"status":"error","code":"rate-limited","message":"too many requests","retryAfterMs":250})"_ba;
    QTest::newRow("room not found")
        << Error::roomNotFound(u"3XX"_s) << 404
        << R"({"code":"room.not-found","message":"Room with '3XX' not found"})"_ba
        << R"({"status":"error","code":"room.not-found","message":"Room with '3XX' not found"})"_ba;
    QTest::newRow("participant not found")
        << Error::participantNotFound(u"X"_s) << 404
        << R"({"code":"participant.not-found","message":"Participant with 'X' not found"})"_ba
        << R"({"status":"error","code":"participant.not-found",)"
           R"("message":"Participant with 'X' not found"})"_ba;
    QTest::newRow("banned")
        << Error::banned(u"spam"_s, 1769860800000) << 403
        << R"({"code":"banned","message":"You are banned","reason":"spam","until":"2026-01-31T12:00:00.000Z"})"_ba
        << R"({"status":"error","code":"banned","message":"You are banned","reason":"spam",)"
           R"("until":"2026-01-31T12:00:00.000Z"})"_ba;
    QTest::newRow("muted for ever")
        << Error::muted(u"noise"_s, std::nullopt) << 403
        << R"({"code":"muted","message":"You are muted","reason":"noise","until":null})"_ba
        << R"({"status":"error","code":"muted","message":"You are muted","reason":"noise","until":null})"_ba;
    QTest::newRow("ban not found") << Error::banNotFound(u"7"_s) << 404
                                   << R"({"code":"ban.not-found","message":"Ban with '7' not found"})"_ba
                                   << R"({"status":"error","code":"ban.not-found","message":"Ban with '7' not found"})"_ba;
    QTest::newRow("mute not found")
        << Error::muteNotFound(u"Ann"_s) << 404
        << R"({"code":"mute.not-found","message":"Mute of 'Ann' not found"})"_ba
        << R"({"status":"error","code":"mute.not-found","message":"Mute of 'Ann' not found"})"_ba;
    QTest::newRow("room conflict")
        << Error::roomConflict(u"3XX"_s) << 409
        << R"({"code":"room.conflict","message":"Room with '3XX' already exists"})"_ba
        << R"({"status":"error","code":"room.conflict","message":"Room with '3XX' already exists"})"_ba;
    QTest::newRow("route not found")
        << Error::of(Kind::RouteNotFound, u"Cannot GET /x?q=1"_s) << 404
        << R"({"statusCode":404,"message":"Cannot GET /x?q=1","error":"Not Found"})"_ba
        << R"({"status":"error","code":"route.not-found","message":"Cannot GET /x?q=1"})"_ba;
    QTest::newRow("method not allowed")
        << Error::of(Kind::MethodNotAllowed, u"Cannot PUT /api/v1/rooms/3XX"_s) << 405
        << R"({"statusCode":405,"message":"Cannot PUT /api/v1/rooms/3XX","error":"Method Not Allowed"})"_ba
        << R"({"status":"error","code":"method-not-allowed","message":"Cannot PUT /api/v1/rooms/3XX"})"_ba;

    const auto fixed = [](const char *name, Kind kind, int status, const char *message, const char *phrase,
                          const char *code) {
        const QByteArray quotedMessage = QByteArray("\"message\":\"") + message + '"';
        QTest::newRow(name) << Error::of(kind) << status
                            << QByteArray("{\"statusCode\":" + QByteArray::number(status) + ','
                                          + quotedMessage + ",\"error\":\"" + phrase + "\"}")
                            << QByteArray(QByteArray("{\"status\":\"error\",\"code\":\"") + code + "\","
                                          + quotedMessage + '}');
    };
    fixed("request timeout", Kind::RequestTimeout, 408, "request timeout", "Request Timeout",
          "request-timeout");
    fixed("payload too large", Kind::PayloadTooLarge, 413, "request entity too large", "Payload Too Large",
          "payload-too-large");
    fixed("expectation failed", Kind::ExpectationFailed, 417, "expectation failed", "Expectation Failed",
          "expectation-failed");
    fixed("upgrade required", Kind::UpgradeRequired, 426, "upgrade required", "Upgrade Required",
          "upgrade-required");
    fixed("too many requests", Kind::TooManyRequests, 429, "too many requests", "Too Many Requests",
          "rate-limited");
    fixed("headers too large", Kind::HeadersTooLarge, 431, "request header fields too large",
          "Request Header Fields Too Large", "headers-too-large");
    fixed("internal", Kind::Internal, 500, "Internal server error", "Internal Server Error", "internal");
    fixed("not implemented", Kind::NotImplemented, 501, "not implemented", "Not Implemented",
          "not-implemented");
    fixed("storage unavailable", Kind::StorageUnavailable, 503, "The storage is unavailable",
          "Service Unavailable", "storage.unavailable");
    fixed("version not supported", Kind::HttpVersionNotSupported, 505, "HTTP version not supported",
          "HTTP Version Not Supported", "http-version-not-supported");
}

void TestError::errorsHaveTheContractsForm()
{
    QFETCH(Error, error);
    QFETCH(int, status);
    QFETCH(QByteArray, restBody);
    QFETCH(QByteArray, exception);
    QCOMPARE(httpStatus(error), status);
    QCOMPARE(toRestBody(error), restBody);
    QCOMPARE(toExceptionJson(error), exception);
}

void TestError::whatPassesSaysWhenToTryAgain()
{
    QCOMPARE(retryAfterSeconds(Error::rateLimited(1)), 1);
    QCOMPARE(retryAfterSeconds(Error::rateLimited(1000)), 1);
    QCOMPARE(retryAfterSeconds(Error::rateLimited(1001)), 2);
    QCOMPARE(retryAfterSeconds(Error::of(Kind::StorageUnavailable)), 1);
    QCOMPARE(retryAfterSeconds(Error::limitReached(u"The room is full"_s)), 0);
}

void TestError::everyKindCanBeSaidWithoutMessages()
{
    for (int i = 0; i <= static_cast<int>(Kind::HttpVersionNotSupported); ++i) {
        const Error error{ static_cast<Kind>(i), {} };
        QVERIFY(!QJsonDocument::fromJson(toRestBody(error)).isNull());
        const QJsonObject exception = QJsonDocument::fromJson(toExceptionJson(error)).object();
        QVERIFY(!exception[u"code"_s].toString().isEmpty());
        QVERIFY(error.kind == Kind::Validation || !exception[u"message"_s].toString().isEmpty());
        QVERIFY(!httpReason(httpStatus(error)).isEmpty());
    }
}

void TestError::hostileIdsCannotBreakOutOfTheirString()
{
    const QString hostile = u"\",\"code\":\"x%1\\"_s;
    const QJsonObject body = QJsonDocument::fromJson(toRestBody(Error::roomNotFound(hostile))).object();
    QCOMPARE(body[u"code"_s].toString(), u"room.not-found"_s);
    QCOMPARE(body[u"message"_s].toString(), u"Room with '%1' not found"_s.replace(u"%1"_s, hostile));
}

void TestError::statusesHaveTheirReason_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reason");

    QTest::newRow("101") << 101 << "Switching Protocols"_ba;
    QTest::newRow("200") << 200 << "OK"_ba;
    QTest::newRow("201") << 201 << "Created"_ba;
    QTest::newRow("204") << 204 << "No Content"_ba;
    QTest::newRow("403") << 403 << "Forbidden"_ba;
    QTest::newRow("409") << 409 << "Conflict"_ba;
    QTest::newRow("never sent") << 299 << ""_ba;
}

void TestError::statusesHaveTheirReason()
{
    QFETCH(int, status);
    QFETCH(QByteArray, reason);
    QCOMPARE(httpReason(status), reason);
}

QTEST_APPLESS_MAIN(TestError)
#include "TestError.moc"
