// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace parlor::admin {

/// Shows how far something has come that takes a while, with a way to cancel it. Nothing is shown while nothing runs.
class TaskBar : public QFrame {
    Q_OBJECT

public:
    explicit TaskBar(QWidget *parent = nullptr);

    void begin(const QString &what);
    void setProgress(qint64 done, qint64 total);
    void end();

Q_SIGNALS:
    void cancelled();

private:
    QLabel *m_what;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
};

} // namespace parlor::admin
