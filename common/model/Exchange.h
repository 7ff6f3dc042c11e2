// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace parlor {

/// A Message as clients read it: out of history, or as the live event, which adds the room and the sender's socket.
struct Exchange {
    QString roomId; ///< null in history
    QString socketId; ///< null in history, and where the message came over REST
    qint64 order = 0;
    QString username;
    QString content;
    Timestamp createdAt = 0;

    /// Reads what Message::appendJson() and Message::toEventJson() write. Nothing where a member that both have is
    /// missing or of another type; what the sender added is left out.
    static std::optional<Exchange> fromJson(const QJsonObject &json);
};

} // namespace parlor
