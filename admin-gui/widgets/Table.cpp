// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Table.h"

#include "widgets/Tone.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace parlor::admin {

namespace {

constexpr int RowPadding = 8;
/// In characters.
constexpr int LeastFilling = 6;

} // namespace

Table::Table(QWidget *parent) :
    QTableView(parent)
{
    setShowGrid(false);
    setAlternatingRowColors(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setCornerButtonEnabled(false);
    setFrameShape(NoFrame);

    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + RowPadding);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        QMenu menu(this);
        fillColumnMenu(&menu);
        menu.exec(horizontalHeader()->mapToGlobal(position));
    });
}

void Table::setColumnWidths(const QList<int> &widths)
{
    const int character = fontMetrics().averageCharWidth();
    for (int column = 0; column < int(widths.size()); ++column) {
        setColumnWidth(column, std::max(widths[column], LeastFilling) * character + 2 * RowPadding);
        if (widths[column] == 0)
            m_fillingColumn = column;
    }
}

void Table::fillColumnMenu(QMenu *menu)
{
    for (int column = 0; column < model()->columnCount(); ++column) {
        const QString name = model()->headerData(column, Qt::Horizontal).toString();
        QAction *action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(column != m_mainColumn);
        connect(action, &QAction::toggled, this, [this, column](bool shown) { setColumnHidden(column, !shown); });
    }
}

void Table::fillOrderMenu(QMenu *menu)
{
    if (!isSortingEnabled())
        return;
    const int current = horizontalHeader()->sortIndicatorSection();
    const bool isAscending = horizontalHeader()->sortIndicatorOrder() == Qt::AscendingOrder;
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (isColumnHidden(column))
            continue;
        const Qt::SortOrder next
            = column == current && isAscending ? Qt::DescendingOrder : Qt::AscendingOrder;
        QAction *action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString(), this,
                                          [this, column, next] { sortByColumn(column, next); });
        action->setCheckable(true);
        action->setChecked(column == current);
    }
}

QByteArray Table::saveColumns() const
{
    return horizontalHeader()->saveState();
}

void Table::restoreColumns(const QByteArray &state)
{
    if (!state.isEmpty())
        horizontalHeader()->restoreState(state);
    // Whatever was saved, there is always something to see.
    setColumnHidden(m_mainColumn, false);
}

void Table::setStale(bool stale)
{
    if (std::exchange(m_isStale, stale) != stale)
        dress();
}

void Table::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    // A table that was given the focus has a current row, but none that is selected.
    if ((isEnter || event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) && !selectionModel()->hasSelection()
        && currentIndex().isValid()) {
        selectRow(rowToBeginAt());
        if (!isEnter)
            return;
    }
    if (isEnter && !event->modifiers().testAnyFlags(Qt::ControlModifier | Qt::AltModifier)
        && currentIndex().isValid()) {
        Q_EMIT rowActivated(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void Table::mouseDoubleClickEvent(QMouseEvent *event)
{
    QTableView::mouseDoubleClickEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid())
        Q_EMIT rowActivated(index);
}

void Table::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        verticalHeader()->setDefaultSectionSize(fontMetrics().height() + RowPadding);
    if (event->type() == QEvent::ApplicationPaletteChange)
        dress();
}

void Table::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fill();
}

int Table::rowToBeginAt() const
{
    if (viewport()->rect().intersects(visualRect(currentIndex())))
        return currentIndex().row();
    const int lowest = rowAt(viewport()->height() - 1);
    return lowest < 0 ? model()->rowCount() - 1 : lowest;
}

void Table::fill()
{
    if (m_fillingColumn < 0 || isColumnHidden(m_fillingColumn))
        return;
    const int spare = viewport()->width() - horizontalHeader()->length();
    const int least = 2 * LeastFilling * fontMetrics().averageCharWidth();
    setColumnWidth(m_fillingColumn, std::max(least, columnWidth(m_fillingColumn) + spare));
}

void Table::dress()
{
    QPalette palette = QApplication::palette(this);
    if (m_isStale)
        palette.setColor(QPalette::Text, tone::muted(palette));
    setPalette(palette);
}

} // namespace parlor::admin
