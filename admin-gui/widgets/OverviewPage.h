// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;

namespace parlor::admin {

class HistoryChart;
class StatsHistory;
class Workspace;

/// How the server is: what it serves now, and how that went during the last hour.
class OverviewPage : public QWidget {
    Q_OBJECT

public:
    /// \a workspace must outlive the page.
    explicit OverviewPage(Workspace &workspace, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// A figure with its name beneath.
    QLabel *addFigure(const QString &name, const QString &objectName, int row, int column);
    void update();
    void dress();

    Workspace &m_workspace;
    QGridLayout *m_figures;
    QLabel *m_server;
    QLabel *m_now;
    QLabel *m_minute;
    QLabel *m_tenMinutes;
    QLabel *m_hour;
    QLabel *m_rooms;
    QLabel *m_participants;
    QLabel *m_socketIo;
    QLabel *m_webSocket;
    QLabel *m_http;
    QLabel *m_stored;
    QList<QLabel *> m_names;
    QList<HistoryChart *> m_rates;
    HistoryChart *m_connections;
    HistoryChart *m_people;
};

} // namespace parlor::admin
