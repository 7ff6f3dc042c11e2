// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/ServerOptions.h"

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace parlor {

/// What it means that the settings were read again while the server runs.
struct SettingsChange {
    /// What is in force from now on: those of before, with what can be applied of the new ones.
    ServerOptions options;
    /// What changed by that, and what needs a restart: `log-level: info, now debug`.
    QStringList applied;
    QStringList awaitRestart;

    /// The error is a sentence: what can be applied does not go together with what cannot.
    static tl::expected<SettingsChange, QString> between(const ServerOptions &before, const ServerOptions &now);
};

} // namespace parlor
