// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Ban.h"

#include "json/JsonText.h"
#include "model/JsonFields.h"

namespace parlor {

using namespace Qt::StringLiterals;

QByteArray Ban::toJson() const
{
    QByteArray out("{");
    json::appendKey(out, "banId"_L1);
    out += QByteArray::number(banId);
    json::appendKey(out, username.isEmpty() ? "address"_L1 : "username"_L1);
    json::appendString(out, username.isEmpty() ? address : username);
    json::appendKey(out, "roomId"_L1);
    if (roomId.isEmpty())
        out += "null";
    else
        json::appendString(out, roomId);
    json::appendKey(out, "reason"_L1);
    json::appendString(out, reason);
    json::appendKey(out, "createdBy"_L1);
    json::appendString(out, createdBy);
    json::appendKey(out, "createdAt"_L1);
    out += '"' + toIsoString(createdAt) + '"';
    json::appendKey(out, "until"_L1);
    out += until ? '"' + toIsoString(*until) + '"' : "null"_ba;
    out += '}';
    return out;
}

std::optional<Ban> Ban::fromJson(const QJsonObject &json)
{
    JsonFields fields(json);
    Ban ban;
    ban.banId = fields.integer("banId"_L1);
    if (json.contains("address"_L1))
        ban.address = fields.text("address"_L1);
    else
        ban.username = fields.text("username"_L1);
    ban.roomId = fields.optionalText("roomId"_L1);
    ban.reason = fields.text("reason"_L1);
    ban.createdBy = fields.text("createdBy"_L1);
    ban.createdAt = fields.time("createdAt"_L1);
    ban.until = fields.optionalTime("until"_L1);
    return fields.whole(ban);
}

} // namespace parlor
