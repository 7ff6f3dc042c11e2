// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/LineModel.h"

#include "models/DisplayText.h"
#include "models/TimeText.h"

#include <QLocale>

#include <algorithm>
#include <ranges>

namespace parlor::admin {

void LineModel::append(const QList<Line> &lines)
{
    std::vector<qint64> coming;
    for (const Line &line : lines) {
        if (m_filter.accepts(line))
            coming.push_back(m_first + lineCount());
        m_bytes += bytesOf(line);
        m_lines.push_back(line);
    }
    if (!coming.empty()) {
        const int row = rowCount();
        beginInsertRows({}, row, row + int(coming.size()) - 1);
        m_shown.insert(m_shown.end(), coming.begin(), coming.end());
        endInsertRows();
    }
    dropOldest();
}

bool LineModel::prepend(const QList<Line> &lines)
{
    std::vector<qint64> coming;
    for (const Line &line : lines | std::views::reverse) {
        --m_first;
        if (m_filter.accepts(line))
            coming.push_back(m_first);
        m_bytes += bytesOf(line);
        m_lines.push_front(line);
    }
    if (!coming.empty()) {
        beginInsertRows({}, 0, int(coming.size()) - 1);
        for (const qint64 number : coming)
            m_shown.push_front(number);
        endInsertRows();
    }
    return dropNewest();
}

void LineModel::clear()
{
    beginResetModel();
    m_lines.clear();
    m_shown.clear();
    m_bytes = 0;
    endResetModel();
}

void LineModel::setFilter(const LineFilter &filter)
{
    beginResetModel();
    m_filter = filter;
    m_shown.clear();
    for (qsizetype i = 0; i < lineCount(); ++i) {
        if (m_filter.accepts(m_lines[std::size_t(i)]))
            m_shown.push_back(m_first + i);
    }
    endResetModel();
}

qint64 LineModel::firstOrder() const
{
    const auto it = std::find_if(m_lines.begin(), m_lines.end(), [](const Line &line) { return !line.isRemark(); });
    return it == m_lines.end() ? 0 : it->order;
}

qint64 LineModel::lastOrder() const
{
    const auto it
        = std::find_if(m_lines.rbegin(), m_lines.rend(), [](const Line &line) { return !line.isRemark(); });
    return it == m_lines.rend() ? 0 : it->order;
}

int LineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int LineModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &one = line(index.row());
    if (role == Qt::ToolTipRole && index.column() == Time)
        return timetext::longForm(one.time);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (index.column() == Order ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time:
        return timetext::shortForm(one.time);
    case RoomId:
        return displaytext::oneLine(one.roomId);
    case Order:
        return one.isRemark() ? QString() : QLocale().toString(one.order);
    case User:
        return displaytext::oneLine(one.username);
    default:
        return displaytext::oneLine(one.content);
    }
}

QVariant LineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (section == Order ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case RoomId:
        return tr("Room");
    case Order:
        return tr("No.", "order of a message in its room");
    case User:
        return tr("User");
    default:
        return tr("Message");
    }
}

qsizetype LineModel::bytesOf(const Line &line)
{
    return (line.roomId.size() + line.username.size() + line.content.size()) * qsizetype(sizeof(QChar));
}

bool LineModel::isTooMuch() const
{
    return lineCount() > MostLines || (m_bytes > MostBytes && lineCount() > 1);
}

void LineModel::dropOldest()
{
    qsizetype dropped = 0;
    qsizetype bytes = m_bytes;
    while (lineCount() - dropped > MostLines || (bytes > MostBytes && lineCount() - dropped > 1))
        bytes -= bytesOf(m_lines[std::size_t(dropped++)]);
    if (dropped == 0)
        return;
    const qint64 first = m_first + dropped;
    const auto end = std::lower_bound(m_shown.begin(), m_shown.end(), first);
    const auto rows = int(end - m_shown.begin());
    if (rows > 0)
        beginRemoveRows({}, 0, rows - 1);
    m_shown.erase(m_shown.begin(), end);
    m_lines.erase(m_lines.begin(), m_lines.begin() + dropped);
    m_first = first;
    m_bytes = bytes;
    if (rows > 0)
        endRemoveRows();
}

bool LineModel::dropNewest()
{
    if (!isTooMuch())
        return false;
    qsizetype kept = lineCount();
    qsizetype bytes = m_bytes;
    while (kept > MostLines || (bytes > MostBytes && kept > 1))
        bytes -= bytesOf(m_lines[std::size_t(--kept)]);
    const auto begin = std::lower_bound(m_shown.begin(), m_shown.end(), m_first + kept);
    const auto row = int(begin - m_shown.begin());
    const bool showsSome = begin != m_shown.end();
    if (showsSome)
        beginRemoveRows({}, row, rowCount() - 1);
    m_shown.erase(begin, m_shown.end());
    m_lines.erase(m_lines.begin() + kept, m_lines.end());
    m_bytes = bytes;
    if (showsSome)
        endRemoveRows();
    return true;
}

} // namespace parlor::admin
