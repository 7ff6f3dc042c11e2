// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "validation/MessageDraft.h"

#include "validation/PayloadRules.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

constexpr Timestamp Now = 1769860800000; // 2026-01-31T12:00:00Z

Result<MessageDraft> readDraft(const QJsonObject &payload)
{
    return MessageDraft::read(PayloadRules(payload), Now);
}

} // namespace

class TestMessageDraft : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void membersHoldWhatTheSenderGaveAndNothingTheServerOwns();
    void createdAtIsKeptOrStamped_data();
    void createdAtIsKeptOrStamped();
    void clientMessageIdStaysInTheMessage();
    void brokenRulesAreListed();
    void extrasAreBounded();
    void fieldsAskedForBeforeComeFirst();
};

void TestMessageDraft::membersHoldWhatTheSenderGaveAndNothingTheServerOwns()
{
    const auto draft = readDraft({ { u"username"_s, u"ann"_s },
                                   { u"content"_s, u"hi"_s },
                                   { u"avatar"_s, u"a.png"_s },
                                   { u"order"_s, 99 },
                                   { u"roomId"_s, u"other"_s },
                                   { u"socketId"_s, u"stolen"_s } });
    QVERIFY(draft);
    QCOMPARE(draft->username, u"ann"_s);
    QCOMPARE(draft->content, u"hi"_s);
    QCOMPARE(draft->clientMessageId, QString());
    QCOMPARE(draft->members,
             R"("username":"ann","content":"hi","createdAt":"2026-01-31T12:00:00.000Z","avatar":"a.png")"_ba);
}

void TestMessageDraft::createdAtIsKeptOrStamped_data()
{
    QTest::addColumn<QJsonValue>("sent");
    QTest::addColumn<QByteArray>("kept");

    const QByteArray stamped = "2026-01-31T12:00:00.000Z"_ba;
    QTest::newRow("missing") << QJsonValue(QJsonValue::Undefined) << stamped;
    QTest::newRow("as the server writes it")
        << QJsonValue(u"2020-02-29T01:02:03.004Z"_s) << "2020-02-29T01:02:03.004Z"_ba;
    QTest::newRow("without milliseconds")
        << QJsonValue(u"2020-02-29T01:02:03Z"_s) << "2020-02-29T01:02:03.000Z"_ba;
    QTest::newRow("elsewhere on earth")
        << QJsonValue(u"2020-03-01T00:30:00+02:00"_s) << "2020-02-29T22:30:00.000Z"_ba;
    QTest::newRow("no such day") << QJsonValue(u"2021-02-29T01:02:03Z"_s) << stamped;
    QTest::newRow("nonsense") << QJsonValue(u"yesterday"_s) << stamped;
    QTest::newRow("number") << QJsonValue(qint64(1582938123004.0)) << stamped;
    QTest::newRow("null") << QJsonValue(QJsonValue::Null) << stamped;
}

void TestMessageDraft::createdAtIsKeptOrStamped()
{
    QFETCH(QJsonValue, sent);
    QFETCH(QByteArray, kept);
    QJsonObject payload { { u"username"_s, u"ann"_s }, { u"content"_s, u"hi"_s } };
    if (!sent.isUndefined())
        payload.insert(u"createdAt"_s, sent);
    const auto draft = readDraft(payload);
    QVERIFY(draft);
    QCOMPARE(draft->createdAt, kept);
    QCOMPARE(draft->members, R"("username":"ann","content":"hi","createdAt":")" + kept + '"');
}

void TestMessageDraft::clientMessageIdStaysInTheMessage()
{
    const auto draft = readDraft(
        { { u"username"_s, u"ann"_s }, { u"content"_s, u"hi"_s }, { u"clientMessageId"_s, u"m-1"_s } });
    QVERIFY(draft);
    QCOMPARE(draft->clientMessageId, u"m-1"_s);
    QVERIFY(draft->members.endsWith(R"(,"clientMessageId":"m-1")"));
}

void TestMessageDraft::brokenRulesAreListed()
{
    const auto draft = readDraft({ { u"content"_s, 5 }, { u"clientMessageId"_s, QString(129, u'x') } });
    QVERIFY(!draft);
    QCOMPARE(draft.error().messages,
             QStringList({ u"username should not be empty"_s, u"content must be a string"_s,
                           u"clientMessageId must be shorter than or equal to 128 characters"_s }));
}

void TestMessageDraft::extrasAreBounded()
{
    PayloadLimits limits;
    limits.extrasBytes = 20;
    limits.extrasDepth = 1;
    const auto read = [&limits](const QJsonValue &note) {
        const QJsonObject payload { { u"username"_s, u"ann"_s }, { u"content"_s, QString(1000, u'[') }, { u"note"_s, note } };
        return MessageDraft::read(PayloadRules(payload), Now, limits);
    };
    QVERIFY(read(u"0123456789"_s));
    QVERIFY(read(QJsonArray { 1, 2 }));
    const auto tooLarge = read(u"0123456789x"_s);
    QVERIFY(!tooLarge);
    QCOMPARE(tooLarge.error().messages, QStringList(u"extra fields must not take more than 20 bytes"_s));
    QVERIFY(PayloadRules::concernsExtras(tooLarge.error()));
    const auto tooDeep = read(QJsonArray { QJsonArray {} });
    QVERIFY(!tooDeep);
    QCOMPARE(tooDeep.error().messages, QStringList(u"extra fields must not be nested more than 1 deep"_s));
    QVERIFY(!PayloadRules::concernsExtras(Error::validation({ u"username should not be empty"_s })));
}

void TestMessageDraft::fieldsAskedForBeforeComeFirst()
{
    PayloadRules rules(QJsonObject { { u"username"_s, u"ann"_s } });
    rules.name("roomId"_L1);
    const auto draft = MessageDraft::read(rules, Now);
    QVERIFY(!draft);
    QCOMPARE(draft.error().messages,
             QStringList({ u"roomId should not be empty"_s, u"content should not be empty"_s }));
}

QTEST_GUILESS_MAIN(TestMessageDraft)
#include "TestMessageDraft.moc"
