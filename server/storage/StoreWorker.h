// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "async/EndOfTurn.h"
#include "async/Mailbox.h"
#include "storage/SqliteRoomStore.h"
#include "storage/StoreCall.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace parlor {

class DataDirectory;
class SqliteDatabase;
class StoreUpkeep;
struct StoreMetrics;
struct StoreTables;

/// The part of a SqliteRoomStore that lives on the store's thread, and the only one that touches the database. All that
/// waits becomes one transaction with one commit; the completions follow in the order of the calls.
class StoreWorker : public QObject {
    Q_OBJECT

public:
    using Calls = Mailbox<StoreCallPointer>;

    /// Made anywhere, then moved to its thread. \a answers gets every call back, in order.
    StoreWorker(const SqliteRoomStore::Settings &settings, std::shared_ptr<StoreMetrics> metrics,
                Mailbox<StoreAnswer>::Address answers);
    ~StoreWorker() override;

    /// Where calls come in. An empty pointer behind all others ends the thread.
    Calls::Address calls() const { return m_calls.address(); }

private:
    using Iterator = Calls::Items::iterator;

    void serve(Calls::Items &calls);
    /// What fits into one transaction.
    static Iterator endOfBatch(Iterator first, Iterator last);
    void run(Iterator first, Iterator last);
    /// Opens the database where that is not done.
    Result<void> open();
    /// Where it fails, nothing of it is stored.
    Result<void> apply(Iterator first, Iterator last);
    /// What is left where apply() failed: writes are refused, reads see what is stored.
    void applyReads(Iterator first, Iterator last, const Error &failure);
    void report(const Result<void> &outcome);
    void keepUp();
    QList<TrimmedRoom> takeTrimmed();
    void end();

    const SqliteRoomStore::Settings m_settings;
    const std::shared_ptr<StoreMetrics> m_metrics;
    const Mailbox<StoreAnswer>::Address m_answers;
    Calls m_calls;
    std::unique_ptr<DataDirectory> m_directory;
    std::unique_ptr<SqliteDatabase> m_database;
    std::unique_ptr<StoreTables> m_tables;
    std::unique_ptr<StoreUpkeep> m_upkeep;
    EndOfTurn m_upkeepTurn;
    QTimer m_upkeepTimer;
};

} // namespace parlor
