// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/JournalPage.h"

#include "models/JournalModel.h"
#include "widgets/EmptyState.h"
#include "widgets/Icon.h"
#include "widgets/Table.h"
#include "widgets/Tone.h"

#include <QAction>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

/// Failures in their colour, commands in a font of one width.
class JournalDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() == JournalModel::Outcome && index.data(JournalModel::FailedRole).toBool())
            option->palette.setColor(QPalette::Text, tone::bad(option->palette));
        if (index.column() == JournalModel::Command)
            option->font.setFamily(QFontDatabase::systemFont(QFontDatabase::FixedFont).family());
    }
};

} // namespace

JournalPage::JournalPage(JournalModel &journal, QWidget *parent) :
    QWidget(parent),
    m_journal(journal),
    m_table(new Table),
    m_copy(new QAction(icon("copy"_L1), tr("&Copy command"), this))
{
    m_table->setModel(&journal);
    m_table->setItemDelegate(new JournalDelegate(m_table));
    m_table->setMainColumn(JournalModel::Action);
    m_table->setColumnWidths({ 18, 38, 30, 0 });
    m_table->setAccessibleName(tr("Journal"));
    m_table->setObjectName(u"journal"_s);
    (new EmptyState(m_table))
        ->say(tr("Nothing was done yet"),
              tr("What you do to the server is listed here, with the curl command that does the same."));
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(m_copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_copy, &QAction::triggered, this, &JournalPage::copy);
    connect(m_table, &Table::rowActivated, this, &JournalPage::copy);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table);
}

void JournalPage::copy()
{
    QStringList commands;
    const QModelIndexList selected = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        commands.append(m_journal.entry(index.row()).command);
    if (!commands.isEmpty())
        QGuiApplication::clipboard()->setText(commands.join(u'\n'));
}

} // namespace parlor::admin
