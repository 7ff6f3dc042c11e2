// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace parlor {

/// What is logged: this and what weighs more.
enum class LogLevel : quint8 { Debug, Info, Warning, Error };

enum class LogFormat : quint8 {
    Text, ///< for people: time, level, category, message, and fields as name=value
    Json, ///< a JSON object a line
};

/// What the operator has set of the log.
struct LogSettings {
    LogFormat format = LogFormat::Text;
    LogLevel level = LogLevel::Info;
    /// `CATEGORY=LEVEL`, for what is to be logged otherwise; later ones win.
    QStringList rules;

    bool operator==(const LogSettings &) const = default;
};

} // namespace parlor
