// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/LogEntry.h"

#include <QLoggingCategory>

namespace parlor {

/// A message with fields, for people and programs alike: `LogLine(log::rooms(), u"room created"_s).with("room"_L1, roomId)`. Logged
/// when it goes, on any thread. An ordinary message of Qt, whose handler finds the fields where it looks for them.
///
/// Ask first whether the category is enabled: this does not, and making fields costs.
class LogLine {
public:
    LogLine(const QLoggingCategory &category, const QString &message, QtMsgType type = QtInfoMsg);
    ~LogLine();
    Q_DISABLE_COPY_MOVE(LogLine)

    /// \a name is one of our own: a word, no name of another field.
    LogLine &with(QLatin1StringView name, const QJsonValue &value);

    /// Within a message handler: the fields of the message that it handles.
    static const LogFields &currentFields();

private:
    const QLoggingCategory &m_category;
    const QString m_message;
    const QtMsgType m_type;
    LogFields m_fields;
};

} // namespace parlor
