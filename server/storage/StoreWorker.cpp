// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/StoreWorker.h"

#include "log/LogCategories.h"
#include "metrics/MonotonicClock.h"
#include "storage/DataDirectory.h"
#include "storage/SchemaMigrator.h"
#include "storage/SqlFile.h"
#include "storage/SqliteDatabase.h"
#include "storage/SqliteTransaction.h"
#include "storage/StoreMetrics.h"
#include "storage/StoreTables.h"
#include "storage/StoreUpkeep.h"

#include <QThread>

#include <algorithm>
#include <optional>
#include <utility>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// Each may give a page of thousands of messages, and the rooms thread shall not wait for all of them.
constexpr int MaxReadsInBatch = 16;

} // namespace

StoreWorker::StoreWorker(const SqliteRoomStore::Settings &settings, std::shared_ptr<StoreMetrics> metrics,
                         Mailbox<StoreAnswer>::Address answers) :
    m_settings(settings),
    m_metrics(std::move(metrics)),
    m_answers(std::move(answers)),
    m_calls([this](Calls::Items &calls) { serve(calls); }, this),
    m_upkeepTurn([this] { keepUp(); }, this),
    m_upkeepTimer(this)
{
    connect(&m_upkeepTimer, &QTimer::timeout, this, [this] {
        m_upkeep->beginRound();
        m_upkeepTurn.schedule();
    });
}

StoreWorker::~StoreWorker() = default;

void StoreWorker::serve(Calls::Items &calls)
{
    const bool isLast = !calls.back();
    if (isLast)
        calls.pop_back();
    for (Iterator first = calls.begin(); first != calls.end();) {
        const Iterator last = endOfBatch(first, calls.end());
        run(first, last);
        Calls::Items done(std::make_move_iterator(first), std::make_move_iterator(last));
        m_answers.post({ std::move(done), takeTrimmed() });
        first = last;
    }
    if (isLast)
        end();
    else if (m_upkeep && m_upkeep->isDue())
        m_upkeepTurn.schedule();
}

StoreWorker::Iterator StoreWorker::endOfBatch(Iterator first, Iterator last)
{
    int reads = 0;
    return std::find_if(first, last, [&reads](const StoreCallPointer &call) {
        return call->kind() == StoreCall::Kind::Read && ++reads > MaxReadsInBatch;
    });
}

void StoreWorker::run(Iterator first, Iterator last)
{
    if (const auto opened = open(); !opened) {
        std::for_each(first, last, [&opened](const StoreCallPointer &call) { call->fail(opened.error()); });
        return;
    }
    const auto applied = apply(first, last);
    report(applied);
    if (!applied)
        applyReads(first, last, Error::of(Error::Kind::StorageUnavailable));
}

Result<void> StoreWorker::apply(Iterator first, Iterator last)
{
    const auto kindOf = [](const StoreCallPointer &call) { return call->kind(); };
    const StoreCall::Kind heaviest = (*std::ranges::max_element(first, last, {}, kindOf))->kind();
    std::optional<RelaxedCommits> relaxed;
    if (heaviest == StoreCall::Kind::Record)
        relaxed.emplace(*m_database, m_settings.durability);
    const qint64 begunAtNs = monotonicNs();
    SqliteTransaction transaction(*m_database);
    const auto begun = transaction.begin(heaviest == StoreCall::Kind::Read ? SqliteTransaction::Kind::Read
                                                                           : SqliteTransaction::Kind::Write);
    if (!begun)
        return begun;
    const bool isVoid = std::any_of(first, last, [this](const StoreCallPointer &call) { return !call->apply(*m_tables); });
    if (isVoid)
        return tl::unexpected(m_database->lastError());
    const auto committed = transaction.commit();
    if (committed && heaviest != StoreCall::Kind::Read) {
        m_metrics->commitTime.observe(monotonicNs() - begunAtNs);
        m_metrics->commitCalls.observe(last - first);
    }
    return committed;
}

void StoreWorker::applyReads(Iterator first, Iterator last, const Error &failure)
{
    m_tables->trimmed.clear();
    for (; first != last; ++first) {
        if ((*first)->kind() != StoreCall::Kind::Read || !(*first)->apply(*m_tables))
            (*first)->fail(failure);
    }
}

Result<void> StoreWorker::open()
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
    m_upkeep = std::make_unique<StoreUpkeep>(*m_database, *m_tables, m_settings.durability,
                                             m_settings.retention);
    m_upkeepTimer.start(RetentionIntervalMs);
    return {};
}

void StoreWorker::report(const Result<void> &outcome)
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

void StoreWorker::keepUp()
{
    if (!m_upkeep)
        return;
    const bool hasMore = m_upkeep->step();
    if (auto trimmed = takeTrimmed(); !trimmed.isEmpty())
        m_answers.post({ {}, std::move(trimmed) });
    if (hasMore)
        m_upkeepTurn.schedule();
}

QList<TrimmedRoom> StoreWorker::takeTrimmed()
{
    return m_tables ? std::exchange(m_tables->trimmed, {}) : QList<TrimmedRoom>();
}

void StoreWorker::end()
{
    m_upkeepTimer.stop();
    m_upkeep.reset();
    m_tables.reset();
    m_database.reset();
    m_directory.reset();
    QThread::currentThread()->quit();
}

} // namespace parlor
