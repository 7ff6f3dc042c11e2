// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/SettingKind.h"

#include <QList>
#include <QString>

namespace parlor {

/// One thing that the operator may set. Its row in the table makes the option, the key in the INI file, the environment
/// variable, and what the help, the manual page, the commented file and the shells' completion say of it.
struct Setting {
    /// Under which heading it stands.
    enum class Group : quint8 { Network, Storage, Limits, Messages, Access, Web, Logging };
    /// Whether a new value is taken up on SIGHUP.
    enum class Applies : quint8 { AtStart, OnReload };

    QString name;
    Group group;
    QString valueName; ///< empty: a switch
    SettingKind kind;
    Applies applies;
    /// What it does, in the imperative.
    QString help;
    /// The default in words, where it is not the same everywhere.
    QString defaultWords = {};

    QString option() const;
    QString variable() const;
    /// The default as it would be said, or in words; empty where it is nothing.
    QString defaultText() const;

    static const QList<Setting> &all();
    /// Null where none is called so.
    static const Setting *find(const QString &name);
    static QString title(Group group);
};

/// An option that is no setting: it says what to do instead of serving, or where the settings are.
struct Command {
    QString name;
    QString valueName;
    QString help;
    SettingKind::Names names = SettingKind::Names::Nothing;
    QStringList words = {};

    static const QList<Command> &all();
};

} // namespace parlor
