// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/RestClient.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace parlor::admin {

/// Where the operator writes to a room.
class ComposeBar : public QWidget {
    Q_OBJECT

public:
    /// \a rest must outlive the bar. The name can be changed; nameChanged() tells.
    ComposeBar(RestClient &rest, const QString &roomId, const QString &name, QWidget *parent = nullptr);

    void setActionsEnabled(bool enabled);
    void takeFocus();

Q_SIGNALS:
    void nameChanged(const QString &name);
    /// What was written stays in the field.
    void failed(const QString &why);

private:
    void post();
    void update();

    RestClient &m_rest;
    const QString m_roomId;
    QPointer<RestCall> m_call;
    QLineEdit *m_name;
    QLineEdit *m_text;
    QPushButton *m_send;
    bool m_isEnabled = false;
};

} // namespace parlor::admin
