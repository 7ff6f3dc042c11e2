// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RoomsModel.h"

#include "models/DisplayText.h"
#include "models/TimeText.h"

#include <QLocale>

#include <algorithm>
#include <unordered_set>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

/// So few rows are put in or taken out one by one; more of them go by way of the end of the table.
constexpr qsizetype Few = 32;

bool isNumber(int column)
{
    return column == RoomsModel::Participants || column == RoomsModel::Messages || column == RoomsModel::PerSecond;
}

} // namespace

RoomsModel::RoomsModel(RoomBook &book, QObject *parent) :
    QAbstractTableModel(parent),
    m_book(book)
{
    connect(&book, &RoomBook::changed, this, &RoomsModel::apply);
    insertRows(book.entries());
}

void RoomsModel::setFilter(const QString &text)
{
    const QString folded = text.toCaseFolded();
    if (folded == m_filter)
        return;
    m_filter = folded;
    QList<RoomEntry *> leaving;
    Rows coming;
    for (RoomEntry *entry : m_book.entries()) {
        const bool wanted = accepts(*entry);
        if (entry->row >= 0 && !wanted)
            leaving.append(entry);
        else if (entry->row < 0 && wanted)
            coming.push_back(entry);
    }
    removeRows(leaving);
    insertRows(std::move(coming));
}

int RoomsModel::rowOf(const QString &roomId) const
{
    const RoomEntry *const entry = m_book.find(roomId);
    return entry ? int(entry->row) : -1;
}

int RoomsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RoomsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RoomsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RoomEntry &entry = *m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, index.column());
    case Qt::ToolTipRole:
        return toolTip(entry, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant RoomsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case RoomId:
        return tr("Room");
    case Creator:
        return tr("Creator");
    case Participants:
        return tr("Participants");
    case Messages:
        return tr("Messages");
    case PerSecond:
        return tr("Messages/s");
    case LastActivity:
        return tr("Last activity");
    case Created:
        return tr("Created");
    default:
        return {};
    }
}

void RoomsModel::sort(int column, Qt::SortOrder order)
{
    m_column = std::clamp(column, 0, int(ColumnCount) - 1);
    m_order = order;
    Rows rows = m_rows;
    std::sort(rows.begin(), rows.end(), [this](const auto *a, const auto *b) { return isBefore(a, b); });
    reorder(std::move(rows));
}

QString RoomsModel::text(const RoomEntry &entry, int column) const
{
    const QLocale locale;
    switch (column) {
    case RoomId:
        return displaytext::oneLine(entry.room.roomId);
    case Creator:
        return displaytext::oneLine(entry.room.creatorUsername);
    case Participants:
        return locale.toString(entry.room.participants);
    case Messages:
        return locale.toString(entry.room.messages);
    case PerSecond:
        return entry.perSecond > 0 ? locale.toString(entry.perSecond, 'f', 1) : QString();
    case LastActivity:
        return timetext::shortForm(entry.room.lastActivityAt);
    case Created:
        return timetext::shortForm(entry.room.createdAt);
    default:
        return {};
    }
}

QVariant RoomsModel::toolTip(const RoomEntry &entry, int column) const
{
    switch (column) {
    case RoomId:
        return displaytext::toolTip(entry.room.roomId);
    case Creator:
        return displaytext::toolTip(entry.room.creatorUsername);
    case LastActivity:
        return timetext::longForm(entry.room.lastActivityAt);
    case Created:
        return timetext::longForm(entry.room.createdAt);
    default:
        return {};
    }
}

bool RoomsModel::accepts(const RoomEntry &entry) const
{
    return m_filter.isEmpty() || entry.searchText.contains(m_filter);
}

bool RoomsModel::isBefore(const RoomEntry *a, const RoomEntry *b) const
{
    if (m_order == Qt::DescendingOrder)
        std::swap(a, b);
    const auto decide = [a, b](const auto &left, const auto &right) {
        if (left != right)
            return left < right;
        const int byId = a->idKey.compare(b->idKey);
        return byId != 0 ? byId < 0 : a->room.roomId < b->room.roomId;
    };
    switch (m_column) {
    case Creator:
        return decide(a->creatorKey.compare(b->creatorKey), 0);
    case Participants:
        return decide(a->room.participants, b->room.participants);
    case Messages:
        return decide(a->room.messages, b->room.messages);
    case PerSecond:
        return decide(a->perSecond, b->perSecond);
    case LastActivity:
        return decide(a->room.lastActivityAt, b->room.lastActivityAt);
    case Created:
        return decide(a->room.createdAt, b->room.createdAt);
    default:
        return decide(0, 0);
    }
}

