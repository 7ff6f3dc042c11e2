// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/LogLevel.h"

#include <QByteArray>
#include <QJsonValue>
#include <QLatin1StringView>
#include <QList>
#include <QString>

#include <utility>

namespace parlor {

using LogFields = QList<std::pair<QLatin1StringView, QJsonValue>>;

/// What is said at one moment.
struct LogEntry {
    qint64 time = 0; ///< milliseconds since 1970, UTC
    QtMsgType type = QtInfoMsg;
    QByteArray category;
    QString message;
    LogFields fields;
};

/// One line with its line break. Whatever the entry holds, nothing in it begins another line or looks like a field that it is not.
/// For systemd's \a journal, the line begins with `<N>`, its severity; a text then has no time, because the journal has one.
QByteArray toLogLine(const LogEntry &entry, LogFormat format, bool journal = false);

} // namespace parlor
