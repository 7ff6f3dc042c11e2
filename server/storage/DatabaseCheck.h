// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"

#include <QString>
#include <QStringList>

namespace parlor {

/// Looks through a whole database: whether SQLite finds it sound, and whether every room has all the orders that it says
/// it has. Changes nothing, and may be done while a server uses it: it sees one moment.
class DatabaseCheck {
public:
    struct Report {
        qint64 rooms = 0;
        qint64 messages = 0;
        /// A sentence each; empty where all is well.
        QStringList faults;
    };

    /// Fails where the database cannot be read: Error::Kind::StorageUnavailable with a sentence that says why.
    static Result<Report> run(const QString &databasePath);
};

} // namespace parlor
