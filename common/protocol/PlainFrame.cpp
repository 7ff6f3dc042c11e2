// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/PlainFrame.h"

#include "json/JsonParsing.h"

#include <QJsonObject>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<PlainFrameError> refusal(const QString &reason, const QJsonValue &id = QJsonValue(QJsonValue::Undefined))
{
    return tl::make_unexpected(PlainFrameError { reason, false, id });
}

} // namespace

tl::expected<PlainFrame, PlainFrameError> decodePlainFrame(QByteArrayView text, int maxDepth)
{
    if (text.isEmpty())
        return refusal(u"The frame is empty"_s);
    if (const qsizetype position = json::findDeeperThan(text, maxDepth); position >= 0)
        return tl::make_unexpected(
            PlainFrameError { u"The frame is nested more than %1 deep at offset %2"_s.arg(maxDepth).arg(position), true });
    QJsonParseError fault;
    const QJsonDocument document = json::parse(QByteArray::fromRawData(text.data(), text.size()), &fault);
    if (fault.error != QJsonParseError::NoError) {
        return refusal(
            u"The frame is not JSON: %1 at offset %2"_s.arg(fault.errorString()).arg(fault.offset));
    }
    if (!document.isObject())
        return refusal(u"The frame must be a JSON object, not an array"_s);

    const QJsonObject object = document.object();
    QJsonValue id = object["id"_L1];
    const bool isIdGood = id.isUndefined() || id.isNull() || id.isString() || id.isDouble();
    if (!isIdGood || id.isNull())
        id = QJsonValue::Undefined;
    const QJsonValue event = object["event"_L1];
    if (!event.isString() || event.toString().isEmpty())
        return refusal(u"The frame's 'event' must be a string that is not empty"_s, id);
    if (!isIdGood)
        return refusal(u"The frame's 'id' must be a string or a number"_s);
    return PlainFrame{ event.toString(), object["data"_L1], id };
}

QByteArray encodePlainEvent(QByteArrayView nameJson, QByteArrayView dataJson)
{
    return encodePlainAnswer(nameJson, {}, dataJson);
}

QByteArray encodePlainAnswer(QByteArrayView nameJson, QByteArrayView idJson, QByteArrayView dataJson)
{
    constexpr qsizetype punctuation = 32;
    QByteArray out;
    out.reserve(nameJson.size() + idJson.size() + dataJson.size() + punctuation);
    out += "{\"event\":";
    out.append(nameJson);
    if (!idJson.isEmpty()) {
        out += ",\"id\":";
        out.append(idJson);
    }
    out += ",\"data\":";
    out.append(dataJson);
    out += '}';
    return out;
}

} // namespace parlor
