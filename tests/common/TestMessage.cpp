// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Message.h"
#include "model/Participant.h"
#include "model/Room.h"

#include <QJsonDocument>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

constexpr Timestamp Noon = 1769860800000;
constexpr char NoonText[] = "2026-01-31T12:00:00.000Z";

QJsonObject object(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

QByteArray historyJson(const Message &message)
{
    QByteArray out;
    message.appendJson(out);
    return out;
}

} // namespace

class TestMessage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void membersKeepTheContractsOrder();
    void membersTakeExtrasThatAreNotReserved_data();
    void membersTakeExtrasThatAreNotReserved();
    void membersHoldNoSpareMemory();
    void historyFormBeginsWithTheOrder();
    void messagesAreAppendedToAList();
    void liveFormAddsRoomAndSocket();
    void hostileTextCannotBreakOutOfItsString();
    void roomHasTheContractsForm();
    void participantHasTheContractsForm_data();
    void participantHasTheContractsForm();
};

void TestMessage::membersKeepTheContractsOrder()
{
    QCOMPARE(Message::makeMembers(u"Bob"_s, u"hi"_s, NoonText, {}),
             R"("username":"Bob","content":"hi","createdAt":"2026-01-31T12:00:00.000Z")"_ba);
}

void TestMessage::membersTakeExtrasThatAreNotReserved_data()
{
    QTest::addColumn<QByteArray>("extras");
    QTest::addColumn<QByteArray>("appended");

    QTest::newRow("avatar") << R"({"avatar":"a.png"})"_ba
                            << R"(,"avatar":"a.png")"_ba;
    QTest::newRow("structure") << R"({"meta":{"x":[1,null]},"n":1.5})"_ba
                               << R"(,"meta":{"x":[1,null]},"n":1.5)"_ba;
    QTest::newRow("client's id") << R"({"clientMessageId":"c1"})"_ba
                                 << R"(,"clientMessageId":"c1")"_ba;
    for (const char *name : { "order", "roomId", "socketId", "username", "content", "createdAt" }) {
        QTest::newRow(name) << QByteArray(QByteArray("{\"") + name + "\":\"forged\",\"z\":1}")
                            << R"(,"z":1)"_ba;
    }
}

void TestMessage::membersTakeExtrasThatAreNotReserved()
{
    QFETCH(QByteArray, extras);
    QFETCH(QByteArray, appended);
    const QByteArray bare = Message::makeMembers(u"Bob"_s, u"hi"_s, NoonText, {});
    QCOMPARE(Message::makeMembers(u"Bob"_s, u"hi"_s, NoonText, object(extras)), QByteArray(bare + appended));
}

void TestMessage::membersHoldNoSpareMemory()
{
    const QByteArray members = Message::makeMembers(u"Bob"_s, QString(10000, u'é'), NoonText, {});
    QVERIFY(members.capacity() <= members.size() + 64);
}

void TestMessage::historyFormBeginsWithTheOrder()
{
    const Message message{ 7, Message::makeMembers(u"Bob"_s, u"hi"_s, NoonText, {}) };
    QCOMPARE(historyJson(message),
             R"({"order":7,"username":"Bob","content":"hi","createdAt":"2026-01-31T12:00:00.000Z"})"_ba);
}

void TestMessage::messagesAreAppendedToAList()
{
    QByteArray out("[");
    Message{ 1, R"("username":"a")" }.appendJson(out);
    out += ',';
    Message{ 2, R"("username":"b")" }.appendJson(out);
    out += ']';
    QCOMPARE(out, R"([{"order":1,"username":"a"},{"order":2,"username":"b"}])"_ba);
}

void TestMessage::liveFormAddsRoomAndSocket()
{
    const Message message{ 7, Message::makeMembers(u"Bob"_s, u"hi"_s, NoonText, { { u"avatar"_s, 1 } }) };
    QJsonObject expected = object(historyJson(message));
    expected[u"roomId"_s] = u"3XX"_s;
    expected[u"socketId"_s] = u"abc"_s;
    QCOMPARE(object(message.toEventJson(R"("3XX")", R"("abc")")), expected);
}

void TestMessage::hostileTextCannotBreakOutOfItsString()
{
    const QString hostile = u"\",\"order\":99,\"x\":\"\\"_s;
    const Message message{ 1, Message::makeMembers(hostile, hostile, NoonText, { { hostile, hostile } }) };
    const QJsonObject read = object(historyJson(message));
    QCOMPARE(read.size(), 5);
    QCOMPARE(read[u"order"_s].toInt(), 1);
    QCOMPARE(read[u"username"_s].toString(), hostile);
    QCOMPARE(read[u"content"_s].toString(), hostile);
    QCOMPARE(read[hostile].toString(), hostile);
}

void TestMessage::roomHasTheContractsForm()
{
    const Room room{ u"3XX ü"_s, u"Alice"_s, Noon, 2, 40, Noon + 1 };
    QCOMPARE(room.toJson(),
             R"({"roomId":"3XX ü","creatorUsername":"Alice","createdAt":"2026-01-31T12:00:00.000Z",)"
             R"("participants":2,"messages":40,"lastActivityAt":"2026-01-31T12:00:00.001Z"})"_ba);
}

void TestMessage::participantHasTheContractsForm_data()
{
    QTest::addColumn<bool>("connected");
    QTest::addColumn<QByteArray>("extras");
    QTest::addColumn<QByteArray>("json");

    const QByteArray here =
        R"({"roomId":"3XX","username":"Bob","connected":true,"socketId":"abc",)"
        R"("joinedAt":"2026-01-31T12:00:00.000Z")";
    QByteArray gone = here;
    gone.replace("true", "false");
    QTest::newRow("connected") << true << "{}"_ba << QByteArray(here + '}');
    QTest::newRow("gone") << false << "{}"_ba << QByteArray(gone + '}');
    QTest::newRow("avatar") << true << R"({"avatar":"a.png"})"_ba
                            << QByteArray(here + R"(,"avatar":"a.png"})");
    for (const char *name : { "roomId", "username", "connected", "socketId", "joinedAt", "lastOrder" }) {
        QTest::newRow(name) << true << QByteArray(QByteArray("{\"") + name + "\":\"forged\"}")
                            << QByteArray(here + '}');
    }
}

void TestMessage::participantHasTheContractsForm()
{
    QFETCH(bool, connected);
    QFETCH(QByteArray, extras);
    QFETCH(QByteArray, json);
    const Participant participant{ u"Bob"_s, u"abc"_s, connected, Noon, object(extras) };
    QCOMPARE(participant.toJson(R"("3XX")"), json);
}

QTEST_APPLESS_MAIN(TestMessage)
#include "TestMessage.moc"
