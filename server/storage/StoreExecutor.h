// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/SqliteRoomStore.h"
#include "storage/StoreCall.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <span>

namespace parlor {

class DataDirectory;
class SqliteDatabase;
class StoreUpkeep;
struct StoreMetrics;
struct StoreTables;

/// Runs calls on the database, which nothing else touches. Not tied to a thread: whoever holds the lock may use it, and every
/// function but the locking ones expects that.
class StoreExecutor {
public:
    StoreExecutor(const SqliteRoomStore::Settings &settings, std::shared_ptr<StoreMetrics> metrics);
    ~StoreExecutor();
    Q_DISABLE_COPY_MOVE(StoreExecutor)

    using Lock = std::unique_lock<std::mutex>;
    Lock lock() { return Lock(m_mutex); }
    /// Does not wait; owns nothing where somebody else has it.
    Lock tryLock() { return Lock(m_mutex, std::try_to_lock); }

    /// Makes one transaction of all \a calls, and keeps the outcome in each. Opens the database where that is not done.
    void run(std::span<StoreCallPointer> calls);
    /// The same where the database isQuick(). False where another program has locked it: nothing was done then, nor waited for.
    bool runIfFree(std::span<StoreCallPointer> calls);
    /// What was dropped since this was asked last, in committed transactions only.
    QList<TrimmedRoom> takeTrimmed();

    bool isOpen() const { return m_upkeep != nullptr; }
    /// Whether a call is likely to take no longer than Settings::patience: none of the last writes did, nor what was run because of
    /// this, and the last write did not fail.
    bool isQuick() const;

    /// See StoreUpkeep.
    void beginUpkeepRound();
    bool isUpkeepDue() const;
    bool keepUp();

    /// Closes the database.
    void close();

private:
    Result<void> open();
    /// Where it fails, nothing of it is stored.
    Result<void> apply(std::span<StoreCallPointer> calls, StoreCall::Kind heaviest);
    void settle(std::span<StoreCallPointer> calls, StoreCall::Kind heaviest, std::chrono::nanoseconds took,
                const Result<void> &applied);
    /// What is left where apply() failed: writes are refused, reads see what is stored.
    void applyReads(std::span<StoreCallPointer> calls, const Error &failure);
    void report(const Result<void> &outcome);

    const SqliteRoomStore::Settings m_settings;
    const std::shared_ptr<StoreMetrics> m_metrics;
    std::mutex m_mutex;
    std::unique_ptr<DataDirectory> m_directory;
    std::unique_ptr<SqliteDatabase> m_database;
    std::chrono::milliseconds m_lockWait { 0 };
    std::unique_ptr<StoreTables> m_tables;
    std::unique_ptr<StoreUpkeep> m_upkeep;
    /// What the slowest of these took, writes with their sync; each write after it takes a part of that away.
    std::chrono::nanoseconds m_slowest;
};

} // namespace parlor
