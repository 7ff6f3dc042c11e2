// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <QAbstractTableModel>
#include <QString>

#include <deque>

namespace parlor::admin {

/// What the operator did in this session, the newest first; the last thousand of it.
class JournalModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Action, Outcome, Command, ColumnCount };
    enum Role { FailedRole = Qt::UserRole };

    struct Entry {
        Timestamp time = 0;
        QString action;
        QString failure; ///< empty where it succeeded
        QString command; ///< the curl line; never with a token
    };

    using QAbstractTableModel::QAbstractTableModel;

    void add(const Entry &entry);
    const Entry &entry(int row) const { return m_entries[std::size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::deque<Entry> m_entries;
};

} // namespace parlor::admin
