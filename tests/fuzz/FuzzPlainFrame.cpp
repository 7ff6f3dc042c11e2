// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Require.h"

#include "json/JsonText.h"
#include "protocol/PlainFrame.h"
#include "validation/MessageDraft.h"
#include "validation/PayloadRules.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

void checkMessage(const QJsonObject &payload)
{
    PayloadRules rules(payload);
    rules.name("roomId"_L1);
    const auto draft = MessageDraft::read(rules, currentTimestamp());
    if (!draft)
        return;
    require(!draft->username.isEmpty(), "a draft has a username");
    const QJsonDocument members = QJsonDocument::fromJson('{' + draft->members + '}');
    require(members.isObject(), "a draft's members are JSON");
    require(members["username"_L1].toString() == draft->username, "a draft's members are those that were read");
    require(members["content"_L1].toString() == draft->content, "a draft's members are those that were read");
    for (const QLatin1StringView owned : { "order"_L1, "socketId"_L1, "roomId"_L1 })
        require(members[owned].isUndefined(), "what the server says of a message cannot be given");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto frame = decodePlainFrame({ data, qsizetype(size) });
    if (!frame) {
        require(!frame.error().reason.isEmpty(), "a refusal says why");
        return 0;
    }
    require(!frame->event.isEmpty(), "an event has a name");
    const QByteArray written = encodePlainAnswer(json::toString(frame->event),
                                                 frame->id.isUndefined() ? QByteArray() : json::toCompact(frame->id),
                                                 json::toCompact(frame->data));
    const auto again = decodePlainFrame(written);
    require(again.has_value(), "what was written can be read");
    require(again->event == frame->event && again->id == frame->id, "a frame comes back as it was written");
    if (frame->data.isObject())
        checkMessage(frame->data.toObject());
    return 0;
}
