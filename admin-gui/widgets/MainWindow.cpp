// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/MainWindow.h"

#include "models/DisplayText.h"
#include "models/Workspace.h"
#include "widgets/AboutDialog.h"
#include "widgets/Appearance.h"
#include "widgets/ConnectionIndicator.h"
#include "widgets/Icon.h"
#include "widgets/JournalPage.h"
#include "widgets/LobbyPage.h"
#include "widgets/NoticeBar.h"
#include "widgets/OverviewPage.h"
#include "widgets/RoomPage.h"
#include "widgets/RoomsPage.h"
#include "widgets/ShortcutSheet.h"
#include "widgets/StreamView.h"
#include "widgets/Table.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QMenuBar>
#include <QSplitter>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

/// These tabs are always there.
constexpr int FixedTabs = 4;
constexpr int LongestTabTitle = 24;

} // namespace

MainWindow::MainWindow(const Parts &parts, QWidget *parent) :
    QMainWindow(parent),
    m_parts(parts),
    m_workspace(parts.workspace),
    m_notice(new NoticeBar),
    m_tabs(new QTabWidget),
    m_overview(new OverviewPage(m_workspace)),
    m_rooms(new RoomsPage(m_workspace)),
    m_lobby(new LobbyPage(m_workspace)),
    m_journal(new JournalPage(m_workspace.journal())),
    m_indicator(new ConnectionIndicator(m_workspace))
{
    setWindowTitle(tr("Parlor Admin"));
    setWindowIcon(icon("parlor-admin"_L1));
    auto *middle = new QWidget;
    auto *layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_tabs, 1);
    setCentralWidget(middle);
    makeTabs();
    makeMenus();
    makeToolBar();
    statusBar()->addWidget(m_indicator, 1);

    connect(&m_workspace.live(), &LiveClient::stateChanged, this, &MainWindow::showConnection);
    connect(&m_workspace, &Workspace::addressChanged, this, &MainWindow::forgetRooms);
    connect(m_notice, &NoticeBar::actionClicked, this, [this] {
        if (m_workspace.live().state() == LiveClient::State::Waiting)
            m_workspace.live().retryNow();
        else
            chooseServer();
    });
    restoreState();
    showConnection();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeTabs()
{
    m_tabs->setDocumentMode(true);
    m_tabs->setMovable(false);
    m_tabs->setElideMode(Qt::ElideRight);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->addTab(m_overview, icon("overview"_L1), tr("Overview"));
    m_tabs->addTab(m_rooms, icon("rooms"_L1), tr("Rooms"));
    m_tabs->addTab(m_lobby, icon("stream"_L1), tr("All rooms"));
    m_tabs->addTab(m_journal, icon("journal"_L1), tr("Journal"));
    m_tabs->setCurrentWidget(m_rooms);
    connect(m_rooms, &RoomsPage::roomWanted, this, &MainWindow::openRoom);
    connect(m_lobby, &LobbyPage::roomWanted, this, &MainWindow::openRoom);
}

void MainWindow::makeMenus()
{
    makeServerMenu();
    makeRoomMenu();
    makeViewMenu();
    makeHelpMenu();
}

void MainWindow::makeServerMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Server"));
    m_connect = menu->addAction(icon("connect"_L1), tr("&Connect…"), this, &MainWindow::chooseServer);
    m_connect->setShortcut(QKeySequence::Open);
    m_retry = menu->addAction(icon("refresh"_L1), tr("&Try again now"), this,
                              [this] { m_workspace.live().retryNow(); });
    m_retry->setShortcut(QKeySequence::Refresh);
    menu->addSeparator();
    QAction *quit = menu->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(Qt::CTRL | Qt::Key_Q);
    quit->setMenuRole(QAction::QuitRole);
}

void MainWindow::makeRoomMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Room"));
    for (QAction *action : m_rooms->actionList())
        menu->addAction(action);
}

