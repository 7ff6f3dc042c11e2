// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/RoomStoreContract.h"
#include "storage/MemoryRoomStore.h"
#include "support/Await.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestMemoryRoomStore : public RoomStoreContract {
    Q_OBJECT

public:
    TestMemoryRoomStore() :
        RoomStoreContract({ [] { return std::make_unique<MemoryRoomStore>(MaxMessages); },
                            [](std::unique_ptr<RoomStore> store) { return store; } })
    {
    }

private Q_SLOTS:
    void fullRoomForgetsItsOldestMessages();
    void forgottenMessageLosesItsClientMessageId();

private:
    static constexpr int MaxMessages = 10;
};

void TestMemoryRoomStore::fullRoomForgetsItsOldestMessages()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(append(1, 1, MaxMessages + 3));
    const auto page = read(1, { 1, 5, 1000, MessageRange::End::Newest });
    QVERIFY(page);
    QCOMPARE(page->oldestOrder, 4);
    QCOMPARE(page->newestOrder, MaxMessages + 3);
    QCOMPARE(page->total, MaxMessages);
    QCOMPARE(page->messages.size(), 2);
    QCOMPARE(page->messages.first().order, 4);
    QCOMPARE(page->messages.first().members, "\"content\":\"1/4\""_ba);
}

void TestMemoryRoomStore::forgottenMessageLosesItsClientMessageId()
{
    QVERIFY(createRoom(1, u"a"_s));
    const QList<NewMessage> first { makeMessage(1, 1, u"old"_s), makeMessage(1, 2, u"young"_s) };
    QVERIFY(await<void>([&](auto done) { store().append(first, done); }));
    QVERIFY(append(1, 3, MaxMessages + 1));
    const auto known = await<QList<KnownMessage>>(
        [&](auto done) { store().findMessages({ { 1, u"old"_s }, { 1, u"young"_s } }, done); });
    QVERIFY(known);
    QCOMPARE(known->at(0).order, 0);
    QCOMPARE(known->at(1).order, 2);
}

QTEST_GUILESS_MAIN(TestMemoryRoomStore)
#include "TestMemoryRoomStore.moc"
