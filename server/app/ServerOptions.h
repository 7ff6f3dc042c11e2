// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "security/Credentials.h"
#include "storage/Retention.h"
#include "storage/RoomDatabase.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace parlor {

/// What the operator has set (contract, section 6): by option, by PARLOR_* environment variable or in an INI file, the
/// first of them that says something.
struct ServerOptions {
    QHostAddress host { QHostAddress::LocalHost };
    quint16 port = 3000;
    int ioThreads = 1;
    int pingIntervalMs = 25'000;
    int pingTimeoutMs = 20'000;
    qint64 maxMessageBytes = 1'000'000;
    qint64 maxPendingBytes = 1024 * 1024;
    bool exchangesToEveryone = false;
    QStringList messageEvents;
    bool allowAnonymous = false;
    CredentialFiles credentials;
    QList<QByteArray> corsOrigins;
    bool noWeb = false;

    enum class Storage : quint8 { Sqlite, Memory };
    Storage storage = Storage::Sqlite;
    /// Where the database lies.
    QString dataDirectory;
    Durability durability = Durability::Full;
    Retention retention;

    /// What the program is to do instead of serving.
    enum class Task : quint8 { Serve, BackUp, Check };
    Task task = Task::Serve;
    QString backupFile;

    /// Nothing is answered without a token.
    bool isSecured() const { return !credentials.isEmpty(); }

    /// Why the server does not start with these options.
    struct Refusal {
        QString message;
        int exitCode = 2;
    };
    /// \a arguments begins with the program's name. Checks every value, and that they go together.
    static tl::expected<ServerOptions, Refusal> parse(const QStringList &arguments,
                                                      const QProcessEnvironment &environment);

    /// The text of --help or --version where \a arguments ask for it; null otherwise.
    static QString information(const QStringList &arguments);
};

} // namespace parlor
