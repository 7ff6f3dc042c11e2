// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ParticipantsModel.h"

#include "models/DisplayText.h"
#include "models/TimeText.h"

#include <QSet>

#include <algorithm>

namespace parlor::admin {

void ParticipantsModel::set(const QList<Participant> &participants)
{
    QSet<QString> wanted;
    for (const Participant &participant : participants)
        wanted.insert(participant.socketId);
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (!wanted.contains(m_participants[row].socketId))
            removeAt(row);
    }
    append(participants);
    count();
}

void ParticipantsModel::apply(const QList<Participant> &joined, const QList<Participant> &left)
{
    for (const Participant &participant : left) {
        const int row = m_rows.value(participant.socketId, -1);
        if (row >= 0)
            removeAt(row);
    }
    append(joined);
    count();
}

int ParticipantsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_participants.size());
}

int ParticipantsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ParticipantsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Participant &one = m_participants[index.row()];
    switch (role) {
    case ConnectedRole:
        return one.connected;
    case SortRole:
        if (index.column() == Joined)
            return one.joinedAt;
        return index.column() == Connection ? QVariant(one.connected) : QVariant(one.username);
    case Qt::ToolTipRole:
        return index.column() == Joined ? timetext::longForm(one.joinedAt)
                                        : displaytext::toolTip(one.username);
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case Username:
        return displaytext::oneLine(one.username);
    case Joined:
        return timetext::shortForm(one.joinedAt);
    default:
        return one.connected ? tr("Connected") : tr("Left");
    }
}

QVariant ParticipantsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return role == Qt::TextAlignmentRole ? QVariant::fromValue(Qt::AlignVCenter | Qt::AlignLeft) : QVariant();
    switch (section) {
    case Username:
        return tr("Participant");
    case Joined:
        return tr("Joined");
    default:
        return tr("Connection");
    }
}

void ParticipantsModel::append(const QList<Participant> &participants)
{
    QList<Participant> coming;
    for (const Participant &participant : participants) {
        const int row = m_rows.value(participant.socketId, -1);
        if (row < 0) {
            m_rows.insert(participant.socketId, rowCount() + int(coming.size()));
            coming.append(participant);
        } else if (row < rowCount()) {
            m_participants[row] = participant;
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
    if (coming.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(coming.size()) - 1);
    m_participants.append(coming);
    endInsertRows();
}

void ParticipantsModel::removeAt(int row)
{
    beginRemoveRows({}, row, row);
    m_rows.remove(m_participants[row].socketId);
    m_participants.removeAt(row);
    for (int later = row; later < int(m_participants.size()); ++later)
        m_rows[m_participants[later].socketId] = later;
    endRemoveRows();
}

void ParticipantsModel::count()
{
    const auto isConnected = [](const Participant &participant) { return participant.connected; };
    m_connectedCount = int(std::count_if(m_participants.begin(), m_participants.end(), isConnected));
    Q_EMIT connectedCountChanged();
}

} // namespace parlor::admin
