// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/ServerStats.h"

#include "json/JsonText.h"
#include "model/JsonFields.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

void appendNumber(QByteArray &out, QLatin1StringView name, qint64 number)
{
    json::appendKey(out, name);
    out += QByteArray::number(number);
}

} // namespace

QByteArray ServerStats::toJson() const
{
    QByteArray out("{");
    json::appendKey(out, "version"_L1);
    json::appendString(out, version);
    appendNumber(out, "uptime"_L1, uptime);
    json::appendKey(out, "connections"_L1);
    out += '{';
    appendNumber(out, "total"_L1, http + socketIo + plainWebSocket);
    appendNumber(out, "http"_L1, http);
    appendNumber(out, "socketIo"_L1, socketIo);
    appendNumber(out, "plainWebSocket"_L1, plainWebSocket);
    out += '}';
    appendNumber(out, "rooms"_L1, rooms);
    appendNumber(out, "participants"_L1, participants);
    json::appendKey(out, "messages"_L1);
    out += '{';
    appendNumber(out, "stored"_L1, messagesStored);
    appendNumber(out, "posted"_L1, messagesPosted);
    out += '}';
    json::appendKey(out, "rates"_L1);
    out += '{';
    json::appendKey(out, "messagesPerSecond"_L1);
    json::appendValue(out, messagesPerSecond);
    out += "}}";
    return out;
}

std::optional<ServerStats> ServerStats::fromJson(const QJsonObject &json)
{
    JsonFields fields(json);
    ServerStats stats;
    stats.version = fields.text("version"_L1);
    stats.uptime = fields.integer("uptime"_L1);
    stats.rooms = fields.integer("rooms"_L1);
    stats.participants = fields.integer("participants"_L1);

    JsonFields connections(fields.object("connections"_L1));
    stats.http = connections.integer("http"_L1);
    stats.socketIo = connections.integer("socketIo"_L1);
    stats.plainWebSocket = connections.integer("plainWebSocket"_L1);

    JsonFields messages(fields.object("messages"_L1));
    stats.messagesStored = messages.integer("stored"_L1);
    stats.messagesPosted = messages.integer("posted"_L1);

    JsonFields rates(fields.object("rates"_L1));
    stats.messagesPerSecond = rates.number("messagesPerSecond"_L1);

    const bool isWhole = connections.whole(true) && messages.whole(true) && rates.whole(true);
    return isWhole ? fields.whole(stats) : std::nullopt;
}

} // namespace parlor
