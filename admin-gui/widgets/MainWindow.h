// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/ConnectDialog.h"

#include <QMainWindow>
#include <QSettings>

class QMenu;
class QTabWidget;

namespace parlor::admin {

class ConnectionIndicator;
class JournalPage;
class LobbyPage;
class NoticeBar;
class OverviewPage;
class RoomPage;
class RoomsPage;
class Table;
class Workspace;

/// The window: overview, rooms, all that is said, the journal, and a tab for each room that was opened. What is said of
/// the connection is said in a strip and in the status bar; no dialog opens by itself.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// All of it must outlive the window.
    struct Parts {
        Workspace &workspace;
        QSettings &settings;
        ConnectDialog::Parts connecting;
    };

    explicit MainWindow(const Parts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    void openRoom(const QString &roomId);
    void chooseServer();

    QTabWidget &tabs() { return *m_tabs; }
    RoomsPage &roomsPage() { return *m_rooms; }
    NoticeBar &connectionNotice() { return *m_notice; }
    ConnectionIndicator &indicator() { return *m_indicator; }

Q_SIGNALS:
    /// The operator chose one.
    void serverChosen(const parlor::admin::ServerAddress &address);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makeTabs();
    void makeMenus();
    void makeServerMenu();
    void makeRoomMenu();
    void makeViewMenu();
    /// One that the table of the current page fills.
    void makeTableMenu(QMenu *menu, void (Table::*fill)(QMenu *));
    void makeHelpMenu();
    void makeToolBar();
    void showPage(QWidget *page);
    void closeTab(int index);
    void focusFilter();
    void showConnection();
    void forgetRooms();
    /// Under which the operator creates and posts: the token's, where the server would take no other.
    QString operatorName() const;
    void restoreState();
    void saveState();

    const Parts m_parts;
    Workspace &m_workspace;
    NoticeBar *m_notice;
    QTabWidget *m_tabs;
    OverviewPage *m_overview;
    RoomsPage *m_rooms;
    LobbyPage *m_lobby;
    JournalPage *m_journal;
    ConnectionIndicator *m_indicator;
    QAction *m_connect = nullptr;
    QAction *m_retry = nullptr;
};

} // namespace parlor::admin
