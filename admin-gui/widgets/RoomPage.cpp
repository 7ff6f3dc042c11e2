// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/RoomPage.h"

#include "models/DisplayText.h"
#include "models/Workspace.h"
#include "widgets/ComposeBar.h"
#include "widgets/EmptyState.h"
#include "widgets/KickDialog.h"
#include "widgets/NoticeBar.h"
#include "widgets/ParticipantsPanel.h"
#include "widgets/StreamView.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace parlor::admin {

RoomPage::RoomPage(Workspace &workspace, const QString &roomId, const QString &postName, QWidget *parent) :
    QWidget(parent),
    m_workspace(workspace),
    m_feed(workspace.rest(), workspace.live(), roomId),
    m_notice(new NoticeBar(this)),
    m_view(new StreamView(m_feed.stream(), false)),
    m_participants(new ParticipantsPanel(m_feed.participants())),
    m_compose(new ComposeBar(workspace.rest(), roomId, postName)),
    m_splitter(new QSplitter)
{
    m_splitter->addWidget(m_view);
    m_splitter->addWidget(m_participants);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({ 700, 340 });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_compose);

    connect(m_view, &StreamView::beginningReached, &m_feed, &RoomFeed::loadOlder);
    connect(&m_feed, &RoomFeed::stateChanged, this, &RoomPage::showState);
    connect(m_participants, &ParticipantsPanel::kickWanted, this, &RoomPage::kick);
    connect(m_compose, &ComposeBar::failed, m_notice, &NoticeBar::complain);
    connect(m_compose, &ComposeBar::nameChanged, this, &RoomPage::postNameChanged);
    showState();
}

RoomPage::~RoomPage() = default;

void RoomPage::focusFilter()
{
    m_view->focusFilter();
}

void RoomPage::showState()
{
    const RoomFeed::State state = m_feed.state();
    const bool isLive = state == RoomFeed::State::Live;
    m_view->setStale(!isLive);
    m_participants->setStale(!isLive);
    m_participants->setActionsEnabled(isLive);
    m_compose->setActionsEnabled(isLive);
    if (state == RoomFeed::State::Closed)
        m_notice->say(NoticeBar::Kind::Warning,
                      tr("%1 What was said stays here until you close the tab.").arg(m_feed.problem()));
    else if (isLive)
        m_notice->hide();
    else if (m_workspace.isLive() && !m_feed.problem().isEmpty())
        m_notice->say(NoticeBar::Kind::Warning, tr("%1 It is tried again by itself.").arg(m_feed.problem()));

    EmptyState &empty = m_view->emptyState();
    if (state == RoomFeed::State::Loading)
        empty.say(tr("Loading…"), m_feed.problem());
    else
        empty.say(tr("Nothing was said yet"), tr("Messages appear here as they are sent."));
}

void RoomPage::kick(const Participant &participant)
{
    auto *dialog = new KickDialog(participant.username, roomId(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, participant, dialog] {
        m_workspace.rest().kick(roomId(), participant, dialog->reason(), this, [this](const ApiResult<bool> &kicked) {
            if (!kicked)
                m_notice->complain(kicked.error().text);
        });
    });
    dialog->open();
}

} // namespace parlor::admin
