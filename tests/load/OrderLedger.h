// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <map>

namespace parlor::load {

/// One listener's account of the orders that it hears of one room: each is to come once, and none may be left out.
class OrderLedger {
public:
    /// Everything after \a order is to be heard. Does nothing once something was heard.
    void startAfter(qint64 order);
    void hear(qint64 order);
    /// The server itself said that these orders, inclusive, are not coming.
    void excuse(qint64 from, qint64 to);

    /// The newest order heard, or said at the start; 0 before.
    qint64 last() const { return m_last; }
    quint64 heard() const { return m_heard; }
    /// Orders left out and neither heard later nor excused.
    quint64 gaps() const;
    quint64 duplicates() const { return m_duplicates; }
    /// Orders heard after newer ones.
    quint64 outOfOrder() const { return m_outOfOrder; }
    quint64 excused() const { return m_excused; }

private:
    /// Takes what is missing of a range out of m_missing; returns how many that were.
    quint64 settle(qint64 from, qint64 to);

    bool m_isStarted = false;
    qint64 m_last = 0;
    quint64 m_heard = 0;
    quint64 m_duplicates = 0;
    quint64 m_outOfOrder = 0;
    quint64 m_excused = 0;
    std::map<qint64, qint64> m_missing; ///< ranges, inclusive
};

} // namespace parlor::load
