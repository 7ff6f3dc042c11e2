// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Participant.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QList>

namespace parlor::admin {

/// Who is in a room, and who left it a short while ago, in the order in which they became known.
class ParticipantsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Username, Joined, Connection, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, ///< what a column is sorted by
        ConnectedRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// All of them.
    void set(const QList<Participant> &participants);
    /// Those who came, and those who left.
    void apply(const QList<Participant> &joined, const QList<Participant> &left);

    const Participant &participant(int row) const { return m_participants[row]; }
    int connectedCount() const { return m_connectedCount; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void connectedCountChanged();

private:
    void append(const QList<Participant> &participants);
    void removeAt(int row);
    void count();

    QList<Participant> m_participants;
    QHash<QString, int> m_rows; ///< by socketId
    int m_connectedCount = 0;
};

} // namespace parlor::admin
