// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace parlor {

/// Who may listen in a room and not speak there, and why.
struct Mute {
    QString username;
    QString reason;
    QString createdBy;
    Timestamp createdAt = 0;
    /// Nothing: for as long as there is the room.
    std::optional<Timestamp> until;

    bool holdsAt(Timestamp now) const { return !until || now < *until; }

    /// The contract's Mute object; \a roomIdJson is the room's id as JSON text.
    QByteArray toJson(const QByteArray &roomIdJson) const;
    /// Reads what toJson() writes, for clients. Nothing where a member is missing or of another type.
    static std::optional<Mute> fromJson(const QJsonObject &json);
};

} // namespace parlor
