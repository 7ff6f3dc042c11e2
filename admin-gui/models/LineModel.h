// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Line.h"
#include "models/LineFilter.h"

#include <QAbstractTableModel>
#include <QList>

#include <deque>

namespace parlor::admin {

/// Lines in their order, as far as they pass the filter. Bounded: at most 10,000, and at most 64 MB of text; what is
/// too much goes from the end that the caller names.
class LineModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, RoomId, Order, User, Content, ColumnCount };

    static constexpr qsizetype MostLines = 10'000;
    static constexpr qsizetype MostBytes = 64 * 1024 * 1024;

    using QAbstractTableModel::QAbstractTableModel;

    /// At the end; the oldest go.
    void append(const QList<Line> &lines);
    /// At the beginning; the newest go. True where some went.
    bool prepend(const QList<Line> &lines);
    void clear();

    void setFilter(const LineFilter &filter);
    const LineFilter &filter() const { return m_filter; }

    /// All that is kept, whatever the filter.
    qsizetype lineCount() const { return qsizetype(m_lines.size()); }
    /// The row must be there.
    const Line &line(int row) const { return m_lines[std::size_t(m_shown[std::size_t(row)] - m_first)]; }
    /// The order of the oldest message that is kept; 0 where there is none.
    qint64 firstOrder() const;
    qint64 lastOrder() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    static qsizetype bytesOf(const Line &line);
    bool isTooMuch() const;
    void dropOldest();
    bool dropNewest();

    std::deque<Line> m_lines;
    /// The number of the first line that is kept. Numbers run on for ever, into the past as well.
    qint64 m_first = 0;
    std::deque<qint64> m_shown; ///< the numbers of the rows
    LineFilter m_filter;
    qsizetype m_bytes = 0;
};

} // namespace parlor::admin
