// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/RoomStoreContract.h"
#include "storage/SqliteRoomStore.h"
#include "support/Await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestSqliteRoomStore : public RoomStoreContract {
    Q_OBJECT

public:
    TestSqliteRoomStore() :
        RoomStoreContract({ [this](const Retention &retention) {
                               m_settings = { m_scratch.filePath(QString::number(++m_count)), Durability::Full, retention };
                               return std::make_unique<SqliteRoomStore>(m_settings);
                           },
                            [this](std::unique_ptr<RoomStore> store) {
                                store.reset();
                                return std::make_unique<SqliteRoomStore>(m_settings);
                            } })
    {
    }

private:
    const QTemporaryDir m_scratch;
    SqliteRoomStore::Settings m_settings;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestSqliteRoomStore)
#include "TestSqliteRoomStore.moc"
