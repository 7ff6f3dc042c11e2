// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <QByteArray>
#include <QString>

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
};

} // namespace parlor
