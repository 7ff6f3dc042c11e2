// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;

namespace parlor::admin {

/// Asks whether to remove somebody from a room, and what to tell them.
class KickDialog : public QDialog {
    Q_OBJECT

public:
    KickDialog(const QString &username, const QString &roomId, QWidget *parent = nullptr);

    /// Empty where nothing was written.
    QString reason() const;

private:
    QLineEdit *m_reason;
};

} // namespace parlor::admin
