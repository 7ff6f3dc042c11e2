// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QMenuBar;

namespace parlor::admin {

/// Every key that does something: those of a menu bar, and those of the views.
class ShortcutSheet : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutSheet(const QMenuBar &menus, QWidget *parent = nullptr);
};

} // namespace parlor::admin
