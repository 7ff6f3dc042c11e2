// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/JsonParsing.h"

#include <string_view>

namespace parlor::json {

namespace {

/// U+FEFF in UTF-8.
constexpr std::string_view ByteOrderMark = "\xef\xbb\xbf";

/// Nearly no text has even the first byte of it, so this is a memchr().
bool hasByteOrderMark(const QByteArray &text)
{
    const std::string_view bytes(text.constData(), std::size_t(text.size()));
    return bytes.find(ByteOrderMark) != std::string_view::npos;
}

/// \a text, which is JSON, with each mark behind a quote as an escape, which means the same and is not left
/// out. Behind the quote that ends a string there is none, and one that is escaped stands within a string.
QByteArray withEscapedMarks(QByteArray text)
{
    return text.replace("\"\xef\xbb\xbf", "\"\\ufeff");
}

} // namespace

QJsonDocument parse(const QByteArray &text, QJsonParseError *error)
{
    QJsonDocument document = QJsonDocument::fromJson(text, error);
    if (!document.isNull() && hasByteOrderMark(text))
        document = QJsonDocument::fromJson(withEscapedMarks(text), error);
    return document;
}

} // namespace parlor::json
