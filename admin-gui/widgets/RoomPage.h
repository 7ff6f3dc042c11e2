// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RoomFeed.h"

#include <QPointer>
#include <QWidget>

class QSplitter;

namespace parlor::admin {

class ComposeBar;
class NoticeBar;
class ParticipantsPanel;
class StreamView;
class Workspace;

/// One room: what is said in it, who is there, and a line to write.
class RoomPage : public QWidget {
    Q_OBJECT

public:
    /// \a workspace must outlive the page. \a postName: the name the operator posts under.
    RoomPage(Workspace &workspace, const QString &roomId, const QString &postName, QWidget *parent = nullptr);
    ~RoomPage() override;

    const QString &roomId() const { return m_feed.roomId(); }
    RoomFeed &feed() { return m_feed; }
    StreamView &streamView() { return *m_view; }
    QSplitter &splitter() { return *m_splitter; }
    void focusFilter();

Q_SIGNALS:
    void postNameChanged(const QString &name);

private:
    void showState();
    void kick(const Participant &participant);

    Workspace &m_workspace;
    RoomFeed m_feed;
    NoticeBar *m_notice;
    StreamView *m_view;
    ParticipantsPanel *m_participants;
    ComposeBar *m_compose;
    QSplitter *m_splitter;
};

} // namespace parlor::admin
