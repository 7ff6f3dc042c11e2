// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/LineFilter.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace parlor::admin {

/// Where an operator says which lines of a stream to show.
class FilterBar : public QWidget {
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);

    void takeFocus();
    void clear();

Q_SIGNALS:
    /// A short while after the last key.
    void changed(const parlor::admin::LineFilter &filter);

private:
    void apply();

    QLineEdit *m_text;
    QComboBox *m_scope;
    QToolButton *m_isPattern;
    QLabel *m_problem;
    QTimer m_typing;
};

} // namespace parlor::admin
