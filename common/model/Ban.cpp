// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Ban.h"

#include "model/SanctionJson.h"

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
    appendSanction(out, *this);
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
    readSanction(fields, ban);
    return fields.whole(ban);
}

} // namespace parlor
