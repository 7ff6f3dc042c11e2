// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/JournalModel.h"

#include "models/DisplayText.h"
#include "models/TimeText.h"

namespace parlor::admin {

namespace {

constexpr int MostEntries = 1'000;

} // namespace

void JournalModel::add(const Entry &entry)
{
    beginInsertRows({}, 0, 0);
    m_entries.push_front(entry);
    endInsertRows();
    if (rowCount() <= MostEntries)
        return;
    beginRemoveRows({}, MostEntries, MostEntries);
    m_entries.pop_back();
    endRemoveRows();
}

int JournalModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int JournalModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JournalModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &one = entry(index.row());
    if (role == FailedRole)
        return !one.failure.isEmpty();
    if (role == Qt::ToolTipRole && index.column() != Command)
        return index.column() == Time ? timetext::longForm(one.time)
                                      : displaytext::toolTip(index.data().toString());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time:
        return timetext::shortForm(one.time);
    case Action:
        return displaytext::oneLine(one.action);
    case Outcome:
        return one.failure.isEmpty() ? tr("Done") : displaytext::oneLine(one.failure);
    default:
        return displaytext::oneLine(one.command);
    }
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return role == Qt::TextAlignmentRole ? QVariant::fromValue(Qt::AlignVCenter | Qt::AlignLeft) : QVariant();
    switch (section) {
    case Time:
        return tr("Time");
    case Action:
        return tr("Action");
    case Outcome:
        return tr("Outcome");
    default:
        return tr("Command");
    }
}

} // namespace parlor::admin
