// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ParticipantsPanel.h"

#include "models/DisplayText.h"
#include "widgets/EmptyState.h"
#include "widgets/Icon.h"
#include "widgets/Table.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace parlor::admin {

using namespace Qt::StringLiterals;

ParticipantsPanel::ParticipantsPanel(ParticipantsModel &participants, QWidget *parent) :
    QWidget(parent),
    m_participants(participants),
    m_title(new QLabel),
    m_table(new Table),
    m_kick(new QAction(icon("kick"_L1), tr("Re&move…"), this))
{
    m_sorted.setSourceModel(&participants);
    m_sorted.setSortRole(ParticipantsModel::SortRole);
    m_sorted.setSortLocaleAware(true);
    m_sorted.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(&m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ParticipantsModel::Joined, Qt::AscendingOrder);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumnWidths({ 0, 11, 12 });
    m_table->setObjectName(u"participants"_s);
    m_table->setAccessibleName(tr("Participants"));
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->addAction(m_kick);
    (new EmptyState(m_table))->say(tr("Nobody is here"), tr("Who joins the room appears here."));

    m_kick->setObjectName(u"kick"_s);
    m_kick->setShortcut(Qt::Key_Delete);
    m_kick->setShortcutContext(Qt::WidgetShortcut);
    m_kick->setToolTip(tr("Remove the selected participant from the room (Del)"));
    auto *button = new QToolButton;
    button->setDefaultAction(m_kick);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 6);
    head->addWidget(m_title, 1);
    head->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_table);

    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ParticipantsPanel::updateAction);
    connect(&participants, &ParticipantsModel::connectedCountChanged, this, &ParticipantsPanel::showCount);
    connect(m_kick, &QAction::triggered, this, [this] {
        if (const auto participant = current())
            Q_EMIT kickWanted(*participant);
    });
    updateAction();
    showCount();
}

void ParticipantsPanel::setActionsEnabled(bool enabled)
{
    m_isEnabled = enabled;
    updateAction();
}

void ParticipantsPanel::setStale(bool stale)
{
    m_table->setStale(stale);
}

std::optional<Participant> ParticipantsPanel::current() const
{
    const QModelIndexList selected = m_table->selectionModel()->selectedRows();
    if (selected.isEmpty())
        return std::nullopt;
    return m_participants.participant(m_sorted.mapToSource(selected.first()).row());
}

void ParticipantsPanel::updateAction()
{
    const auto participant = current();
    m_kick->setEnabled(m_isEnabled && participant && participant->connected);
}

void ParticipantsPanel::showCount()
{
    m_title->setText(tr("%n participant(s)", nullptr, m_participants.connectedCount()));
    updateAction();
}

} // namespace parlor::admin
