// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/StoreExecutor.h"

#include "log/LogCategories.h"
#include "metrics/MonotonicClock.h"
#include "storage/DataDirectory.h"
#include "storage/SqlFile.h"
#include "storage/SqliteDatabase.h"
#include "storage/SqliteTransaction.h"
#include "storage/StoreMetrics.h"
#include "storage/StoreTables.h"
#include "storage/StoreUpkeep.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// One that took a hundred times as long as it may is forgotten after some seventy that were quick.
constexpr int ForgottenPart = 16;

/// Before the first one nobody knows.
constexpr std::chrono::milliseconds UnknownWrite(4);

StoreCall::Kind heaviestOf(std::span<StoreCallPointer> calls)
{
    const auto kindOf = [](const StoreCallPointer &call) { return call->kind(); };
    return (*std::ranges::max_element(calls, {}, kindOf))->kind();
}

std::chrono::nanoseconds timeSince(qint64 begunAtNs)
{
    return std::chrono::nanoseconds(monotonicNs() - begunAtNs);
}

} // namespace

StoreExecutor::StoreExecutor(const SqliteRoomStore::Settings &settings, std::shared_ptr<StoreMetrics> metrics) :
    m_settings(settings),
    m_metrics(std::move(metrics)),
    m_slowest(UnknownWrite)
{
}

StoreExecutor::~StoreExecutor() = default;

void StoreExecutor::run(std::span<StoreCallPointer> calls)
{
    if (const auto opened = open(); !opened) {
        for (const StoreCallPointer &call : calls)
            call->fail(opened.error());
        return;
    }
    const StoreCall::Kind heaviest = heaviestOf(calls);
    const qint64 begunAtNs = monotonicNs();
    const auto applied = apply(calls, heaviest);
    settle(calls, heaviest, timeSince(begunAtNs), applied);
}

bool StoreExecutor::runIfFree(std::span<StoreCallPointer> calls)
{
    const StoreCall::Kind heaviest = heaviestOf(calls);
    const qint64 begunAtNs = monotonicNs();
    m_database->waitForLocks(std::chrono::milliseconds(0));
    const auto applied = apply(calls, heaviest);
    const bool isLocked = !applied && m_database->isLocked();
    m_database->waitForLocks(m_lockWait);
    if (isLocked)
        return false;
    const std::chrono::nanoseconds took = timeSince(begunAtNs);
    settle(calls, heaviest, took, applied);
    // A read can be slow as well, from a cold disk.
    m_slowest = std::max(m_slowest, took);
    return true;
}

void StoreExecutor::settle(std::span<StoreCallPointer> calls, StoreCall::Kind heaviest, std::chrono::nanoseconds took,
                           const Result<void> &applied)
{
    // Others have no sync, and say nothing of the disk.
    if (heaviest == StoreCall::Kind::Write)
        m_slowest = std::max(took, m_slowest - m_slowest / ForgottenPart);
    if (applied && heaviest != StoreCall::Kind::Read) {
        m_metrics->commitTime.observe(took.count());
        m_metrics->commitCalls.observe(qint64(calls.size()));
    }
    // What can be read may not be written to, but what cannot be read is failing.
    if (!applied || heaviest != StoreCall::Kind::Read)
        report(applied);
    if (applied)
        return;
    applyReads(calls, Error::of(Error::Kind::StorageUnavailable));
    // On a full disk there may be room again in the log.
    m_upkeep->copyLogNext();
}

QList<TrimmedRoom> StoreExecutor::takeTrimmed()
{
    return m_tables ? std::exchange(m_tables->trimmed, {}) : QList<TrimmedRoom>();
}

bool StoreExecutor::isQuick() const
{
    return isOpen() && m_slowest < m_settings.patience && m_metrics->isFailing.value() == 0;
}

void StoreExecutor::beginUpkeepRound()
{
    if (m_upkeep)
        m_upkeep->beginRound();
}

bool StoreExecutor::isUpkeepDue() const
{
    return m_upkeep && m_upkeep->isDue();
}

bool StoreExecutor::keepUp()
{
    return m_upkeep && m_upkeep->step();
}

void StoreExecutor::close()
{
    m_upkeep.reset();
    m_tables.reset();
    m_database.reset();
    m_directory.reset();
}

Result<void> StoreExecutor::open()
{
    if (m_upkeep)
        return {};
    if (!m_directory) {
        auto directory = DataDirectory::occupy(m_settings.directory);
        if (!directory)
            return tl::unexpected(directory.error());
        m_directory = std::move(*directory);
    }
    auto database = openRoomDatabase(m_directory->databasePath(), m_settings.durability);
    if (!database)
        return tl::unexpected(database.error());
    m_database = std::move(*database);
    m_lockWait = std::chrono::milliseconds(m_database->number("PRAGMA busy_timeout").value_or(0));
    m_tables = std::make_unique<StoreTables>(*m_database, m_settings.retention);
    m_upkeep = std::make_unique<StoreUpkeep>(*m_database, *m_tables, m_settings.durability, m_settings.retention);
    return {};
}

Result<void> StoreExecutor::apply(std::span<StoreCallPointer> calls, StoreCall::Kind heaviest)
{
    // SQLite would go on writing to a file that nobody finds any more.
    if (heaviest != StoreCall::Kind::Read && !m_database->isInPlace()) {
        return tl::unexpected(Error::of(
            Error::Kind::StorageUnavailable,
            u"the database '%1' was removed, or put elsewhere"_s.arg(m_database->path())));
    }
    std::optional<RelaxedCommits> relaxed;
    if (heaviest == StoreCall::Kind::Record)
        relaxed.emplace(*m_database, m_settings.durability);
    SqliteTransaction transaction(*m_database);
    const auto begun = transaction.begin(heaviest == StoreCall::Kind::Read ? SqliteTransaction::Kind::Read
                                                                           : SqliteTransaction::Kind::Write);
    if (!begun)
        return begun;
    const bool isVoid = std::ranges::any_of(calls, [this](const StoreCallPointer &call) { return !call->apply(*m_tables); });
    if (isVoid)
        return tl::unexpected(m_database->lastError());
    return transaction.commit();
}

void StoreExecutor::applyReads(std::span<StoreCallPointer> calls, const Error &failure)
{
    m_tables->trimmed.clear();
    for (const StoreCallPointer &call : calls) {
        if (call->kind() != StoreCall::Kind::Read || !call->apply(*m_tables))
            call->fail(failure);
    }
}

void StoreExecutor::report(const Result<void> &outcome)
{
    if (!outcome)
        m_metrics->transactionsFailed.add();
    const bool wasFailing = m_metrics->isFailing.value() != 0;
    if (wasFailing == !outcome)
        return;
    m_metrics->isFailing.set(!outcome);
    if (!wasFailing)
        qCWarning(log::storage, "%ls; nothing is stored until that is over",
                  qUtf16Printable(outcome.error().messages.join(u' ')));
    else
        qCWarning(log::storage, "the database can be written to again");
}

} // namespace parlor
