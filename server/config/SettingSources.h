// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/ConfigurationFile.h"
#include "config/SettingsTable.h"

#include <QCommandLineParser>
#include <QHash>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <optional>

namespace parlor {

/// Where settings can be said: an option, a variable of the environment, a line of the file.
class SettingSources {
public:
    /// What was said of a setting, and where: `--port`, `PARLOR_PORT`, `parlor-server.ini:3`.
    struct Found {
        QStringList values;
        QString place;
        /// How a sentence about it begins.
        QString subject;
    };

    /// \a arguments begins with the program's name.
    SettingSources(const QStringList &arguments, const QProcessEnvironment &environment);

    /// What is said where nothing is: names that are no settings, lines that are none.
    const QStringList &mistakes() const { return m_mistakes; }
    const QCommandLineParser &commandLine() const { return m_commandLine; }

    /// What counts of what was said of \a setting: an option before the environment, and that before the file.
    std::optional<Found> find(const Setting &setting) const;

private:
    void checkArguments(const QStringList &arguments);
    void checkEnvironment();
    void readFile(const QString &path);
    void takeEntry(const ConfigurationFile::Entry &entry, const QString &place);

    QCommandLineParser m_commandLine;
    const QProcessEnvironment m_environment;
    QHash<QString, Found> m_file; ///< by the setting's name
    QStringList m_mistakes;
};

} // namespace parlor
