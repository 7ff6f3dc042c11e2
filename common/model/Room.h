// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace parlor {

/// A room as REST shows it. `participants` and `messages` are counts.
struct Room {
    QString roomId;
    QString creatorUsername;
    Timestamp createdAt = 0;
    qint64 participants = 0;
    qint64 messages = 0;
    Timestamp lastActivityAt = 0;

    /// The contract's Room object, members in the contract's order.
    QByteArray toJson() const;
    /// Reads what toJson() writes, for clients. Nothing where a member is missing or of another type; others are
    /// ignored.
    static std::optional<Room> fromJson(const QJsonObject &json);
};

} // namespace parlor
