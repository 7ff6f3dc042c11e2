// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Participant.h"

#include "json/JsonText.h"
#include "model/JsonFields.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// What the server says of a participant: a client cannot say it.
constexpr std::initializer_list<QLatin1StringView> OwnNames
    = { "roomId"_L1, "username"_L1, "connected"_L1, "socketId"_L1, "joinedAt"_L1, "lastOrder"_L1 };

} // namespace

QByteArray Participant::toJson(const QByteArray &roomIdJson) const
{
    QByteArray out("{");
    json::appendKey(out, "roomId"_L1);
    out += roomIdJson;
    json::appendKey(out, "username"_L1);
    json::appendString(out, username);
    json::appendKey(out, "connected"_L1);
    out += connected ? "true" : "false";
    json::appendKey(out, "socketId"_L1);
    json::appendString(out, socketId);
    json::appendKey(out, "joinedAt"_L1);
    out += '"' + toIsoString(joinedAt) + '"';
    json::appendMembers(out, extras, OwnNames);
    out += '}';
    return out;
}

std::optional<Participant> Participant::fromJson(const QJsonObject &json)
{
    JsonFields fields(json);
    Participant participant;
    participant.username = fields.text("username"_L1);
    participant.socketId = fields.text("socketId"_L1);
    participant.connected = fields.boolean("connected"_L1);
    participant.joinedAt = fields.time("joinedAt"_L1);
    participant.extras = json;
    for (const QLatin1StringView name : OwnNames)
        participant.extras.remove(name);
    return fields.whole(participant);
}

} // namespace parlor
