// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/LogCategories.h"

namespace parlor::log {

Q_LOGGING_CATEGORY(server, "parlor.server", QtInfoMsg)
Q_LOGGING_CATEGORY(connections, "parlor.connections", QtInfoMsg)
Q_LOGGING_CATEGORY(http, "parlor.http", QtInfoMsg)
Q_LOGGING_CATEGORY(rooms, "parlor.rooms", QtInfoMsg)
Q_LOGGING_CATEGORY(admin, "parlor.admin", QtInfoMsg)
Q_LOGGING_CATEGORY(storage, "parlor.storage", QtInfoMsg)

QStringList categoryNames()
{
    QStringList names;
    for (const QLoggingCategory *category : { &server(), &connections(), &http(), &rooms(), &admin(), &storage() })
        names.append(QLatin1StringView(category->categoryName()));
    return names;
}

} // namespace parlor::log
