// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/RoomStoreContract.h"
#include "storage/MemoryRoomStore.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestMemoryRoomStore : public RoomStoreContract {
    Q_OBJECT

public:
    TestMemoryRoomStore() :
        RoomStoreContract({ [](const Retention &retention) { return std::make_unique<MemoryRoomStore>(retention); },
                            [](std::unique_ptr<RoomStore> store) { return store; } })
    {
    }

private Q_SLOTS:
    void fullRoomForgetsItsOldestMessages();
};

void TestMemoryRoomStore::fullRoomForgetsItsOldestMessages()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(append(1, 1, MemoryRoomStore::MaxMessages + 3));
    const auto page = read(1, { 1, 5, 1000, MessageRange::End::Newest });
    QVERIFY(page);
    QCOMPARE(page->oldestOrder, 4);
    QCOMPARE(page->total, MemoryRoomStore::MaxMessages);
}

QTEST_GUILESS_MAIN(TestMemoryRoomStore)
#include "TestMemoryRoomStore.moc"
