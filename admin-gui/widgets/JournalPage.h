// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;

namespace parlor::admin {

class JournalModel;
class Table;

/// What the operator did, and the commands that would do it again.
class JournalPage : public QWidget {
    Q_OBJECT

public:
    /// \a journal must outlive the page.
    explicit JournalPage(JournalModel &journal, QWidget *parent = nullptr);

    Table &table() { return *m_table; }

private:
    void copy();

    JournalModel &m_journal;
    Table *m_table;
    QAction *m_copy;
};

} // namespace parlor::admin
