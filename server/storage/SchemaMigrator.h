// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"

namespace parlor {

class SqliteDatabase;

/// Brings a database to the schema that this program knows, step by step: resources/sql/schema has one file for each.
class SchemaMigrator {
public:
    /// Only grows.
    static constexpr int Version = 4;

    /// Makes the schema in an empty database, and takes an older one on. Refuses a newer one, and what another program
    /// made, untouched. Each step is one transaction.
    static Result<void> migrate(SqliteDatabase &database);
    /// Refuses everything but this program's databases; returns the version.
    static Result<int> identify(SqliteDatabase &database);
};

} // namespace parlor