void RoomsModel::apply(const RoomChanges &changes)
{
    removeRows(changes.removed);
    refresh(changes.updated);
    Rows coming;
    for (RoomEntry *entry : changes.added) {
        if (accepts(*entry))
            coming.push_back(entry);
    }
    insertRows(std::move(coming));
}

void RoomsModel::removeRows(const QList<RoomEntry *> &entries)
{
    std::vector<qsizetype> rows;
    for (const RoomEntry *entry : entries) {
        if (entry->row >= 0)
            rows.push_back(entry->row);
    }
    if (rows.empty())
        return;
    std::sort(rows.begin(), rows.end(), std::greater());
    if (qsizetype(rows.size()) > Few) {
        // To the end with them, and then away at once.
        const std::unordered_set<qsizetype> leaving(rows.begin(), rows.end());
        Rows target = m_rows;
        std::stable_partition(target.begin(), target.end(),
                              [&leaving](const RoomEntry *entry) { return !leaving.contains(entry->row); });
        reorder(std::move(target));
        const auto first = qsizetype(m_rows.size() - rows.size());
        beginRemoveRows({}, int(first), int(m_rows.size()) - 1);
        for (auto it = m_rows.begin() + first; it != m_rows.end(); ++it)
            (*it)->row = -1;
        m_rows.resize(std::size_t(first));
        endRemoveRows();
        return;
    }
    for (const qsizetype row : rows) {
        beginRemoveRows({}, int(row), int(row));
        m_rows[std::size_t(row)]->row = -1;
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
    number(rows.back());
}

void RoomsModel::insertRows(Rows entries)
{
    if (entries.empty())
        return;
    const auto before = [this](const RoomEntry *a, const RoomEntry *b) { return isBefore(a, b); };
    if (qsizetype(entries.size()) > Few) {
        const auto first = qsizetype(m_rows.size());
        std::sort(entries.begin(), entries.end(), before);
        beginInsertRows({}, int(first), int(first + qsizetype(entries.size())) - 1);
        m_rows.insert(m_rows.end(), entries.begin(), entries.end());
        number(first);
        endInsertRows();
        Rows target = m_rows;
        std::inplace_merge(target.begin(), target.begin() + first, target.end(), before);
        reorder(std::move(target));
        return;
    }
    for (RoomEntry *entry : entries) {
        const auto place = std::upper_bound(m_rows.begin(), m_rows.end(), entry, before);
        const auto row = place - m_rows.begin();
        beginInsertRows({}, int(row), int(row));
        m_rows.insert(place, entry);
        number(row);
        endInsertRows();
    }
}

void RoomsModel::refresh(const QList<RoomEntry *> &entries)
{
    qsizetype first = qsizetype(m_rows.size());
    qsizetype last = -1;
    bool isSorted = true;
    for (const RoomEntry *entry : entries) {
        if (entry->row < 0)
            continue;
        first = std::min(first, entry->row);
        last = std::max(last, entry->row);
        isSorted = isSorted && isInOrder(entry->row);
    }
    if (last < 0)
        return;
    if (!isSorted)
        sort(m_column, m_order);
    else
        Q_EMIT dataChanged(index(int(first), 0), index(int(last), ColumnCount - 1));
}

bool RoomsModel::isInOrder(qsizetype row) const
{
    const auto at = [this](qsizetype i) { return m_rows[std::size_t(i)]; };
    return (row == 0 || !isBefore(at(row), at(row - 1)))
        && (row + 1 == qsizetype(m_rows.size()) || !isBefore(at(row + 1), at(row)));
}

void RoomsModel::reorder(Rows rows)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<const RoomEntry *> entries;
    for (const QModelIndex &index : before)
        entries.push_back(m_rows[std::size_t(index.row())]);
    m_rows = std::move(rows);
    number();
    QModelIndexList after;
    after.reserve(before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(index(int(entries[std::size_t(i)]->row), before[i].column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void RoomsModel::number(qsizetype first)
{
    for (qsizetype row = first; row < qsizetype(m_rows.size()); ++row)
        m_rows[std::size_t(row)]->row = row;
}

} // namespace parlor::admin
