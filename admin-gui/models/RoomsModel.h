// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RoomBook.h"

#include <QAbstractTableModel>

#include <vector>

namespace parlor::admin {

/// The rooms of a book as a table, sorted and filtered. Rows keep their identity through every change, so a selection
/// stays with its rooms; the model is never reset.
class RoomsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { RoomId, Creator, Participants, Messages, PerSecond, LastActivity, Created, ColumnCount };

    /// \a book must outlive the model.
    explicit RoomsModel(RoomBook &book, QObject *parent = nullptr);

    /// Shows the rooms whose id or creator contains \a text, whatever the case; all where it is empty.
    void setFilter(const QString &text);
    const QString &filter() const { return m_filter; }

    /// The row must be there; the room only until control is back in the event loop.
    const Room &room(int row) const { return m_rows[std::size_t(row)]->room; }
    /// -1 where it is not shown.
    int rowOf(const QString &roomId) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    using Rows = std::vector<RoomEntry *>;

    QString text(const RoomEntry &entry, int column) const;
    QVariant toolTip(const RoomEntry &entry, int column) const;
    bool accepts(const RoomEntry &entry) const;
    bool isBefore(const RoomEntry *a, const RoomEntry *b) const;

    void apply(const RoomChanges &changes);
    void removeRows(const QList<RoomEntry *> &entries);
    void insertRows(Rows entries);
    void refresh(const QList<RoomEntry *> &entries);
    bool isInOrder(qsizetype row) const;
    /// Any order of the same rows.
    void reorder(Rows rows);
    void number(qsizetype first = 0);

    RoomBook &m_book;
    Rows m_rows;
    QString m_filter;
    int m_column = RoomId;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace parlor::admin
