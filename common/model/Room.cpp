// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Room.h"

#include "json/JsonText.h"
#include "model/JsonFields.h"

namespace parlor {

using namespace Qt::StringLiterals;

QByteArray Room::toJson() const
{
    const auto appendTime = [](QByteArray &out, Timestamp time) { out += '"' + toIsoString(time) + '"'; };

    QByteArray out("{");
    json::appendKey(out, "roomId"_L1);
    json::appendString(out, roomId);
    json::appendKey(out, "creatorUsername"_L1);
    json::appendString(out, creatorUsername);
    json::appendKey(out, "createdAt"_L1);
    appendTime(out, createdAt);
    json::appendKey(out, "participants"_L1);
    out += QByteArray::number(participants);
    json::appendKey(out, "messages"_L1);
    out += QByteArray::number(messages);
    json::appendKey(out, "lastActivityAt"_L1);
    appendTime(out, lastActivityAt);
    out += '}';
    return out;
}

std::optional<Room> Room::fromJson(const QJsonObject &json)
{
    JsonFields fields(json);
    Room room;
    room.roomId = fields.text("roomId"_L1);
    room.creatorUsername = fields.text("creatorUsername"_L1);
    room.createdAt = fields.time("createdAt"_L1);
    room.participants = fields.integer("participants"_L1);
    room.messages = fields.integer("messages"_L1);
    room.lastActivityAt = fields.time("lastActivityAt"_L1);
    return fields.whole(room);
}

} // namespace parlor
