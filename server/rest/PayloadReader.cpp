// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/PayloadReader.h"

#include "json/JsonDepth.h"
#include "json/JsonParsing.h"

#include <QJsonParseError>

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> wrong(const QString &what, qsizetype position)
{
    return tl::unexpected(Error::badRequest(what + u" at position "_s + QString::number(position)));
}

qsizetype firstOfText(const QByteArray &body)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    return std::find_if_not(body.begin(), body.end(), isBlank) - body.begin();
}

} // namespace

Result<QJsonObject> readPayload(const QByteArray &body, const RestLimits &limits)
{
    const qsizetype start = firstOfText(body);
    if (start == body.size())
        return wrong(u"The body is empty: a JSON object is expected"_s, 0);
    const int maxDepth = limits.payload.jsonDepth;
    if (const qsizetype position = json::findDeeperThan(body, maxDepth); position >= 0) {
        limits.count(Limit::JsonDepth);
        return wrong(u"The body is nested more than %1 deep"_s.arg(maxDepth), position);
    }
    QJsonParseError error;
    const QJsonDocument document = json::parse(body, &error);
    if (error.error != QJsonParseError::NoError)
        return wrong(u"The body is not valid JSON: "_s + error.errorString(), error.offset);
    if (!document.isObject())
        return wrong(u"The body is not a JSON object: an array starts"_s, start);
    return document.object();
}

} // namespace parlor
