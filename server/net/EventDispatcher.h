// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractEventDispatcher;

namespace parlor {

/// The event dispatcher that a thread of this server is to use: epoll on Linux; nullptr elsewhere, which leaves Qt's own.
/// Qt's glib and poll() dispatchers cost time for each idle socket (docs/architecture.md).
/// The caller hands it to QThread::setEventDispatcher or QCoreApplication::setEventDispatcher.
QAbstractEventDispatcher *createEventDispatcher();

} // namespace parlor
