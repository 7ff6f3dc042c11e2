// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomStore.h"

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace parlor {

struct StoreTables;

/// A call of the RoomStore on its way: made on the rooms thread, applied by whoever has the StoreExecutor, and completed and
/// destroyed on the rooms thread again, so that what its completion holds never leaves there.
class StoreCall {
public:
    enum class Kind : quint8 {
        Read,
        Record, ///< writes, but is not worth a sync
        Write,
    };

    explicit StoreCall(Kind kind) :
        m_kind(kind)
    {
    }
    virtual ~StoreCall() = default;
    Q_DISABLE_COPY_MOVE(StoreCall)

    Kind kind() const { return m_kind; }

    /// Keeps the outcome. False where the database failed: the transaction is void then.
    virtual bool apply(StoreTables &tables) = 0;
    /// Nothing of it was applied.
    virtual void fail(const Error &error) = 0;
    /// Tells the caller what was kept.
    virtual void complete() = 0;

private:
    const Kind m_kind;
};

/// One that is answered by a \a T.
template <typename T>
class StoreCallFor final : public StoreCall {
public:
    using Operation = std::function<Result<T>(StoreTables &)>;

    StoreCallFor(Kind kind, Operation operation, RoomStore::Done<T> done) :
        StoreCall(kind),
        m_operation(std::move(operation)),
        m_done(std::move(done))
    {
    }

    bool apply(StoreTables &tables) override
    {
        m_result = m_operation(tables);
        return m_result || m_result.error().kind != Error::Kind::StorageUnavailable;
    }
    void fail(const Error &error) override { m_result = tl::unexpected(error); }
    void complete() override { m_done(std::move(m_result)); }

private:
    const Operation m_operation;
    const RoomStore::Done<T> m_done;
    Result<T> m_result = tl::unexpected(Error());
};

using StoreCallPointer = std::unique_ptr<StoreCall>;

/// What comes back: calls of one transaction in their order, and what it dropped.
struct StoreAnswer {
    std::vector<StoreCallPointer> calls;
    QList<TrimmedRoom> trimmed;
};

} // namespace parlor
