// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "RestFixture.h"

#include "support/HttpClient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <memory>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Bans = "/api/v1/bans"_ba;
const QByteArray Mutes = "/api/v1/rooms/tea/mutes"_ba;
const QByteArray Messages = "/api/v1/rooms/tea/messages"_ba;

QJsonObject object(const HttpClient::Response &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

QJsonArray array(const HttpClient::Response &response)
{
    return QJsonDocument::fromJson(response.body).array();
}

} // namespace

/// Every test finds a room `tea` with `bob` in it. The server is open.
class TestModerationRoutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void badPayloadsAreNamed_data();
    void badPayloadsAreNamed();
    void banIsMadeListedAndLifted();
    void banSaysUntilWhen();
    void addressIsWrittenInOneWay_data();
    void addressIsWrittenInOneWay();
    void ownAddressCannotBeBannedFromEverywhere();
    void bannedNamePostsNothing();
    void addressBannedFromARoomReadsNothingThere();
    void muteIsMadeListedAndLifted();
    void mutedNameGetsTheReason();
    void whatIsNotThereIsNotFound();
    void everyActionIsWrittenDown();
    void auditTrailIsPaged();
    void failingStoreIsUnavailable();

private:
    /// The actions in the audit trail, the oldest first.
    QStringList actions();

    std::unique_ptr<RestFixture> m_fixture;
    std::unique_ptr<HttpClient> m_client;
};

void TestModerationRoutes::init()
{
    m_fixture = std::make_unique<RestFixture>();
    m_fixture->createRoom(u"tea"_s, u"ann"_s);
    m_fixture->join(u"tea"_s, u"bob"_s, u"socket1"_s);
    m_client = std::make_unique<HttpClient>(m_fixture->port());
}

void TestModerationRoutes::cleanup()
{
    m_client.reset();
    m_fixture.reset();
}

QStringList TestModerationRoutes::actions()
{
    QStringList found;
    const QJsonArray items = object(m_client->get("/api/v1/audit"))["items"_L1].toArray();
    for (const QJsonValue entry : items)
        found.prepend(entry["action"_L1].toString());
    return found;
}

void TestModerationRoutes::badPayloadsAreNamed_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QJsonArray>("messages");

    const QString either = u"either username or address should be given"_s;
    const QString duration = u"durationSeconds must be from 1 to 315360000"_s;
    QTest::newRow("ban of nobody") << Bans << "{}"_ba << QJsonArray { either };
    QTest::newRow("ban of both") << Bans << R"({"username":"bob","address":"192.0.2.1"})"_ba << QJsonArray { either };
    QTest::newRow("ban of no address") << Bans << R"({"address":"bob"})"_ba
                                       << QJsonArray { u"address must be an IPv4 or IPv6 address"_s };
    QTest::newRow("ban, other rules")
        << Bans << R"({"username":7,"roomId":"","reason":"a\nb","durationSeconds":0})"_ba
        << QJsonArray { u"username must be a string"_s, either, u"roomId should not be empty"_s,
                        u"reason must not contain control characters"_s, duration };
    QTest::newRow("ban, reason too long")
        << Bans << R"({"username":"bob","reason":")" + QByteArray(257, 'x') + R"("})"
        << QJsonArray { u"reason must be shorter than or equal to 256 characters"_s };
    QTest::newRow("mute of nobody") << Mutes << "{}"_ba << QJsonArray { u"username should not be empty"_s };
    QTest::newRow("mute, other rules")
        << Mutes << R"({"username":"bob","reason":7,"durationSeconds":1.5})"_ba
        << QJsonArray { u"reason must be a string"_s, u"durationSeconds must be an integer number"_s };
    QTest::newRow("mute, for too long") << Mutes << R"({"username":"bob","durationSeconds":315360001})"_ba
                                        << QJsonArray { duration };
}

void TestModerationRoutes::badPayloadsAreNamed()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, payload);
    const auto response = m_client->request("POST", target, payload);
    QCOMPARE(response.status, 400);
    QTEST(object(response)["message"_L1].toArray(), "messages");
    QVERIFY(array(m_client->get(target)).isEmpty());
    QVERIFY(actions().isEmpty());
}

void TestModerationRoutes::banIsMadeListedAndLifted()
{
    const auto made = m_client->request("POST", Bans, R"({"username":"bob","roomId":"tea"})");
    QCOMPARE(made.status, 201);
    QCOMPARE(made.field("Location"), Bans + "/1");
    QJsonObject ban = object(made);
    QVERIFY(fromIsoString(ban.take("createdAt"_L1).toString()));
    QCOMPARE(ban, (QJsonObject { { u"banId"_s, 1 },
                                 { u"username"_s, u"bob"_s },
                                 { u"roomId"_s, u"tea"_s },
                                 { u"reason"_s, u"banned by an administrator"_s },
                                 { u"createdBy"_s, u"anonymous"_s },
                                 { u"until"_s, QJsonValue::Null } }));
    QCOMPARE(m_client->get(Bans).body, '[' + made.body + ']');
    QVERIFY(!array(m_client->get("/api/v1/rooms/tea/participants"))[0]["connected"_L1].toBool());
    QCOMPARE(m_client->request("DELETE", Bans + "/1").status, 204);
    QCOMPARE(m_client->get(Bans).body, "[]"_ba);
}

