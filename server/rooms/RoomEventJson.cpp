// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomEventJson.h"

#include "json/JsonText.h"
#include "protocol/EventNames.h"

namespace parlor::eventjson {

using namespace Qt::StringLiterals;

namespace {

QByteArray nameOf(QLatin1StringView event)
{
    return json::toString(QString(event));
}

QByteArray objectOf(const QByteArray &roomIdJson)
{
    QByteArray out("{");
    json::appendKey(out, "roomId"_L1);
    out += roomIdJson;
    return out;
}

void appendText(QByteArray &out, QLatin1StringView key, const QString &text)
{
    json::appendKey(out, key);
    json::appendString(out, text);
}

void appendParticipants(QByteArray &out, const QList<Participant> &participants, const ActiveRoom &room)
{
    json::appendArray(out, participants,
                      [&](const Participant &participant) { out += participant.toJson(room.roomIdJson()); });
}

QByteArray roomsEvent(QLatin1StringView type, const Room &room)
{
    QByteArray out("{");
    appendText(out, "type"_L1, type);
    json::appendKey(out, "room"_L1);
    out += room.toJson();
    out += '}';
    return out;
}

} // namespace

QByteArray closedName()
{
    static const QByteArray name = nameOf(events::Closed);
    return name;
}

QByteArray closed(const ActiveRoom &room, const QString &closedBy, Timestamp closedAt)
{
    QByteArray out = objectOf(room.roomIdJson());
    appendText(out, "closedBy"_L1, closedBy);
    json::appendKey(out, "closedAt"_L1);
    out += '"' + toIsoString(closedAt) + "\"}";
    return out;
}

QByteArray kickedName()
{
    static const QByteArray name = nameOf(events::Kicked);
    return name;
}

QByteArray kicked(const QByteArray &roomIdJson, const QString &reason)
{
    QByteArray out = objectOf(roomIdJson);
    appendText(out, "reason"_L1, reason);
    out += '}';
    return out;
}

QByteArray everyRoom()
{
    return QByteArrayLiteral("\"*\"");
}

QByteArray typingName()
{
    static const QByteArray name = nameOf(events::Typing);
    return name;
}

QByteArray typing(const ActiveRoom &room, const Participant &who, bool isTyping)
{
    QByteArray out = objectOf(room.roomIdJson());
    appendText(out, "username"_L1, who.username);
    appendText(out, "socketId"_L1, who.socketId);
    json::appendKey(out, "typing"_L1);
    out += isTyping ? "true}" : "false}";
    return out;
}

QByteArray roomsName()
{
    static const QByteArray name = nameOf(events::Rooms);
    return name;
}

QByteArray roomCreated(const Room &room)
{
    return roomsEvent("created"_L1, room);
}

QByteArray roomClosed(const Room &room)
{
    return roomsEvent("closed"_L1, room);
}

QByteArray participants(const ActiveRoom &room)
{
    QByteArray out;
    appendParticipants(out, room.participants(), room);
    return out;
}

QByteArray presence(const ActiveRoom &room, const PresenceChanges &changes)
{
    QByteArray out("{");
    json::appendKey(out, "joined"_L1);
    appendParticipants(out, changes.joined, room);
    json::appendKey(out, "left"_L1);
    appendParticipants(out, changes.left, room);
    json::appendKey(out, "participants"_L1);
    out += QByteArray::number(room.participantCount());
    out += '}';
    return out;
}

} // namespace parlor::eventjson
