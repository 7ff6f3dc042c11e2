// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Mute.h"

#include "json/JsonText.h"
#include "model/JsonFields.h"

namespace parlor {

using namespace Qt::StringLiterals;

QByteArray Mute::toJson(const QByteArray &roomIdJson) const
{
    QByteArray out("{");
    json::appendKey(out, "roomId"_L1);
    out += roomIdJson;
    json::appendKey(out, "username"_L1);
    json::appendString(out, username);
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

std::optional<Mute> Mute::fromJson(const QJsonObject &json)
{
    JsonFields fields(json);
    Mute mute;
    mute.username = fields.text("username"_L1);
    mute.reason = fields.text("reason"_L1);
    mute.createdBy = fields.text("createdBy"_L1);
    mute.createdAt = fields.time("createdAt"_L1);
    mute.until = fields.optionalTime("until"_L1);
    return fields.whole(mute);
}

} // namespace parlor
