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
        RoomStoreContract({ [this] { return makeStore(u"store-%1"_s.arg(++m_count)); },
                            [this](std::unique_ptr<RoomStore> store) {
                                store.reset();
                                return makeStore(u"store-%1"_s.arg(m_count));
                            } })
    {
    }

private:
    std::unique_ptr<RoomStore> makeStore(const QString &name) const
    {
        return std::make_unique<SqliteRoomStore>(SqliteRoomStore::Settings { m_directory.filePath(name) });
    }

    const QTemporaryDir m_directory;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestSqliteRoomStore)
#include "TestSqliteRoomStore.moc"
