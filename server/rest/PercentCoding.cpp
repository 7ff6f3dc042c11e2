// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/PercentCoding.h"

#include <QStringDecoder>
#include <QUrl>

namespace parlor {

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::optional<QByteArray> unescaped(QByteArrayView text, char space)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            bytes += text[i] == space ? ' ' : text[i];
            continue;
        }
        if (text.size() - i < 3)
            return std::nullopt;
        const int high = hexDigit(text[i + 1]);
        const int low = hexDigit(text[i + 2]);
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes += static_cast<char>(high << 4 | low);
        i += 2;
    }
    return bytes;
}

std::optional<QString> decoded(QByteArrayView text, char space)
{
    const std::optional<QByteArray> bytes = unescaped(text, space);
    if (!bytes)
        return std::nullopt;
    // Without the flags a byte order mark would vanish, and half a character at the end pass.
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    QString result = decoder.decode(*bytes);
    if (decoder.hasError())
        return std::nullopt;
    return result;
}

} // namespace

std::optional<QString> percentDecoded(QByteArrayView text)
{
    return decoded(text, ' ');
}

std::optional<QString> formDecoded(QByteArrayView text)
{
    return decoded(text, '+');
}

QByteArray percentEncoded(const QString &text)
{
    return QUrl::toPercentEncoding(text);
}

} // namespace parlor
