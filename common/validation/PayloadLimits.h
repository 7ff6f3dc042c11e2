// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "json/JsonDepth.h"

#include <QtGlobal>

namespace parlor {

/// How much a payload may hold beside the fields that are its own. Everybody in the room gets that again.
struct PayloadLimits {
    qsizetype extrasBytes = 8 * 1024; ///< as JSON
    int extrasDepth = 8; ///< how many arrays and objects within each other; 0: plain values only
    int jsonDepth = MaxJsonDepth; ///< of the whole text, which is not parsed where it is deeper
};

} // namespace parlor
