// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/StreamView.h"

#include "widgets/DetailPane.h"
#include "widgets/EmptyState.h"
#include "widgets/FilterBar.h"
#include "widgets/Icon.h"
#include "widgets/LineDelegate.h"
#include "widgets/Table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace parlor::admin {

using namespace Qt::StringLiterals;

StreamView::StreamView(LineStream &stream, bool showsRooms, QWidget *parent) :
    QWidget(parent),
    m_stream(stream),
    m_filter(new FilterBar),
    m_pause(new QToolButton),
    m_new(new QPushButton),
    m_table(new Table),
    m_detail(new DetailPane),
    m_splitter(new QSplitter(Qt::Vertical))
{
    m_table->setModel(&stream.lines());
    m_table->setItemDelegate(new LineDelegate(stream.lines(), m_table));
    m_table->setMainColumn(LineModel::Content);
    m_table->setColumnWidths({ 10, 20, 6, 18, 0 });
    m_table->setColumnHidden(LineModel::RoomId, !showsRooms);
    m_table->setAccessibleName(tr("Messages"));
    m_table->installEventFilter(this);
    m_empty = new EmptyState(m_table);
    m_detail->hide();
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_splitter, 1);

    connect(m_filter, &FilterBar::changed, this, [this](const LineFilter &filter) {
        m_stream.lines().setFilter(filter);
        sayWhyEmpty();
        followEnd();
    });
    connect(&stream, &LineStream::pausedChanged, this, &StreamView::showPause);
    connect(&stream, &LineStream::newCountChanged, this, &StreamView::showNewCount);
    connect(&stream.lines(), &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { keepPlace(first, last); });
    connect(&stream.lines(), &QAbstractItemModel::modelReset, this, &StreamView::followEnd);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &StreamView::handleScroll);
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, this, &StreamView::followEnd);
    connect(m_table, &Table::rowActivated, this, &StreamView::openLine);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid() && m_detail->isVisible())
                    openLine(current);
            });
    connect(m_detail, &DetailPane::closed, this, [this] {
        m_detail->hide();
        m_table->setFocus();
    });
    showPause(false);
    showNewCount();
}

QWidget *StreamView::makeBar()
{
    m_pause->setObjectName(u"pause"_s);
    m_pause->setAutoRaise(true);
    m_pause->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_new->setObjectName(u"newLines"_s);
    m_new->setIcon(icon("down"_L1));
    m_new->setToolTip(tr("Show what is new, and follow it"));
    connect(m_pause, &QToolButton::clicked, this, [this] {
        m_goesOnAtEnd = false;
        m_stream.setPaused(!m_stream.isPaused());
    });
    connect(m_new, &QPushButton::clicked, this, [this] { m_stream.setPaused(false); });

    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(m_filter, 1);
    layout->addWidget(m_new);
    layout->addWidget(m_pause);
    return bar;
}

void StreamView::focusFilter()
{
    m_filter->takeFocus();
}

void StreamView::setStale(bool stale)
{
    m_table->setStale(stale);
}

bool StreamView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier) {
            m_pause->click();
            return true;
        }
        if (key->key() == Qt::Key_Escape && m_detail->isVisible()) {
            m_detail->hide();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void StreamView::handleScroll(int value)
{
    if (m_isMoving)
        return;
    const QScrollBar *const bar = m_table->verticalScrollBar();
    if (value < bar->maximum() && !m_stream.isPaused()) {
        m_goesOnAtEnd = true;
        m_stream.setPaused(true);
    } else if (value == bar->maximum() && m_goesOnAtEnd) {
        m_stream.setPaused(false);
    }
    // A little before it is reached, so that reading is not interrupted.
    if (value <= bar->minimum() + m_table->viewport()->height() / 2)
        Q_EMIT beginningReached();
}

void StreamView::keepPlace(int first, int last)
{
    if (!m_stream.isPaused()) {
        followEnd();
        return;
    }
    if (first != 0 || last + 1 == m_stream.lines().rowCount())
        return;
    const QScopedValueRollback moving(m_isMoving, true);
    QScrollBar *const bar = m_table->verticalScrollBar();
    bar->setValue(bar->value() + (last + 1) * m_table->verticalHeader()->defaultSectionSize());
}

void StreamView::followEnd()
{
    if (m_stream.isPaused())
        return;
    const QScopedValueRollback moving(m_isMoving, true);
    m_table->scrollToBottom();
}

void StreamView::showPause(bool paused)
{
    m_pause->setIcon(icon(paused ? "play"_L1 : "pause"_L1));
    m_pause->setText(paused ? tr("Follow") : tr("Pause"));
    m_pause->setToolTip(paused ? tr("Go on following what is said (Space)") : tr("Hold the stream (Space)"));
    if (!paused) {
        m_goesOnAtEnd = false;
        followEnd();
    }
    showNewCount();
}

void StreamView::showNewCount()
{
    m_new->setVisible(m_stream.isPaused() && m_stream.newCount() > 0);
    m_new->setText(tr("%n new", nullptr, int(m_stream.newCount())));
}

void StreamView::openLine(const QModelIndex &index)
{
    const Line &line = m_stream.lines().line(index.row());
    if (line.isRemark())
        return;
    m_detail->show(line);
    m_detail->setVisible(true);
    m_table->scrollTo(index);
}

void StreamView::sayWhyEmpty()
{
    if (m_stream.lines().filter().isEmpty())
        m_empty->say(tr("Nothing was said yet"), tr("Messages appear here as they are sent."));
    else
        m_empty->say(tr("Nothing found"), tr("No message that is loaded passes the filter."));
}

} // namespace parlor::admin
