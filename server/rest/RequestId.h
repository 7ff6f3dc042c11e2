// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace parlor {

/// What a request is called in the log and in its answer: \a wanted, what the client or a proxy calls it, where that is 1 to 128
/// letters, digits and `._:+/=@-`; otherwise one made here.
QByteArray requestId(const QByteArray &wanted);

} // namespace parlor