void MainWindow::makeViewMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&View"));
    const QList<QWidget *> pages{ m_overview, m_rooms, m_lobby, m_journal };
    for (int i = 0; i < FixedTabs; ++i) {
        QAction *action = menu->addAction(m_tabs->tabIcon(i), m_tabs->tabText(i), this,
                                          [this, page = pages[i]] { showPage(page); });
        action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i)));
    }
    menu->addSeparator();
    QAction *next = menu->addAction(tr("&Next tab"), this, [this] {
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + 1) % m_tabs->count());
    });
    next->setShortcut(Qt::CTRL | Qt::Key_PageDown);
    QAction *previous = menu->addAction(tr("&Previous tab"), this, [this] {
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + m_tabs->count() - 1) % m_tabs->count());
    });
    previous->setShortcut(Qt::CTRL | Qt::Key_PageUp);
    QAction *closeAction
        = menu->addAction(tr("&Close tab"), this, [this] { closeTab(m_tabs->currentIndex()); });
    closeAction->setShortcut(Qt::CTRL | Qt::Key_W);
    menu->addSeparator();
    QAction *filter = menu->addAction(icon("filter"_L1), tr("&Filter"), this, &MainWindow::focusFilter);
    filter->setShortcut(QKeySequence::Find);

    makeTableMenu(menu->addMenu(tr("C&olumns")), &Table::fillColumnMenu);
    makeTableMenu(menu->addMenu(tr("&Sort by")), &Table::fillOrderMenu);
    QMenu *appearances = menu->addMenu(tr("&Appearance"));
    auto *group = new QActionGroup(this);
    const QString current = m_parts.settings.value("appearance"_L1).toString();
    const std::initializer_list<std::pair<Appearance, QString>> names{ { Appearance::System, tr("As the &system") },
                                                                       { Appearance::Light, tr("&Light") },
                                                                       { Appearance::Dark, tr("&Dark") } };
    for (const auto &[appearance, name] : names) {
        QAction *action = appearances->addAction(name, this, [this, appearance = appearance] {
            m_parts.settings.setValue("appearance"_L1, toString(appearance));
            apply(appearance);
        });
        action->setCheckable(true);
        action->setChecked(toAppearance(current) == appearance);
        group->addAction(action);
    }
}

void MainWindow::makeTableMenu(QMenu *menu, void (Table::*fill)(QMenu *))
{
    connect(menu, &QMenu::aboutToShow, this, [this, menu, fill] {
        menu->clear();
        if (Table *table = m_tabs->currentWidget()->findChild<Table *>())
            (table->*fill)(menu);
        if (menu->isEmpty())
            menu->addAction(tr("Nothing to choose here"))->setEnabled(false);
    });
}

