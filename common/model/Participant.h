// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

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
};

} // namespace parlor
