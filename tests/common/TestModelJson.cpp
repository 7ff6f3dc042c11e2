// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Ban.h"
#include "model/Error.h"
#include "model/Exchange.h"
#include "model/Message.h"
#include "model/Mute.h"
#include "model/Participant.h"
#include "model/Room.h"
#include "model/ServerStats.h"

#include <QJsonDocument>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

constexpr Timestamp Noon = 1769860800000;

QJsonObject object(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

const Room SomeRoom{ u"3XX ü"_s, u"Alice"_s, Noon, 2, 40, Noon + 1 };
const Ban SomeBan{ 7, u"Bob"_s, {}, u"3XX"_s, u"spam"_s, u"admin"_s, Noon, Noon + 1 };
const Mute SomeMute{ u"Bob"_s, u"noise"_s, u"admin"_s, Noon, Noon + 1 };
const Participant SomeParticipant{ u"Bob"_s, u"abc"_s, true, Noon, { { u"avatar"_s, u"a.png"_s } } };

ServerStats someStats()
{
    ServerStats stats;
    stats.version = u"1.2.3"_s;
    stats.uptime = 9;
    stats.http = 1;
    stats.socketIo = 2;
    stats.plainWebSocket = 3;
    stats.rooms = 4;
    stats.participants = 5;
    stats.messagesStored = 6;
    stats.messagesPosted = 7;
    stats.messagesPerSecond = 0.5;
    return stats;
}

/// Every object that is \a json without one of its members, those of inner objects among them.
QList<QJsonObject> withoutOneMember(const QJsonObject &json)
{
    QList<QJsonObject> variants;
    for (auto member = json.begin(); member != json.end(); ++member) {
        QJsonObject lesser = json;
        lesser.remove(member.key());
        variants.append(lesser);
        const QList<QJsonObject> inner = withoutOneMember(member.value().toObject());
        for (const QJsonObject &value : inner) {
            lesser[member.key()] = value;
            variants.append(lesser);
        }
    }
    return variants;
}

} // namespace

/// Clients read exactly what the server writes: a member that changes on one side fails here.
class TestModelJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roomIsReadAsItIsWritten();
    void participantIsReadAsItIsWritten();
    void messageIsReadAsItIsWritten();
    void statsAreReadAsTheyAreWritten();
    void bansAreReadAsTheyAreWritten();
    void mutesAreReadAsTheyAreWritten();
    void missingMembersAreNoticed();
    void membersOfAnotherTypeAreNoticed();
    void errorsAreReadAsTheyAreWritten_data();
    void errorsAreReadAsTheyAreWritten();
    void foreignErrorBodyIsJudgedByItsStatus_data();
    void foreignErrorBodyIsJudgedByItsStatus();
};

void TestModelJson::roomIsReadAsItIsWritten()
{
    const auto room = Room::fromJson(object(SomeRoom.toJson()));
    QVERIFY(room);
    QCOMPARE(room->toJson(), SomeRoom.toJson());
}

void TestModelJson::participantIsReadAsItIsWritten()
{
    const auto participant = Participant::fromJson(object(SomeParticipant.toJson("\"3XX\"")));
    QVERIFY(participant);
    QCOMPARE(participant->toJson("\"3XX\""), SomeParticipant.toJson("\"3XX\""));
}

void TestModelJson::messageIsReadAsItIsWritten()
{
    const Message message{ 7, Message::makeMembers(u"Bob"_s, u"hi"_s, toIsoString(Noon), { { u"x"_s, 1 } }) };
    const auto live = Exchange::fromJson(object(message.toEventJson("\"3XX\"", "\"abc\"")));
    QVERIFY(live);
    QCOMPARE(live->roomId, u"3XX"_s);
    QCOMPARE(live->socketId, u"abc"_s);
    QCOMPARE(live->order, 7);
    QCOMPARE(live->username, u"Bob"_s);
    QCOMPARE(live->content, u"hi"_s);
    QCOMPARE(live->createdAt, Noon);

    QByteArray history;
    message.appendJson(history);
    const auto stored = Exchange::fromJson(object(history));
    QVERIFY(stored);
    QCOMPARE(stored->order, 7);
    QVERIFY(stored->roomId.isNull());
}

void TestModelJson::statsAreReadAsTheyAreWritten()
{
    const auto stats = ServerStats::fromJson(object(someStats().toJson()));
    QVERIFY(stats);
    QCOMPARE(stats->toJson(), someStats().toJson());
}

void TestModelJson::bansAreReadAsTheyAreWritten()
{
    Ban everywhere = SomeBan;
    everywhere.username.clear();
    everywhere.address = u"::1"_s;
    everywhere.roomId.clear();
    everywhere.until.reset();
    for (const Ban &written : { SomeBan, everywhere }) {
        const auto ban = Ban::fromJson(object(written.toJson()));
        QVERIFY(ban);
        QCOMPARE(ban->toJson(), written.toJson());
    }
}

