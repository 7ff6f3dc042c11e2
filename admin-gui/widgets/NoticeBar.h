// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace parlor::admin {

/// A strip that says something without getting in the way of anything: no dialog, no focus taken. Plain text.
class NoticeBar : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Information, Warning, Problem };

    explicit NoticeBar(QWidget *parent = nullptr);

    /// Shows it; replaces what it said. With an empty \a action there is no button for it.
    void say(Kind kind, const QString &text, const QString &action = {});
    /// A problem that somebody may dismiss.
    void complain(const QString &text);
    QString text() const;

Q_SIGNALS:
    void actionClicked();

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();

    Kind m_kind = Kind::Information;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_dismiss;
};

} // namespace parlor::admin
