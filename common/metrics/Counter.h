// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>

namespace parlor {

/// A number that one thread at a time makes grow and any thread may read. It costs what a plain number costs: no lock, no locked
/// instruction. Who reads several of them may see one that is a moment older than the other.
class Counter {
public:
    /// The one thread only.
    void add(quint64 count = 1)
    {
        m_value.store(m_value.load(std::memory_order_relaxed) + count, std::memory_order_relaxed);
    }
    quint64 value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<quint64> m_value = 0;
};

/// The same for a number that also falls.
class Gauge {
public:
    /// Both: the one thread only.
    void set(qint64 value) { m_value.store(value, std::memory_order_relaxed); }
    void add(qint64 difference) { set(value() + difference); }
    qint64 value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<qint64> m_value = 0;
};

} // namespace parlor
