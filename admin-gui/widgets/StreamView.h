// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/LineStream.h"

#include <QWidget>

class QPushButton;
class QSplitter;
class QToolButton;

namespace parlor::admin {

class DetailPane;
class EmptyState;
class FilterBar;
class Table;

/// A stream as one reads it: it follows what is new until somebody scrolls up or presses Space, and says how much is
/// new meanwhile. A message that is opened is shown whole below.
class StreamView : public QWidget {
    Q_OBJECT

public:
    /// \a stream must outlive the view. \a showsRooms: the lines are of several rooms.
    StreamView(LineStream &stream, bool showsRooms, QWidget *parent = nullptr);

    Table &table() { return *m_table; }
    EmptyState &emptyState() { return *m_empty; }
    void focusFilter();
    void setStale(bool stale);

Q_SIGNALS:
    /// Somebody wants to read what is above the first line.
    void beginningReached();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeBar();
    void handleScroll(int value);
    void keepPlace(int first, int last);
    void followEnd();
    void showPause(bool paused);
    void showNewCount();
    void openLine(const QModelIndex &index);
    void sayWhyEmpty();

    LineStream &m_stream;
    FilterBar *m_filter;
    QToolButton *m_pause;
    QPushButton *m_new;
    Table *m_table;
    EmptyState *m_empty;
    DetailPane *m_detail;
    QSplitter *m_splitter;
    /// The view moves by itself, not by somebody's hand.
    bool m_isMoving = false;
    /// Paused by scrolling: being back at the end is enough to go on.
    bool m_goesOnAtEnd = false;
};

} // namespace parlor::admin
