// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/PayloadReader.h"

#include <QJsonDocument>
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

Result<QJsonObject> readPayload(const QByteArray &body)
{
    const qsizetype start = firstOfText(body);
    if (start == body.size())
        return wrong(u"The body is empty: a JSON object is expected"_s, 0);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError)
        return wrong(u"The body is not valid JSON: "_s + error.errorString(), error.offset);
    if (!document.isObject())
        return wrong(u"The body is not a JSON object: an array starts"_s, start);
    return document.object();
}

} // namespace parlor
