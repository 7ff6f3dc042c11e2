// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/ServerLimits.h"
#include "log/LogLevel.h"
#include "net/TlsContext.h"
#include "security/Credentials.h"
#include "storage/DataDirectory.h"
#include "storage/Retention.h"
#include "storage/RoomDatabase.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QThread>

#include <tl/expected.hpp>

#include <algorithm>

namespace parlor {

/// What the operator has set (contract, section 6): by option, by PARLOR_* environment variable or in an INI file, the
/// first of them that says something. What stands here is the default; SettingsTable says the rest of each.
struct ServerOptions {
    QHostAddress host { QHostAddress::LocalHost };
    quint16 port = 3000;
    int ioThreads = std::max(1, QThread::idealThreadCount());
    int pingIntervalMs = 25'000;
    int pingTimeoutMs = 20'000;
    int drainTimeoutMs = 10'000;
    qint64 maxMessageBytes = 1'000'000;
    qint64 maxPendingBytes = 1024 * 1024;
    ServerLimits limits;
    bool exchangesToEveryone = false;
    QStringList messageEvents;
    bool allowAnonymous = false;
    CredentialFiles credentials;
    TlsFiles tls;
    QList<QByteArray> corsOrigins;
    bool noWeb = false;

    enum class Storage : quint8 { Sqlite, Memory };
    Storage storage = Storage::Sqlite;
    /// Where the database lies.
    QString dataDirectory = DataDirectory::standardPath();
    Durability durability = Durability::Full;
    Retention retention;
    LogSettings log;

    /// What the program is to do instead of serving.
    enum class Task : quint8 { Serve, BackUp, Check, CheckConfiguration, PrintConfiguration };
    Task task = Task::Serve;
    QString backupFile;

    /// By the name of a setting, where its value was said: `--port`, `PARLOR_PORT` or `parlor-server.ini:3`. Those that are
    /// not in it have their defaults.
    QHash<QString, QString> places;

    /// Nothing is answered without a token.
    bool isSecured() const { return !credentials.isEmpty(); }

    /// Why the server does not start with these options.
    struct Refusal {
        QString message; ///< every mistake, a line each
        int exitCode = 2;
    };
    /// \a arguments begins with the program's name. Checks every value, and that they go together.
    static tl::expected<ServerOptions, Refusal> parse(const QStringList &arguments,
                                                      const QProcessEnvironment &environment);

    /// Whether the values go together; parse() has asked.
    tl::expected<void, Refusal> checkTogether() const;

    /// The text that \a arguments ask for instead of a server: of --help or --version, the manual page, the commented
    /// configuration file, a shell's completion; null otherwise.
    static QString information(const QStringList &arguments);
};

} // namespace parlor
