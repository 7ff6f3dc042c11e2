// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/JsonWebToken.h"

#include "json/JsonParsing.h"

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// The one way to write those bytes in base64url, so that a token has one form alone.
std::optional<QByteArray> decoded(QByteArrayView text)
{
    constexpr auto options = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    if (text.isEmpty())
        return std::nullopt;
    const QByteArray encoded = text.toByteArray();
    const auto result = QByteArray::fromBase64Encoding(encoded, options | QByteArray::AbortOnBase64DecodingErrors);
    if (!result || result.decoded.toBase64(options) != encoded)
        return std::nullopt;
    return result.decoded;
}

std::optional<QJsonObject> decodedObject(QByteArrayView text)
{
    const std::optional<QByteArray> bytes = decoded(text);
    const QJsonDocument document = bytes ? json::parse(*bytes) : QJsonDocument();
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

} // namespace

std::optional<JsonWebToken> JsonWebToken::parse(QByteArrayView text)
{
    if (text.size() > MaxBytes || std::count(text.begin(), text.end(), '.') != 2)
        return std::nullopt;
    const qsizetype first = text.indexOf('.');
    const qsizetype last = text.lastIndexOf('.');

    const auto header = decodedObject(text.first(first));
    const auto claims = decodedObject(text.sliced(first + 1, last - first - 1));
    auto signature = decoded(text.sliced(last + 1));
    if (!header || !claims || !signature || header->contains("crit"_L1))
        return std::nullopt;

    JsonWebToken token;
    token.algorithm = header->value("alg"_L1).toString().toUtf8();
    token.claims = *claims;
    token.signedPart = text.first(last);
    token.signature = std::move(*signature);
    return token;
}

} // namespace parlor