void MainWindow::makeHelpMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Help"));
    QAction *keys = menu->addAction(icon("help"_L1), tr("&Keyboard shortcuts"), this, [this] {
        auto *sheet = new ShortcutSheet(*menuBar(), this);
        sheet->setAttribute(Qt::WA_DeleteOnClose);
        sheet->open();
    });
    keys->setShortcut(QKeySequence::HelpContents);
    QAction *about = menu->addAction(icon("parlor-admin"_L1), tr("&About Parlor Admin"), this, [this] {
        const auto &stats = m_workspace.stats().latest();
        auto *dialog = new AboutDialog(stats ? stats->version : QString(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    about->setMenuRole(QAction::AboutRole);
}

void MainWindow::makeToolBar()
{
    QToolBar *bar = addToolBar(tr("Actions"));
    bar->setObjectName(u"actions"_s);
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addAction(m_connect);
    bar->addSeparator();
    for (QAction *action : m_rooms->actionList())
        bar->addAction(action);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        // A toolbar does nothing to what is not to be seen.
        const bool isRooms = m_tabs->currentWidget() == m_rooms;
        m_rooms->setActionsShown(isRooms);
    });
}

void MainWindow::openRoom(const QString &roomId)
{
    if (roomId.isEmpty())
        return;
    for (int i = FixedTabs; i < m_tabs->count(); ++i) {
        auto *page = qobject_cast<RoomPage *>(m_tabs->widget(i));
        if (page && page->roomId() == roomId)
            return m_tabs->setCurrentIndex(i);
    }
    auto *page = new RoomPage(m_workspace, roomId, operatorName());
    page->splitter().restoreState(m_parts.settings.value("roomSplitter"_L1).toByteArray());
    page->streamView().table().restoreColumns(m_parts.settings.value("roomColumns"_L1).toByteArray());
    connect(page, &RoomPage::postNameChanged, this, [this](const QString &name) {
        // That of a token is of no use elsewhere.
        if (name != m_workspace.address().username())
            m_parts.settings.setValue("operator"_L1, name);
        m_rooms->setOperator(name);
    });
    QString title = displaytext::oneLine(roomId, LongestTabTitle);
    const int index = m_tabs->addTab(page, icon("room"_L1), title.replace(u'&', "&&"_L1));
    auto *closeButton = new QToolButton;
    closeButton->setIcon(icon("dismiss"_L1));
    closeButton->setAutoRaise(true);
    closeButton->setIconSize(QSize(12, 12));
    closeButton->setFocusPolicy(Qt::NoFocus);
    closeButton->setToolTip(tr("Close tab"));
    closeButton->setAccessibleName(tr("Close tab"));
    connect(closeButton, &QToolButton::clicked, this, [this, page] { closeTab(m_tabs->indexOf(page)); });
    m_tabs->tabBar()->setTabButton(index, QTabBar::RightSide, closeButton);
    m_tabs->setTabToolTip(index, displaytext::toolTip(roomId));
    m_tabs->setCurrentIndex(index);
    page->streamView().table().setFocus();
}

void MainWindow::chooseServer()
{
    auto *dialog = new ConnectDialog(m_parts.connecting, m_workspace.address(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectDialog::chosen, this, &MainWindow::serverChosen);
    dialog->open();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    QMainWindow::closeEvent(event);
}

void MainWindow::showPage(QWidget *page)
{
    m_tabs->setCurrentWidget(page);
    if (Table *table = page->findChild<Table *>())
        table->setFocus();
}

void MainWindow::closeTab(int index)
{
    if (index < FixedTabs)
        return;
    if (auto *page = qobject_cast<RoomPage *>(m_tabs->widget(index))) {
        m_parts.settings.setValue("roomSplitter"_L1, page->splitter().saveState());
        m_parts.settings.setValue("roomColumns"_L1, page->streamView().table().saveColumns());
        m_tabs->removeTab(index);
        page->deleteLater();
    }
}

void MainWindow::focusFilter()
{
    QWidget *page = m_tabs->currentWidget();
    if (auto *room = qobject_cast<RoomPage *>(page)) {
        room->focusFilter();
    } else if (page == m_lobby) {
        m_lobby->focusFilter();
    } else {
        m_tabs->setCurrentWidget(m_rooms);
        m_rooms->focusFilter();
    }
}

void MainWindow::showConnection()
{
    const LiveClient &live = m_workspace.live();
    const LiveClient::State state = live.state();
    m_retry->setEnabled(state == LiveClient::State::Waiting || state == LiveClient::State::Refused);
    if (state == LiveClient::State::Live || (state == LiveClient::State::Connecting && live.problem().isEmpty()))
        m_notice->hide();
    else if (state == LiveClient::State::Off)
        m_notice->say(NoticeBar::Kind::Information, tr("No server is chosen."), tr("Connect…"));
    else if (state == LiveClient::State::Refused)
        m_notice->say(NoticeBar::Kind::Problem, live.problem(), tr("Connect…"));
    else
        m_notice->say(NoticeBar::Kind::Warning,
                      tr("%1 What you see is what was last known; it is tried again by itself.").arg(live.problem()),
                      tr("Try now"));
}

void MainWindow::forgetRooms()
{
    for (int i = m_tabs->count() - 1; i >= FixedTabs; --i)
        closeTab(i);
    m_rooms->setOperator(operatorName());
    const QString name = m_workspace.address().name();
    setWindowTitle(name.isEmpty() ? tr("Parlor Admin") : tr("%1 – Parlor Admin").arg(name));
}

QString MainWindow::operatorName() const
{
    const QString name = m_workspace.address().username();
    return name.isEmpty() ? m_parts.settings.value("operator"_L1, u"operator"_s).toString() : name;
}

void MainWindow::restoreState()
{
    const QSettings &settings = m_parts.settings;
    resize(1180, 760);
    restoreGeometry(settings.value("geometry"_L1).toByteArray());
    m_rooms->table().restoreColumns(settings.value("columns"_L1).toByteArray());
    m_lobby->streamView().table().restoreColumns(settings.value("lobbyColumns"_L1).toByteArray());
    m_journal->table().restoreColumns(settings.value("journalColumns"_L1).toByteArray());
    m_rooms->setOperator(operatorName());
}

void MainWindow::saveState()
{
    QSettings &settings = m_parts.settings;
    settings.setValue("geometry"_L1, saveGeometry());
    settings.setValue("columns"_L1, m_rooms->table().saveColumns());
    settings.setValue("lobbyColumns"_L1, m_lobby->streamView().table().saveColumns());
    settings.setValue("journalColumns"_L1, m_journal->table().saveColumns());
    settings.sync();
}

} // namespace parlor::admin
