// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace parlor {

/// What a server says of itself at `/stats` (contract, section 1).
struct ServerStats {
    QString version;
    qint64 uptime = 0; ///< seconds
    /// Connections that are open, by what they speak. Those over HTTP are not chat clients.
    qint64 http = 0;
    qint64 socketIo = 0;
    qint64 plainWebSocket = 0;
    qint64 rooms = 0;
    qint64 participants = 0;
    qint64 messagesStored = 0;
    qint64 messagesPosted = 0; ///< since the start
    double messagesPerSecond = 0;

    QByteArray toJson() const;
    /// Reads what toJson() writes. Nothing where a member is missing or of another type.
    static std::optional<ServerStats> fromJson(const QJsonObject &json);
};

} // namespace parlor
