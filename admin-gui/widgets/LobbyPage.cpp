// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/LobbyPage.h"

#include "models/Workspace.h"
#include "widgets/EmptyState.h"
#include "widgets/Icon.h"
#include "widgets/StreamView.h"
#include "widgets/Table.h"

#include <QAction>
#include <QVBoxLayout>

namespace parlor::admin {

using namespace Qt::StringLiterals;

LobbyPage::LobbyPage(Workspace &workspace, QWidget *parent) :
    QWidget(parent),
    m_workspace(workspace),
    m_view(new StreamView(workspace.lobby().stream(), true))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);

    auto *openRoom = new QAction(icon("open"_L1), tr("&Open the room"), this);
    openRoom->setShortcut(Qt::CTRL | Qt::Key_Return);
    openRoom->setShortcutContext(Qt::WidgetShortcut);
    Table &table = m_view->table();
    table.setContextMenuPolicy(Qt::ActionsContextMenu);
    table.addAction(openRoom);
    connect(openRoom, &QAction::triggered, this, [this, &table] {
        const QModelIndex index = table.currentIndex();
        if (index.isValid())
            Q_EMIT roomWanted(m_workspace.lobby().stream().lines().line(index.row()).roomId);
    });
    connect(&workspace.live(), &LiveClient::stateChanged, this, &LobbyPage::showState);
    m_view->emptyState().say(tr("Nothing was said yet"),
                             tr("What is said in any room appears here from now on."));
    showState();
}

void LobbyPage::focusFilter()
{
    m_view->focusFilter();
}

void LobbyPage::showState()
{
    m_view->setStale(!m_workspace.isLive());
}

} // namespace parlor::admin
