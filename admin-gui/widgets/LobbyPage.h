// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace parlor::admin {

class StreamView;
class Workspace;

/// What is said in all rooms, as one stream. Opening a line's room is a double click away.
class LobbyPage : public QWidget {
    Q_OBJECT

public:
    /// \a workspace must outlive the page.
    explicit LobbyPage(Workspace &workspace, QWidget *parent = nullptr);

    StreamView &streamView() { return *m_view; }
    void focusFilter();

Q_SIGNALS:
    void roomWanted(const QString &roomId);

private:
    void showState();

    Workspace &m_workspace;
    StreamView *m_view;
};

} // namespace parlor::admin
