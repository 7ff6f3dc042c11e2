// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "async/EndOfTurn.h"
#include "async/Mailbox.h"
#include "storage/StoreCall.h"

#include <QObject>
#include <QTimer>

namespace parlor {

class StoreExecutor;

/// The part of a SqliteRoomStore that lives on the store's thread. All that waits becomes one transaction with one commit; the
/// completions follow in the order of the calls.
class StoreWorker : public QObject {
    Q_OBJECT

public:
    using Calls = Mailbox<StoreCallPointer>;

    /// Made anywhere, then moved to its thread. \a answers gets every call back, in order.
    StoreWorker(StoreExecutor &executor, Mailbox<StoreAnswer>::Address answers);
    ~StoreWorker() override;

    /// Where calls come in. An empty pointer behind all others closes the database and ends the thread.
    Calls::Address calls() const { return m_calls.address(); }

private:
    using Iterator = Calls::Items::iterator;

    void serve(Calls::Items &calls);
    /// What fits into one transaction.
    static Iterator endOfBatch(Iterator first, Iterator last);
    void run(Iterator first, Iterator last);
    void keepUp();
    void end();

    StoreExecutor &m_executor;
    const Mailbox<StoreAnswer>::Address m_answers;
    Calls m_calls;
    EndOfTurn m_upkeepTurn;
    QTimer m_upkeepTimer;
};

} // namespace parlor
