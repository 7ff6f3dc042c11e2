// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ParticipantsModel.h"

#include <QSortFilterProxyModel>
#include <QWidget>

#include <optional>

class QAction;
class QLabel;

namespace parlor::admin {

class Table;

/// Who is in a room, beside what is said there.
class ParticipantsPanel : public QWidget {
    Q_OBJECT

public:
    /// \a participants must outlive the panel.
    explicit ParticipantsPanel(ParticipantsModel &participants, QWidget *parent = nullptr);

    Table &table() { return *m_table; }
    /// While it is not \a enabled, nobody can be removed.
    void setActionsEnabled(bool enabled);
    void setStale(bool stale);

Q_SIGNALS:
    void kickWanted(const parlor::Participant &participant);

private:
    std::optional<Participant> current() const;
    void updateAction();
    void showCount();

    ParticipantsModel &m_participants;
    QSortFilterProxyModel m_sorted;
    QLabel *m_title;
    Table *m_table;
    QAction *m_kick;
    bool m_isEnabled = false;
};

} // namespace parlor::admin
