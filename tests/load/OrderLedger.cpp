// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "OrderLedger.h"

#include <algorithm>

namespace parlor::load {

void OrderLedger::startAfter(qint64 order)
{
    if (m_isStarted)
        return;
    m_isStarted = true;
    m_last = order;
}

void OrderLedger::hear(qint64 order)
{
    startAfter(order - 1);
    ++m_heard;
    if (order == m_last + 1) {
        m_last = order;
    } else if (order > m_last) {
        m_missing.emplace(m_last + 1, order - 1);
        m_last = order;
    } else if (settle(order, order) > 0) {
        ++m_outOfOrder;
    } else {
        ++m_duplicates;
    }
}

void OrderLedger::excuse(qint64 from, qint64 to)
{
    m_excused += settle(from, to);
    if (m_isStarted && to > m_last && from <= m_last + 1) {
        m_excused += quint64(to - m_last);
        m_last = to;
    }
}

quint64 OrderLedger::gaps() const
{
    quint64 count = 0;
    for (const auto &[from, to] : m_missing)
        count += quint64(to - from + 1);
    return count;
}

quint64 OrderLedger::settle(qint64 from, qint64 to)
{
    quint64 settled = 0;
    auto range = m_missing.upper_bound(from);
    if (range != m_missing.begin())
        --range;
    while (range != m_missing.end() && range->first <= to) {
        const auto [first, last] = *range;
        if (last < from) {
            ++range;
            continue;
        }
        settled += quint64(std::min(last, to) - std::max(first, from) + 1);
        range = m_missing.erase(range);
        if (first < from)
            m_missing.emplace(first, from - 1);
        if (last > to)
            range = m_missing.emplace(to + 1, last).first;
    }
    return settled;
}

} // namespace parlor::load
