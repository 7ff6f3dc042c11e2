// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/ServerAddress.h"

#include <QStringList>

#include <optional>

namespace parlor::admin {

/// What the command line says (contract, section 6).
struct AdminOptions {
    Q_DECLARE_TR_FUNCTIONS(AdminOptions)

public:
    /// Nothing: the program goes back to the last server, or asks.
    std::optional<ServerAddress> server;

    /// \a arguments begins with the program's name. The error is a sentence.
    static tl::expected<AdminOptions, QString> parse(const QStringList &arguments);
    /// The text of --help or --version where \a arguments ask for it; null otherwise.
    static QString information(const QStringList &arguments);
};

} // namespace parlor::admin
