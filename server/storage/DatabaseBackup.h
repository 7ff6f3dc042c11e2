// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"

#include <QString>

namespace parlor {

/// Copies a whole database into one file, also while a server uses it: the copy is what was committed at one moment.
class DatabaseBackup {
public:
    /// \a file must not exist, and is there only once it is whole; it is for its owner alone. A data directory with it
    /// under the name `parlor.db` is one that a server can start with. Fails with a sentence that says why:
    /// Error::Kind::StorageUnavailable.
    static Result<void> write(const QString &databasePath, const QString &file);
};

} // namespace parlor
