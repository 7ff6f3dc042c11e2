// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/SettingsTable.h"

#include <QString>

namespace parlor {

/// The text of --help, for a terminal of 80 columns.
QString settingsHelp();

/// What a setting does, whether it may be repeated, and its default in brackets.
QString settingSentence(const Setting &setting);

} // namespace parlor
