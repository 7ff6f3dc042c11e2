// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/SqliteRoomStoreContract.h"

#include <QTest>

using namespace parlor;
using namespace std::chrono_literals;

/// Everything is stored on the store's thread.
class TestSqliteRoomStore : public SqliteRoomStoreContract {
    Q_OBJECT

public:
    TestSqliteRoomStore() :
        SqliteRoomStoreContract(0s)
    {
    }
};

QTEST_GUILESS_MAIN(TestSqliteRoomStore)
#include "TestSqliteRoomStore.moc"