void TestModelJson::mutesAreReadAsTheyAreWritten()
{
    Mute endless = SomeMute;
    endless.until.reset();
    for (const Mute &written : { SomeMute, endless }) {
        const auto mute = Mute::fromJson(object(written.toJson("\"3XX\"")));
        QVERIFY(mute);
        QCOMPARE(mute->toJson("\"3XX\""), written.toJson("\"3XX\""));
    }
}

void TestModelJson::missingMembersAreNoticed()
{
    const QList<QJsonObject> rooms = withoutOneMember(object(SomeRoom.toJson()));
    QCOMPARE(rooms.size(), 6);
    for (const QJsonObject &json : rooms)
        QVERIFY(!Room::fromJson(json));

    QJsonObject participant = object(SomeParticipant.toJson("\"3XX\""));
    for (const QString &name : { u"roomId"_s, u"avatar"_s })
        participant.remove(name);
    QVERIFY(Participant::fromJson(participant));
    for (const QJsonObject &json : withoutOneMember(participant))
        QVERIFY(!Participant::fromJson(json));

    for (const QJsonObject &json : withoutOneMember(object(SomeBan.toJson())))
        QVERIFY(!Ban::fromJson(json));
    QJsonObject mute = object(SomeMute.toJson("\"3XX\""));
    mute.remove("roomId"_L1);
    for (const QJsonObject &json : withoutOneMember(mute))
        QVERIFY(!Mute::fromJson(json));

    QByteArray message;
    Message{ 7, Message::makeMembers(u"Bob"_s, u"hi"_s, toIsoString(Noon), {}) }.appendJson(message);
    for (const QJsonObject &json : withoutOneMember(object(message)))
        QVERIFY(!Exchange::fromJson(json));

    QJsonObject stats = object(someStats().toJson());
    QJsonObject connections = stats["connections"_L1].toObject();
    connections.remove("total"_L1);
    stats["connections"_L1] = connections;
    QVERIFY(ServerStats::fromJson(stats));
    for (const QJsonObject &json : withoutOneMember(stats))
        QVERIFY(!ServerStats::fromJson(json));
}

void TestModelJson::membersOfAnotherTypeAreNoticed()
{
    const QJsonObject room = object(SomeRoom.toJson());
    for (auto member = room.begin(); member != room.end(); ++member) {
        QJsonObject changed = room;
        changed[member.key()] = member.value().isString() ? QJsonValue(5) : QJsonValue(u"5"_s);
        QVERIFY2(!Room::fromJson(changed), qPrintable(member.key()));
    }
}

void TestModelJson::errorsAreReadAsTheyAreWritten_data()
{
    QTest::addColumn<Error>("error");
    QTest::newRow("fields") << Error::validation({ u"roomId should not be empty"_s, u"x must be a string"_s });
    QTest::newRow("window") << Error::badWindow(u"Invalid parameters"_s);
    QTest::newRow("conflict") << Error::roomConflict(u"3XX"_s);
    QTest::newRow("not found") << Error::roomNotFound(u"3XX"_s);
    QTest::newRow("banned") << Error::banned(u"spam"_s, Noon);
    QTest::newRow("muted for ever") << Error::muted(u"noise"_s, std::nullopt);
    QTest::newRow("nobody") << Error::participantNotFound(u"abc"_s);
    for (int kind = 0; kind <= int(Error::Kind::HttpVersionNotSupported); ++kind) {
        if (kind != int(Error::Kind::Validation))
            QTest::addRow("kind %d", kind) << Error::of(Error::Kind(kind));
    }
}

void TestModelJson::errorsAreReadAsTheyAreWritten()
{
    QFETCH(Error, error);
    const Error overRest = Error::fromRestBody(httpStatus(error), toRestBody(error));
    QCOMPARE(overRest.kind, error.kind);
    QCOMPARE(overRest.messages, error.messages);
    const Error overEvents = Error::fromException(object(toExceptionJson(error)));
    QCOMPARE(overEvents.kind, error.kind);
    QCOMPARE(overEvents.messages, error.messages);
}

void TestModelJson::foreignErrorBodyIsJudgedByItsStatus_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("page") << 401 << "<html>"_ba << Error::Kind::Unauthorized;
    QTest::newRow("empty") << 403 << ""_ba << Error::Kind::AccessForbidden;
    QTest::newRow("unknown status") << 502 << "Bad Gateway"_ba << Error::Kind::Internal;
    QTest::newRow("unknown code") << 404 << R"({"code":"moon.full","message":"x"})"_ba << Error::Kind::Internal;
}

void TestModelJson::foreignErrorBodyIsJudgedByItsStatus()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(Error::Kind, kind);
    const Error error = Error::fromRestBody(status, body);
    QCOMPARE(error.kind, kind);
    QVERIFY(!error.messages.isEmpty());
}

QTEST_APPLESS_MAIN(TestModelJson)
#include "TestModelJson.moc"
