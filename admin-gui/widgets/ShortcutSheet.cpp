// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ShortcutSheet.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QFormLayout>
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

QWidget *makeGroup(const QString &title, const Entries &entries)
{
    auto *heading = new QLabel(title);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFormAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(4);
    for (const auto &[what, keys] : entries)
        form->addRow(new QLabel(what), new QLabel(keys));
    auto *group = new QWidget;
    group->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *layout = new QVBoxLayout(group);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(heading);
    layout->addLayout(form);
    return group;
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
    auto *left = new QVBoxLayout;
    auto *right = new QVBoxLayout;
    const QList<QAction *> titles = menus.actions();
    bool isLeft = true;
    for (const QAction *title : titles) {
        const Entries entries = title->menu() ? entriesOf(*title->menu()) : Entries();
        if (entries.isEmpty())
            continue;
        (isLeft ? left : right)->addWidget(makeGroup(plain(title->text()), entries));
        (isLeft ? left : right)->addSpacing(12);
        isLeft = !isLeft;
    }
    const auto key = [](QKeyCombination code) { return QKeySequence(code).toString(QKeySequence::NativeText); };
    right->addWidget(makeGroup(tr("In a stream"),
                               { { tr("Pause or follow"), key(Qt::Key_Space) },
                                 { tr("Go back in the history"), key(Qt::Key_PageUp) },
                                 { tr("Go to the newest"), key(Qt::CTRL | Qt::Key_End) },
                                 { tr("Show the whole message"), key(Qt::Key_Return) },
                                 { tr("Hide it"), key(Qt::Key_Escape) },
                                 { tr("Open the room of a line"), key(Qt::CTRL | Qt::Key_Return) } }));
    left->addStretch(1);
    right->addStretch(1);

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