void TestModerationRoutes::banSaysUntilWhen()
{
    const Timestamp before = currentTimestamp();
    const auto made = m_client->request("POST", Bans, R"({"username":"bob","reason":"spam","durationSeconds":60})");
    QCOMPARE(made.status, 201);
    QCOMPARE(object(made)["reason"_L1].toString(), u"spam"_s);
    QVERIFY(object(made)["roomId"_L1].isNull());
    const auto created = fromIsoString(object(made)["createdAt"_L1].toString());
    const auto until = fromIsoString(object(made)["until"_L1].toString());
    QVERIFY(created && until);
    QVERIFY(*created >= before);
    QCOMPARE(*until - *created, 60'000);
}

void TestModerationRoutes::addressIsWrittenInOneWay_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QString>("written");

    QTest::newRow("IPv4") << "192.0.2.1"_ba << u"192.0.2.1"_s;
    QTest::newRow("IPv4 in IPv6") << "::ffff:192.0.2.1"_ba << u"192.0.2.1"_s;
    QTest::newRow("IPv6, long") << "2001:0DB8:0:0:0:0:0:1"_ba << u"2001:db8::1"_s;
}

void TestModerationRoutes::addressIsWrittenInOneWay()
{
    QFETCH(const QByteArray, given);
    const auto made = m_client->request("POST", Bans, R"({"address":")" + given + R"("})");
    QCOMPARE(made.status, 201);
    QTEST(object(made)["address"_L1].toString(), "written");
    QVERIFY(!object(made).contains("username"_L1));
}

void TestModerationRoutes::ownAddressCannotBeBannedFromEverywhere()
{
    const auto refused = m_client->request("POST", Bans, R"({"address":"::ffff:127.0.0.1"})");
    QCOMPARE(refused.status, 400);
    QCOMPARE(object(refused)["message"_L1].toArray(), QJsonArray { u"address must not be your own"_s });
    QCOMPARE(m_client->request("POST", Bans, R"({"address":"127.0.0.1","roomId":"tea"})").status, 201);
}

void TestModerationRoutes::bannedNamePostsNothing()
{
    QCOMPARE(m_client->request("POST", Bans, R"({"username":"eve","reason":"spam"})").status, 201);
    const auto refused = m_client->request("POST", Messages, R"({"username":"eve","content":"hi"})");
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.body, R"({"code":"banned","message":"You are banned","reason":"spam","until":null})"_ba);
    QCOMPARE(m_client->request("POST", Messages, R"({"username":"bob","content":"hi"})").status, 201);
}

void TestModerationRoutes::addressBannedFromARoomReadsNothingThere()
{
    m_fixture->createRoom(u"coffee"_s, u"ann"_s);
    const auto made = m_client->request("POST", Bans, R"({"address":"127.0.0.1","roomId":"tea","reason":"spam"})");
    QCOMPARE(made.status, 201);
    QTRY_COMPARE(m_client->get(Messages).status, 403);
    QCOMPARE(m_client->get(Messages).body,
             R"({"code":"banned","message":"You are banned","reason":"spam","until":null})"_ba);
    QCOMPARE(m_client->get("/api/v1/rooms/coffee/messages").status, 200);
    QCOMPARE(m_client->request("DELETE", Bans + "/1").status, 204);
    QCOMPARE(m_client->get(Messages).status, 200);
}

void TestModerationRoutes::muteIsMadeListedAndLifted()
{
    const auto made = m_client->request("POST", Mutes, R"({"username":"b/ob"})");
    QCOMPARE(made.status, 201);
    QCOMPARE(made.field("Location"), Mutes + "/b%2Fob");
    QJsonObject mute = object(made);
    QVERIFY(fromIsoString(mute.take("createdAt"_L1).toString()));
    QCOMPARE(mute, (QJsonObject { { u"roomId"_s, u"tea"_s },
                                  { u"username"_s, u"b/ob"_s },
                                  { u"reason"_s, u"muted by an administrator"_s },
                                  { u"createdBy"_s, u"anonymous"_s },
                                  { u"until"_s, QJsonValue::Null } }));
    QCOMPARE(m_client->get(Mutes).body, '[' + made.body + ']');
    QCOMPARE(m_client->request("DELETE", Mutes + "/b%2Fob").status, 204);
    QCOMPARE(m_client->get(Mutes).body, "[]"_ba);
}

void TestModerationRoutes::mutedNameGetsTheReason()
{
    QCOMPARE(m_client->request("POST", Mutes, R"({"username":"bob","reason":"noise"})").status, 201);
    const auto refused = m_client->request("POST", Messages, R"({"username":"bob","content":"hi"})");
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.body, R"({"code":"muted","message":"You are muted","reason":"noise","until":null})"_ba);
    QCOMPARE(m_client->request("DELETE", Mutes + "/bob").status, 204);
    QCOMPARE(m_client->request("POST", Messages, R"({"username":"bob","content":"hi"})").status, 201);
}

