// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ExchangeNames.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

using Names = std::vector<QByteArray>;

class TestExchangeNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAddedOnesThereIsTheUsualName();
    void addedNamesHaveTheRoomInThem();
    void whatMeansSomethingElseIsLeftOut_data();
    void whatMeansSomethingElseIsLeftOut();
    void namesAreDistinct();
};

void TestExchangeNames::withoutAddedOnesThereIsTheUsualName()
{
    const ExchangeNames names({});
    QVERIFY(names.areUsual());
    QCOMPARE(names.ofRoom(R"("tea")"), Names { R"("exchanges")" });
}

void TestExchangeNames::addedNamesHaveTheRoomInThem()
{
    const ExchangeNames names({ u"{roomId}"_s, u"news"_s, u"said in {roomId}!"_s });
    QVERIFY(!names.areUsual());
    const Names expected { "\"exchanges\"", "\"a \\\"tea\\\"\"", "\"news\"", "\"said in a \\\"tea\\\"!\"" };
    QCOMPARE(names.ofRoom("\"a \\\"tea\\\"\""), expected);
}

void TestExchangeNames::whatMeansSomethingElseIsLeftOut_data()
{
    QTest::addColumn<QByteArray>("room");
    for (const char *const name : { "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener",
                                    "exchanges", "participants", "typing", "closed", "kicked", "rooms", "closing", "exception",
                                    "ack", "auth", "leave", "observe", "unobserve", "participants/tea", "presence/" })
        QTest::newRow(name) << QByteArray(name);
}

void TestExchangeNames::whatMeansSomethingElseIsLeftOut()
{
    QFETCH(QByteArray, room);
    const ExchangeNames names({ u"{roomId}"_s, u"in {roomId}"_s });
    QCOMPARE(names.ofRoom('"' + room + '"'), (Names { R"("exchanges")", "\"in " + room + '"' }));
}

void TestExchangeNames::namesAreDistinct()
{
    const ExchangeNames names({ u"tea"_s, u"{roomId}"_s });
    QCOMPARE(names.ofRoom(R"("tea")"), (Names { R"("exchanges")", R"("tea")" }));
}

QTEST_APPLESS_MAIN(TestExchangeNames)
#include "TestExchangeNames.moc"
