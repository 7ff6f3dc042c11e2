// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/StoreWorker.h"

#include "storage/StoreExecutor.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace parlor {

namespace {

/// Each may give a page of thousands of messages, and the rooms thread shall not wait for all of them.
constexpr int MaxReadsInBatch = 16;

} // namespace

StoreWorker::StoreWorker(StoreExecutor &executor, Mailbox<StoreAnswer>::Address answers) :
    m_executor(executor),
    m_answers(std::move(answers)),
    m_calls([this](Calls::Items &calls) { serve(calls); }, this),
    m_upkeepTurn([this] { keepUp(); }, this),
    m_upkeepTimer(this)
{
    connect(&m_upkeepTimer, &QTimer::timeout, this, [this] {
        const StoreExecutor::Lock lock = m_executor.lock();
        m_executor.beginUpkeepRound();
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
        first = last;
    }
    const StoreExecutor::Lock lock = m_executor.lock();
    if (isLast) {
        end();
        return;
    }
    if (m_executor.isOpen() && !m_upkeepTimer.isActive())
        m_upkeepTimer.start(RetentionIntervalMs);
    if (m_executor.isUpkeepDue())
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
    StoreAnswer answer;
    {
        const StoreExecutor::Lock lock = m_executor.lock();
        m_executor.run({ first, last });
        answer.trimmed = m_executor.takeTrimmed();
    }
    // Without the lock, because whoever gets it may be about to take that.
    answer.calls.assign(std::make_move_iterator(first), std::make_move_iterator(last));
    m_answers.post(std::move(answer));
}

void StoreWorker::keepUp()
{
    const StoreExecutor::Lock lock = m_executor.lock();
    const bool hasMore = m_executor.keepUp();
    // Within the lock, unlike answers: no call is under way that would keep a later one from overtaking it.
    if (auto trimmed = m_executor.takeTrimmed(); !trimmed.isEmpty())
        m_answers.post({ {}, std::move(trimmed) });
    if (hasMore)
        m_upkeepTurn.schedule();
}

void StoreWorker::end()
{
    m_upkeepTimer.stop();
    m_executor.close();
    QThread::currentThread()->quit();
}

} // namespace parlor
