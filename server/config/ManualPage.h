// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace parlor {

/// parlor-server(1), for man: troff with the macros of man(7).
QString manualPage();

} // namespace parlor
