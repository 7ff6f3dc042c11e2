// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace parlor {

/// A new id for a session or a socket: 20 characters that are safe in a URL, from 120 bits of the system's randomness,
/// so that nobody guesses another's.
QByteArray makeSessionId();

} // namespace parlor
