// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Require.h"

#include "json/JsonDepth.h"
#include "json/JsonText.h"
#include "rest/PayloadReader.h"
#include "text/Utf8Decoding.h"
#include "validation/MessageDraft.h"
#include "validation/PayloadRules.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

int depthOf(const QJsonValue &value)
{
    int inner = 0;
    if (value.isArray()) {
        for (const auto &element : value.toArray())
            inner = std::max(inner, depthOf(element));
    } else if (value.isObject()) {
        for (const auto &element : value.toObject())
            inner = std::max(inner, depthOf(element));
    } else {
        return 0;
    }
    return inner + 1;
}

void checkFields(const QJsonObject &payload)
{
    PayloadRules rules(payload);
    const QString roomId = rules.name("roomId"_L1);
    rules.optionalName("clientMessageId"_L1);
    rules.optionalOrder("lastOrder"_L1);
    rules.boolean("typing"_L1);
    if (rules.verdict()) {
        require(!roomId.isEmpty() && roomId.toUcs4().size() <= PayloadRules::MaxNameLength, "names are bounded");
        require(utf8Decoded(roomId.toUtf8()) == roomId, "names are Unicode");
    }
    const auto draft = MessageDraft::read(PayloadRules(payload), 0);
    require(!draft || QJsonDocument::fromJson('{' + draft->members + '}').isObject(), "a draft's members are JSON");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray body(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto payload = readPayload(body);
    if (!payload) {
        require(payload.error().messages.first().contains(u" at position "_s), "a refusal says where");
        return 0;
    }
    require(depthOf(*payload) <= MaxJsonDepth, "depth is bounded");
    const QByteArray written = json::toCompact(*payload);
    require(QJsonDocument::fromJson(written).object() == *payload, "what was written can be read");
    checkFields(*payload);
    return 0;
}
