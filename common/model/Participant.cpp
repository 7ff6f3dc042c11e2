// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Participant.h"

#include "json/JsonText.h"

namespace parlor {

using namespace Qt::StringLiterals;

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
    json::appendMembers(
        out, extras,
        { "roomId"_L1, "username"_L1, "connected"_L1, "socketId"_L1, "joinedAt"_L1, "lastOrder"_L1 });
    out += '}';
    return out;
}

} // namespace parlor
