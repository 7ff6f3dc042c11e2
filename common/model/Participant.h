// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace parlor {

/// Somebody in a room, as presence events and REST show them.
struct Participant {
    QString username;
    /// The id the client itself knows its connection by (contract, section 3).
    QString socketId;
    bool connected = true;
    Timestamp joinedAt = 0;
    /// What else the client sent when it joined, e.g. `avatar`. Never holds a name the server owns.
    QJsonObject extras;

    /// The contract's Participant object; \a roomIdJson is the room's id as JSON text.
    QByteArray toJson(const QByteArray &roomIdJson) const;
    /// Reads what toJson() writes, for clients. Nothing where a member is missing or of another type.
    static std::optional<Participant> fromJson(const QJsonObject &json);
};

} // namespace parlor
