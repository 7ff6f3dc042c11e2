// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/RoomStoreContract.h"
#include "storage/SqliteRoomStore.h"

#include <QTemporaryDir>

#include <chrono>

namespace parlor {

/// The contract tried on databases that are as patient as that.
class SqliteRoomStoreContract : public RoomStoreContract {
public:
    explicit SqliteRoomStoreContract(std::chrono::nanoseconds patience) :
        RoomStoreContract({ [this, patience](const Retention &retention) {
                               const QString directory = m_scratch.filePath(QString::number(++m_count));
                               m_settings = { directory, Durability::Full, retention, patience };
                               return std::make_unique<SqliteRoomStore>(m_settings);
                           },
                            [this](std::unique_ptr<RoomStore> store) {
                                store.reset();
                                return std::make_unique<SqliteRoomStore>(m_settings);
                            } })
    {
    }

protected:
    /// Where the store that create() made last keeps its database.
    const QString &directory() const { return m_settings.directory; }

private:
    const QTemporaryDir m_scratch;
    SqliteRoomStore::Settings m_settings;
    int m_count = 0;
};

} // namespace parlor
