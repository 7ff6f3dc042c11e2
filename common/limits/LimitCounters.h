// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <atomic>

namespace parlor {

/// What a client can run into (docs/api.md, "Limits").
enum class Limit : quint8 {
    Connections,
    ConnectionsOfAddress,
    HeadBytes,
    BodyBytes,
    RequestTime, ///< of a head or of a whole request
    MessageBytes,
    PendingBytes,
    PostsOfConnection,
    PostsOfUser,
    Joins,
    RoomsOfCreator,
    Participants,
    Extras,
    JsonDepth,
};
inline constexpr Limit LastLimit = Limit::JsonDepth;

/// How often each limit was hit since the start, on one thread. Written by that thread alone, read by any.
class LimitCounters {
public:
    void count(Limit limit)
    {
        // One writer needs no atomic addition.
        std::atomic<qint64> &counter = m_counters[std::size_t(limit)];
        counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }
    qint64 value(Limit limit) const { return m_counters[std::size_t(limit)].load(std::memory_order_relaxed); }

private:
    std::array<std::atomic<qint64>, std::size_t(LastLimit) + 1> m_counters {};
};

} // namespace parlor
