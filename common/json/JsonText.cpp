// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/JsonText.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace parlor::json {

namespace {

constexpr qsizetype BlockUnits = 16;
/// The longest that one UTF-16 unit can become: \u001f.
constexpr qsizetype LongestUnit = 6;

constexpr bool needsEscapeOrEncoding(char16_t unit)
{
    return (unit < 0x20) | (unit > 0x7f) | (unit == u'"') | (unit == u'\\');
}

char *writeUnicodeEscape(char *out, char16_t unit)
{
    constexpr char digits[] = "0123456789abcdef";
    *out++ = '\\';
    *out++ = 'u';
    for (int shift = 12; shift >= 0; shift -= 4)
        *out++ = digits[(unit >> shift) & 0xf];
    return out;
}

char *writeEscaped(char *out, char16_t unit)
{
    char shortForm = 0;
    switch (unit) {
    case u'"':
    case u'\\':
        shortForm = static_cast<char>(unit);
        break;
    case u'\b':
        shortForm = 'b';
        break;
    case u'\f':
        shortForm = 'f';
        break;
    case u'\n':
        shortForm = 'n';
        break;
    case u'\r':
        shortForm = 'r';
        break;
    case u'\t':
        shortForm = 't';
        break;
    default:
        return writeUnicodeEscape(out, unit);
    }
    *out++ = '\\';
    *out++ = shortForm;
    return out;
}

char *writeUtf8(char *out, char32_t codePoint)
{
    const auto continuation = [codePoint](int shift) {
        return static_cast<char>(0x80 | ((codePoint >> shift) & 0x3f));
    };
    if (codePoint < 0x800) {
        *out++ = static_cast<char>(0xc0 | (codePoint >> 6));
    } else if (codePoint < 0x10000) {
        *out++ = static_cast<char>(0xe0 | (codePoint >> 12));
        *out++ = continuation(6);
    } else {
        *out++ = static_cast<char>(0xf0 | (codePoint >> 18));
        *out++ = continuation(12);
        *out++ = continuation(6);
    }
    *out++ = continuation(0);
    return out;
}

/// Writes the code point at \a unit and returns how many units it took.
int writeCodePoint(char *&out, const char16_t *unit, const char16_t *end)
{
    const char16_t first = *unit;
    if (!needsEscapeOrEncoding(first)) {
        *out++ = static_cast<char>(first);
        return 1;
    }
    if (first < 0x80) {
        out = writeEscaped(out, first);
        return 1;
    }
    if (!QChar::isSurrogate(first)) {
        out = writeUtf8(out, first);
        return 1;
    }
    if (QChar::isHighSurrogate(first) && unit + 1 < end && QChar::isLowSurrogate(unit[1])) {
        out = writeUtf8(out, QChar::surrogateToUcs4(first, unit[1]));
        return 2;
    }
    out = writeUnicodeEscape(out, first);
    return 1;
}

/// The loops run over a fixed count so that the compiler makes vector instructions of them.
bool copyPlainBlock(char *out, const char16_t *units)
{
    unsigned special = 0;
    for (qsizetype i = 0; i < BlockUnits; ++i)
        special |= static_cast<unsigned>(needsEscapeOrEncoding(units[i]));
    if (special)
        return false;
    for (qsizetype i = 0; i < BlockUnits; ++i)
        out[i] = static_cast<char>(units[i]);
    return true;
}

void appendNumber(QByteArray &out, const QJsonValue &value)
{
    const double number = value.toDouble();
    if (!qIsFinite(number)) {
        out += "null";
        return;
    }
    // An integral value answers the same whatever the default; so 64-bit integers never pass through double.
    const qint64 integer = value.toInteger(0);
    if (integer == value.toInteger(1))
        appendInteger(out, integer);
    else
        out += QByteArray::number(number, 'g', QLocale::FloatingPointShortest);
}

bool needsComma(const QByteArray &members)
{
    return !members.isEmpty() && !members.endsWith('{');
}

} // namespace

void appendInteger(QByteArray &out, qint64 number)
{
    // Not QByteArray::number(), which allocates: histories are full of them.
    std::array<char, std::numeric_limits<qint64>::digits10 + 2> digits;
    char *const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end - digits.data());
}

void appendString(QByteArray &out, QStringView text)
{
    const char16_t *unit = text.utf16();
    const char16_t *const end = unit + text.size();

    // Room for text that is all plain; where it is not, the loop makes more.
    constexpr qsizetype slack = (BlockUnits + 1) * LongestUnit;
    const qsizetype start = out.size();
    out.resize(start + text.size() + slack + 2);
    char *cursor = out.data() + start;
    *cursor++ = '"';

    while (unit < end) {
        const qsizetype used = cursor - out.constData();
        if (out.size() - used < slack) {
            out.resize(used + (end - unit) * 3 + slack + 2);
            cursor = out.data() + used;
        }
        if (end - unit >= BlockUnits && copyPlainBlock(cursor, unit)) {
            cursor += BlockUnits;
            unit += BlockUnits;
            continue;
        }
        const char16_t *const blockEnd = unit + std::min<qsizetype>(BlockUnits, end - unit);
        while (unit < blockEnd)
            unit += writeCodePoint(cursor, unit, end);
    }
    *cursor++ = '"';
    out.resize(cursor - out.constData());
}

void appendValue(QByteArray &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        out += "null";
        break;
    case QJsonValue::Bool:
        out += value.toBool() ? "true" : "false";
        break;
    case QJsonValue::Double:
        appendNumber(out, value);
        break;
    case QJsonValue::String:
        appendString(out, value.toString());
        break;
    case QJsonValue::Array:
        appendArray(out, value.toArray(), [&out](const QJsonValue &element) { appendValue(out, element); });
        break;
    case QJsonValue::Object:
        out += '{';
        appendMembers(out, value.toObject());
        out += '}';
        break;
    }
}

void appendKey(QByteArray &out, QLatin1StringView name)
{
    const bool hasComma = needsComma(out);
    const qsizetype begin = out.size();
    // Grown once: a QByteArray that is appended to looks at itself anew each time.
    out.resize(begin + name.size() + (hasComma ? 4 : 3));
    char *cursor = out.data() + begin;
    if (hasComma)
        *cursor++ = ',';
    *cursor++ = '"';
    cursor = std::copy(name.begin(), name.end(), cursor);
    *cursor++ = '"';
    *cursor = ':';
}

void appendMembers(QByteArray &out, const QJsonObject &object,
                   std::initializer_list<QLatin1StringView> reserved)
{
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QString key = member.key();
        const auto isKey = [&key](QLatin1StringView name) { return key.size() == name.size() && key == name; };
        if (std::any_of(reserved.begin(), reserved.end(), isKey))
            continue;
        if (needsComma(out))
            out += ',';
        appendString(out, key);
        out += ':';
        appendValue(out, member.value());
    }
}

QByteArray toString(QStringView text)
{
    QByteArray out;
    appendString(out, text);
    return out;
}

QByteArray toCompact(const QJsonValue &value)
{
    QByteArray out;
    appendValue(out, value);
    return out;
}

} // namespace parlor::json
