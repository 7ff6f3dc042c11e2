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

namespace {

/// One that took a hundred times as long as it may is forgotten after some seventy that were quick.
constexpr int ForgottenPart = 16;

/// Before the first one nobody knows.
constexpr std::chrono::milliseconds UnknownWrite(4);

} // namespace

StoreExecutor::StoreExecutor(const SqliteRoomStore::Settings &settings, std::shared_ptr<StoreMetrics> metrics) :
    m_settings(settings),
    m_metrics(std::move(metrics)),
    m_slowestWrite(UnknownWrite)
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
    const auto kindOf = [](const StoreCallPointer &call) { return call->kind(); };
    const StoreCall::Kind heaviest = (*std::ranges::max_element(calls, {}, kindOf))->kind();
    const qint64 begunAtNs = monotonicNs();
    const auto applied = apply(calls, heaviest);
    if (heaviest != StoreCall::Kind::Read)
        noteWrite(std::chrono::nanoseconds(monotonicNs() - begunAtNs), calls.size(), applied.has_value());
    report(applied);
    if (!applied)
        applyReads(calls, Error::of(Error::Kind::StorageUnavailable));
}

QList<TrimmedRoom> StoreExecutor::takeTrimmed()
{
    return m_tables ? std::exchange(m_tables->trimmed, {}) : QList<TrimmedRoom>();
}

bool StoreExecutor::isQuick() const
{
    return isOpen() && m_slowestWrite < m_settings.patience && m_metrics->isFailing.value() == 0;
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
    m_tables = std::make_unique<StoreTables>(*m_database, m_settings.retention);
    m_upkeep = std::make_unique<StoreUpkeep>(*m_database, *m_tables, m_settings.durability, m_settings.retention);
    return {};
}

Result<void> StoreExecutor::apply(std::span<StoreCallPointer> calls, StoreCall::Kind heaviest)
{
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

void StoreExecutor::noteWrite(std::chrono::nanoseconds took, std::size_t calls, bool isCommitted)
{
    m_slowestWrite = std::max(took, m_slowestWrite - m_slowestWrite / ForgottenPart);
    if (!isCommitted)
        return;
    m_metrics->commitTime.observe(took.count());
    m_metrics->commitCalls.observe(qint64(calls));
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
