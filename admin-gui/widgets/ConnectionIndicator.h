// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;

namespace parlor::admin {

class Workspace;

/// Says in the status bar whether the connection stands.
class ConnectionIndicator : public QWidget {
    Q_OBJECT

public:
    /// \a workspace must outlive the indicator.
    explicit ConnectionIndicator(Workspace &workspace, QWidget *parent = nullptr);

    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void update();
    int dotSize() const;

    Workspace &m_workspace;
    QLabel *m_text;
    QTimer m_second;
};

} // namespace parlor::admin
