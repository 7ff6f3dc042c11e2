// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Exchange.h"

#include "model/JsonFields.h"

namespace parlor {

using namespace Qt::StringLiterals;

std::optional<Exchange> Exchange::fromJson(const QJsonObject &json)
{
    JsonFields fields(json);
    Exchange exchange;
    exchange.roomId = json.value("roomId"_L1).toString();
    exchange.socketId = json.value("socketId"_L1).toString();
    exchange.order = fields.integer("order"_L1);
    exchange.username = fields.text("username"_L1);
    exchange.content = fields.text("content"_L1);
    exchange.createdAt = fields.time("createdAt"_L1);
    return fields.whole(exchange);
}

} // namespace parlor
