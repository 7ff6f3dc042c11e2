// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace parlor {

/// What completes the server's options in a shell.
class ShellCompletion {
public:
    /// bash, zsh and fish.
    static QStringList shells();
    /// Null where \a shell is none of them.
    static QString script(const QString &shell);
};

} // namespace parlor
