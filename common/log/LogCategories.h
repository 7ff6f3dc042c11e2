// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>
#include <QStringList>

/// What is logged about. Whoever logs more than a rare warning asks first whether the category is enabled, and never does so for each
/// message of a room. No content of messages, no tokens, no queries of URLs.
namespace parlor::log {

/// Starting, stopping, settings.
Q_DECLARE_LOGGING_CATEGORY(server)
/// Connections of clients, opened and closed.
Q_DECLARE_LOGGING_CATEGORY(connections)
/// REST requests.
Q_DECLARE_LOGGING_CATEGORY(http)
/// Rooms, created and closed.
Q_DECLARE_LOGGING_CATEGORY(rooms)
/// What administrators do, and tokens.
Q_DECLARE_LOGGING_CATEGORY(admin)
/// The database.
Q_DECLARE_LOGGING_CATEGORY(storage)

/// The names of all of these, `parlor.http` for example.
QStringList categoryNames();

} // namespace parlor::log
