// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/HistoryExport.h"
#include "models/RoomsModel.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;

namespace parlor::admin {

class EmptyState;
class NoticeBar;
class RoomCloser;
class Table;
class TaskBar;
class Workspace;

/// All rooms as a table, and what can be done with them.
class RoomsPage : public QWidget {
    Q_OBJECT

public:
    /// \a workspace must outlive the page.
    explicit RoomsPage(Workspace &workspace, QWidget *parent = nullptr);
    ~RoomsPage() override;

    Table &table() { return *m_table; }
    void focusFilter();
    /// For menus and toolbars.
    const QList<QAction *> &actionList() const { return m_actions; }
    /// While the page is not to be seen, only a new room can be made.
    void setActionsShown(bool shown);
    /// The name that new rooms get as their creator's.
    void setOperator(const QString &name) { m_operator = name; }
    /// Asks for the file's name first.
    void exportRoom(const QString &roomId);
    void startExport(const QString &roomId, const QString &path, HistoryExport::Format format);

Q_SIGNALS:
    void roomWanted(const QString &roomId);

private:
    QAction *addPageAction(QLatin1StringView iconName, const QString &text, const QKeySequence &shortcut,
                           void (RoomsPage::*slot)());
    void layOut();
    QList<Room> selected() const;
    void updateActions();
    void showState();
    void showCount();

    void newRoom();
    void openSelected();
    void closeSelected();
    void copySelected();
    void exportSelected();
    void closeRooms(const QStringList &roomIds);
    void select(const QString &roomId);

    Workspace &m_workspace;
    RoomsModel m_model;
    QString m_operator;
    NoticeBar *m_notice;
    QLineEdit *m_filter;
    QLabel *m_count;
    Table *m_table;
    EmptyState *m_empty;
    TaskBar *m_closing;
    TaskBar *m_exporting;
    QPointer<RoomCloser> m_closer;
    QPointer<HistoryExport> m_export;
    QTimer m_typing;
    bool m_isShown = true;

    QAction *m_new;
    QAction *m_open;
    QAction *m_close;
    QAction *m_copy;
    QAction *m_exportAction;
    QList<QAction *> m_actions;
};

} // namespace parlor::admin