void TestModerationRoutes::whatIsNotThereIsNotFound()
{
    for (const QByteArray &banId : { "1"_ba, "0"_ba, "x"_ba, "99999999999999999999"_ba }) {
        const auto response = m_client->request("DELETE", Bans + '/' + banId);
        QCOMPARE(response.status, 404);
        QCOMPARE(response.body, R"({"code":"ban.not-found","message":"Ban with ')" + banId + R"(' not found"})");
    }
    const QByteArray unknownRoom = R"({"code":"room.not-found","message":"Room with 'none' not found"})"_ba;
    const QByteArray elsewhere = "/api/v1/rooms/none/mutes"_ba;
    QCOMPARE(m_client->get(elsewhere).body, unknownRoom);
    QCOMPARE(m_client->request("POST", elsewhere, R"({"username":"bob"})").body, unknownRoom);
    QCOMPARE(m_client->request("DELETE", elsewhere + "/bob").body, unknownRoom);
    QCOMPARE(m_client->request("POST", Bans, R"({"username":"bob","roomId":"none"})").body, unknownRoom);
    QCOMPARE(m_client->request("DELETE", Mutes + "/bob").body,
             R"({"code":"mute.not-found","message":"Mute of 'bob' not found"})"_ba);
}

void TestModerationRoutes::everyActionIsWrittenDown()
{
    m_client->request("POST", Mutes, R"({"username":"bob","reason":"noise"})");
    m_client->request("DELETE", Mutes + "/bob");
    m_client->request("POST", Bans, R"({"username":"eve","reason":"spam"})");
    m_client->request("DELETE", Bans + "/1");
    m_client->request("DELETE", "/api/v1/rooms/tea/participants/socket1?reason=late");
    m_client->request("DELETE", "/api/v1/rooms/tea/participants/socket1");
    m_client->request("DELETE", "/api/v1/rooms/tea");
    // Where anyone may do everything, these are nothing special.
    m_client->request("POST", "/api/v1/rooms", R"({"roomId":"tea","creatorUsername":"ann"})");
    m_client->request("POST", Messages, R"({"username":"bob","content":"hi"})");
    QCOMPARE(actions(), (QStringList { u"mute.add"_s, u"mute.lift"_s, u"ban.add"_s, u"ban.lift"_s, u"participant.kick"_s,
                                       u"participant.kick"_s, u"room.close"_s }));

    const QJsonArray items = object(m_client->get("/api/v1/audit"))["items"_L1].toArray();
    QJsonObject kick = items[2].toObject();
    QVERIFY(fromIsoString(kick.take("at"_L1).toString()));
    QCOMPARE(kick, (QJsonObject { { u"auditId"_s, 5 },
                                  { u"actor"_s, u"anonymous"_s },
                                  { u"address"_s, u"127.0.0.1"_s },
                                  { u"action"_s, u"participant.kick"_s },
                                  { u"target"_s, QJsonObject { { u"roomId"_s, u"tea"_s },
                                                               { u"socketId"_s, u"socket1"_s },
                                                               { u"username"_s, u"bob"_s },
                                                               { u"reason"_s, u"late"_s } } },
                                  { u"outcome"_s, u"ok"_s } }));
    QCOMPARE(items[1]["outcome"_L1].toString(), u"participant.not-found"_s);
    QCOMPARE(items[3]["target"_L1]["banId"_L1].toInt(), 1);
}

void TestModerationRoutes::auditTrailIsPaged()
{
    for (const QByteArray &name : { "a"_ba, "b"_ba, "c"_ba })
        m_client->request("POST", Mutes, R"({"username":")" + name + R"("})");
    const QJsonObject first = object(m_client->get("/api/v1/audit?limit=2"));
    QCOMPARE(first["items"_L1].toArray().size(), 2);
    QCOMPARE(first["items"_L1][0]["auditId"_L1].toInt(), 3);
    QCOMPARE(first["nextBefore"_L1].toInt(), 2);
    const QJsonObject last = object(m_client->get("/api/v1/audit?limit=2&before=2"));
    QCOMPARE(last["items"_L1].toArray().size(), 1);
    QVERIFY(last["nextBefore"_L1].isNull());
    QCOMPARE(m_client->get("/api/v1/audit?limit=1001").status, 400);
    QCOMPARE(m_client->get("/api/v1/audit?before=0").status, 400);
}

void TestModerationRoutes::failingStoreIsUnavailable()
{
    m_fixture->store().fail(FailingRoomStore::Call::Moderate);
    QCOMPARE(m_client->request("POST", Bans, R"({"username":"bob"})").status, 503);
    QCOMPARE(m_client->request("POST", Mutes, R"({"username":"bob"})").status, 503);
    QCOMPARE(m_client->get("/api/v1/audit").status, 503);
    // What is done is done, also where that cannot be written down.
    QCOMPARE(m_client->request("DELETE", "/api/v1/rooms/tea").status, 204);
}

QTEST_GUILESS_MAIN(TestModerationRoutes)
#include "TestModerationRoutes.moc"
