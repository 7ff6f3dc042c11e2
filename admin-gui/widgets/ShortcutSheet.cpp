// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ShortcutSheet.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QVBoxLayout>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

using Entries = QList<std::pair<QString, QString>>;

QString plain(const QString &text)
{
    return QString(text).remove(u'&').remove(u'…');
}

/// Below what is in the grid already.
void addGroup(QGridLayout *grid, const QString &title, const Entries &entries)
{
    constexpr int air = 16;
    auto *heading = new QLabel(title);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    int row = grid->rowCount();
    grid->addWidget(heading, row, 0, 1, 2);
    for (const auto &[what, keys] : entries) {
        grid->addWidget(new QLabel(what), ++row, 0);
        grid->addWidget(new QLabel(keys), row, 1);
    }
    grid->setRowMinimumHeight(row + 1, air);
}

Entries entriesOf(const QMenu &menu)
{
    Entries entries;
    const QList<QAction *> actions = menu.actions();
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty())
            entries.append({ plain(action->text()), action->shortcut().toString(QKeySequence::NativeText) });
    }
    return entries;
}

} // namespace

ShortcutSheet::ShortcutSheet(const QMenuBar &menus, QWidget *parent) :
    QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *left = new QGridLayout;
    auto *right = new QGridLayout;
    const QList<QAction *> titles = menus.actions();
    bool isLeft = true;
    for (const QAction *title : titles) {
        const Entries entries = title->menu() ? entriesOf(*title->menu()) : Entries();
        if (entries.isEmpty())
            continue;
        addGroup(isLeft ? left : right, plain(title->text()), entries);
        isLeft = !isLeft;
    }
    const auto key = [](QKeyCombination code) { return QKeySequence(code).toString(QKeySequence::NativeText); };
    addGroup(right, tr("In a stream"),
             { { tr("Pause or follow"), key(Qt::Key_Space) },
               { tr("Go back in the history"), key(Qt::Key_PageUp) },
               { tr("Go to the newest"), key(Qt::CTRL | Qt::Key_End) },
               { tr("Show the whole message"), key(Qt::Key_Return) },
               { tr("Hide it"), key(Qt::Key_Escape) },
               { tr("Open the room of a line"), key(Qt::CTRL | Qt::Key_Return) } });
    addGroup(left, tr("In other tables"),
             { { tr("Remove a participant"), key(Qt::Key_Delete) },
               { tr("Copy a command"), key(Qt::CTRL | Qt::Key_C) } });
    for (QGridLayout *grid : { left, right }) {
        grid->setHorizontalSpacing(24);
        grid->setVerticalSpacing(4);
        grid->setRowStretch(grid->rowCount(), 1);
    }

    auto *columns = new QHBoxLayout;
    columns->setSpacing(48);
    columns->addLayout(left);
    columns->addLayout(right);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 12);
    layout->addLayout(columns);
    layout->addWidget(buttons);
}

} // namespace parlor::admin
