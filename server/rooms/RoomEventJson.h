// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Participant.h"
#include "model/Room.h"
#include "model/Timestamp.h"
#include "rooms/ActiveRoom.h"

#include <QByteArray>
#include <QList>
#include <QString>

/// The names and data of the events that rooms send (contract, section 4), as JSON text.
namespace parlor::eventjson {

QByteArray closedName();
QByteArray closed(const ActiveRoom &room, const QString &closedBy, Timestamp closedAt);

QByteArray kickedName();
QByteArray kicked(const QByteArray &roomIdJson, const QString &reason);
/// What stands for all rooms where a room's id does, as JSON text.
QByteArray everyRoom();

QByteArray typingName();
QByteArray typing(const ActiveRoom &room, const Participant &who, bool isTyping);

/// To the observers of all rooms.
QByteArray roomsName();
QByteArray roomCreated(const Room &room);
QByteArray roomClosed(const Room &room);

/// Data of `participants/{roomId}`.
QByteArray participants(const ActiveRoom &room);
/// Data of `presence/{roomId}`.
QByteArray presence(const ActiveRoom &room, const PresenceChanges &changes);

} // namespace parlor::eventjson
