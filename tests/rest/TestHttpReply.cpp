// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/HttpFrontend.h"
#include "rest/HttpReply.h"
#include "support/HttpClient.h"

#include <QTcpServer>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <optional>
#include <thread>

using namespace parlor;
using namespace Qt::StringLiterals;

/// The replies are answered here as the rooms would: at some time after the request.
class TestHttpReply : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void answersCarryWhatEveryAnswerDoes();
    void answersMayComeLater();
    void answersWithoutABodyHaveNoContentType();
    void firstAnswerCounts();
    void droppedReplyIsAnInternalError();
    void lastCopyDecides();
    void replyMayBeDroppedOnAnotherThread();
    void clientMayLeaveBeforeTheAnswer();
    void serverMayEndBeforeTheAnswer();
    void replyOutlivesItsServer();
    void originalMethodAndTargetAreSeen();
    void replyToNobodyDoesNothing();

private:
    /// Sends a request and waits until the handler has it.
    void ask();

    std::unique_ptr<HttpFrontend> m_frontend;
    std::unique_ptr<HttpClient> m_client;
    std::optional<HttpReply> m_reply;
    RestRequest m_request;
};

void TestHttpReply::init()
{
    m_frontend = std::make_unique<HttpFrontend>([this](RestRequest &&request, const HttpReply &reply) {
        m_request = std::move(request);
        m_reply = reply;
    });
    auto *server = new QTcpServer;
    QVERIFY(server->listen(QHostAddress::LocalHost));
    m_client = std::make_unique<HttpClient>(server->serverPort());
    m_frontend->bind(server);
}

void TestHttpReply::cleanup()
{
    m_reply.reset();
    m_client.reset();
    m_frontend.reset();
}

void TestHttpReply::ask()
{
    m_client->send("GET", "/x");
    QTRY_VERIFY(m_reply.has_value());
}

void TestHttpReply::answersCarryWhatEveryAnswerDoes()
{
    ask();
    m_reply->setCommonFields({ { "X-Common", "1" } });
    m_reply->send(RestResponse::json(201, "{}").with("Location", "/y"));
    const HttpClient::Response response = m_client->receive();
    QCOMPARE(response.status, 201);
    QCOMPARE(response.body, "{}"_ba);
    QCOMPARE(response.field("Content-Type"), "application/json; charset=utf-8"_ba);
    QCOMPARE(response.field("Content-Length"), "2"_ba);
    QCOMPARE(response.field("Cache-Control"), "no-store"_ba);
    QCOMPARE(response.field("X-Common"), "1"_ba);
    QCOMPARE(response.field("Location"), "/y"_ba);
}

void TestHttpReply::answersMayComeLater()
{
    ask();
    QTimer::singleShot(0, this, [this] { m_reply->send(RestResponse::json(200, "[]")); });
    QCOMPARE(m_client->receive().body, "[]"_ba);
    m_reply.reset();
    ask();
    m_reply->send(RestResponse::json(200, "[1]"));
    QCOMPARE(m_client->receive().body, "[1]"_ba);
}

void TestHttpReply::answersWithoutABodyHaveNoContentType()
{
    ask();
    m_reply->send(RestResponse::noContent());
    const HttpClient::Response response = m_client->receive();
    QCOMPARE(response.status, 204);
    QVERIFY(response.field("Content-Type").isNull());
    QCOMPARE(response.field("Cache-Control"), "no-store"_ba);
}

void TestHttpReply::firstAnswerCounts()
{
    ask();
    const HttpReply copy = *m_reply;
    m_reply->send(RestResponse::json(200, "1"));
    m_reply->send(RestResponse::json(200, "2"));
    copy.send(RestResponse::error(Error::of(Error::Kind::Internal)));
    QCOMPARE(m_client->receive().body, "1"_ba);

    m_reply.reset();
    ask();
    m_reply->send(RestResponse::json(200, "3"));
    QCOMPARE(m_client->receive().body, "3"_ba);
}

void TestHttpReply::droppedReplyIsAnInternalError()
{
    ask();
    m_reply->setCommonFields({ { "X-Common", "1" } });
    m_reply.reset();
    const HttpClient::Response response = m_client->receive();
    QCOMPARE(response.status, 500);
    QCOMPARE(response.body,
             R"({"statusCode":500,"message":"Internal server error","error":"Internal Server Error"})"_ba);
    QCOMPARE(response.field("X-Common"), "1"_ba);
}

void TestHttpReply::lastCopyDecides()
{
    ask();
    auto copy = std::make_unique<HttpReply>(*m_reply);
    m_reply.reset();
    copy->send(RestResponse::json(200, "{}"));
    copy.reset();
    QCOMPARE(m_client->receive().status, 200);
}

void TestHttpReply::replyMayBeDroppedOnAnotherThread()
{
    ask();
    std::thread([reply = std::exchange(m_reply, std::nullopt)]() mutable { reply.reset(); }).join();
    QCOMPARE(m_client->receive().status, 500);
}

void TestHttpReply::clientMayLeaveBeforeTheAnswer()
{
    ask();
    m_client->socket().abort();
    // From Qt 6.8 on the socket is there for as long as its answer is owed.
    const auto isConnected = [](const QTcpSocket *it) { return it->state() != QAbstractSocket::UnconnectedState; };
    QTRY_VERIFY(std::ranges::none_of(m_frontend->findChildren<QTcpSocket *>(), isConnected));
    m_reply->send(RestResponse::json(200, "{}"));
    m_reply.reset();
    ask();
    m_reply->send(RestResponse::json(200, "{}"));
    QCOMPARE(m_client->receive().status, 200);
}

void TestHttpReply::serverMayEndBeforeTheAnswer()
{
    ask();
    m_frontend.reset();
    m_reply->send(RestResponse::json(200, "{}"));
    QTRY_COMPARE(m_client->socket().state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_client->socket().readAll(), QByteArray());
}

void TestHttpReply::replyOutlivesItsServer()
{
    ask();
    m_frontend.reset();
    m_reply.reset();
    QTRY_COMPARE(m_client->socket().state(), QAbstractSocket::UnconnectedState);
}

void TestHttpReply::originalMethodAndTargetAreSeen()
{
    m_client->send("POST", "/a%2Fb?c=%20", "body",
                   { { "X-Parlor-Method", "HEAD" },
                     { "X-Parlor-Target", "/x%2fy?z" },
                     { "Origin", "http://localhost" } });
    QTRY_VERIFY(m_reply.has_value());
    QCOMPARE(m_request.method, "HEAD"_ba);
    QCOMPARE(m_request.target, "/x%2fy?z"_ba);
    QCOMPARE(m_request.path().toByteArray(), "/x%2fy"_ba);
    QCOMPARE(m_request.query().toByteArray(), "z"_ba);
    QCOMPARE(m_request.body, "body"_ba);
    QCOMPARE(m_request.origin, "http://localhost"_ba);
    m_reply.reset();
    QCOMPARE(m_client->receive().status, 500);

    m_client->send("DELETE", "/a%2Fb?c=%20");
    QTRY_VERIFY(m_reply.has_value());
    QCOMPARE(m_request.method, "DELETE"_ba);
    QCOMPARE(m_request.target, "/a%2Fb?c=%20"_ba);
}

void TestHttpReply::replyToNobodyDoesNothing()
{
    const HttpReply reply;
    reply.setCommonFields({});
    reply.send(RestResponse::noContent());
}

QTEST_GUILESS_MAIN(TestHttpReply)
#include "TestHttpReply.moc"
