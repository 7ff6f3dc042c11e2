// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractItemView;
class QLabel;
class QPushButton;

namespace parlor::admin {

/// Stands in the middle of a view that has nothing to show: a sentence that says why, and what can be done.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    /// Covers the view's rows for as long as its model has none.
    explicit EmptyState(QAbstractItemView *view);

    /// Without \a action there is no button.
    void say(const QString &title, const QString &text, const QString &action = {});

Q_SIGNALS:
    void actionClicked();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void follow();
    void dress();

    QAbstractItemView *const m_view;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_action;
};

} // namespace parlor::admin
