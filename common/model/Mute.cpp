// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Mute.h"

#include "model/SanctionJson.h"

namespace parlor {

using namespace Qt::StringLiterals;

QByteArray Mute::toJson(const QByteArray &roomIdJson) const
{
    QByteArray out("{");
    json::appendKey(out, "roomId"_L1);
    out += roomIdJson;
    json::appendKey(out, "username"_L1);
    json::appendString(out, username);
    appendSanction(out, *this);
    out += '}';
    return out;
}

std::optional<Mute> Mute::fromJson(const QJsonObject &json)
{
    JsonFields fields(json);
    Mute mute;
    mute.username = fields.text("username"_L1);
    readSanction(fields, mute);
    return fields.whole(mute);
}

} // namespace parlor
