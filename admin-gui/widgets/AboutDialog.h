// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace parlor::admin {

/// What this program is, its version, the server's, and the licence.
class AboutDialog : public QDialog {
    Q_OBJECT

public:
    /// \a serverVersion is empty where none is known.
    explicit AboutDialog(const QString &serverVersion, QWidget *parent = nullptr);
};

} // namespace parlor::admin
