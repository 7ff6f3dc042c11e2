// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Exchange.h"
#include "model/Participant.h"
#include "model/Room.h"

#include <QByteArrayView>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>
#include <variant>

namespace parlor::admin {

/// Who is in a room, all of them.
struct PresenceList {
    QString roomId;
    QList<Participant> participants;
};

/// Who came to a large room, and who left.
struct PresenceChange {
    QString roomId;
    QList<Participant> joined;
    QList<Participant> left;
    qint64 participants = 0;
};

struct RoomCreated {
    Room room;
};

struct RoomClosed {
    Room room;
};

/// What an observed room says when it is closed.
struct RoomEnded {
    QString roomId;
    QString closedBy;
};

/// What answers a request of this client.
struct LiveAnswer {
    qint64 id = 0;
    QJsonObject data;
    bool isRefusal = false;
};

/// What a server says on `/ws` (contract, section 4), as far as an observer cares.
using LiveEvent
    = std::variant<Exchange, PresenceList, PresenceChange, RoomCreated, RoomClosed, RoomEnded, LiveAnswer>;

/// Reads one text frame. Nothing where it is another event, or not as the contract says.
std::optional<LiveEvent> readLiveEvent(QByteArrayView frame);

/// A request to watch a room, or with `*` all of them.
QByteArray makeObserveFrame(qint64 id, const QString &roomId, std::optional<qint64> lastOrder);
QByteArray makeUnobserveFrame(qint64 id, const QString &roomId);

} // namespace parlor::admin
