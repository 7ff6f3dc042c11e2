// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/EngineIoPayload.h"

#include "protocol/Utf8Validator.h"

#include <algorithm>
#include <optional>

namespace parlor {

namespace {

using Take = std::function<bool(const EngineIoPacket &)>;

enum class Step : quint8 { Next, Stop, Malformed };

constexpr char RecordSeparator = '\x1e';
/// What a packet begins with in a binary payload of revision 3.
constexpr char TextMark = 0;
constexpr char BinaryMark = 1;
constexpr char LengthEnd = char(255);
/// More digits than any length that fits into memory needs.
constexpr qsizetype MaxLengthDigits = 10;

bool isUtf8(QByteArrayView text)
{
    Utf8Validator validator;
    return validator.feed(text) && validator.isComplete();
}

/// \a lead is the first byte of a code point in valid UTF-8.
qsizetype bytesOfCodePoint(char lead)
{
    const auto byte = quint8(lead);
    if (byte < 0x80)
        return 1;
    if (byte < 0xe0)
        return 2;
    return byte < 0xf0 ? 3 : 4;
}

/// In valid UTF-8. What lies beyond the Basic Multilingual Plane takes two.
qsizetype utf16Length(QByteArrayView text)
{
    return std::count_if(text.begin(), text.end(), [](char c) { return (quint8(c) & 0xc0) != 0x80; })
        + std::count_if(text.begin(), text.end(), [](char c) { return quint8(c) >= 0xf0; });
}

/// How many bytes of valid UTF-8 hold exactly \a units UTF-16 code units.
std::optional<qsizetype> bytesOfUtf16(QByteArrayView text, qsizetype units)
{
    qsizetype size = 0;
    while (units > 0 && size < text.size()) {
        const qsizetype bytes = bytesOfCodePoint(text[size]);
        units -= bytes == 4 ? 2 : 1;
        size += bytes;
    }
    return units == 0 ? std::optional(size) : std::nullopt;
}

Step give(const std::optional<EngineIoPacket> &packet, const Take &take)
{
    if (!packet)
        return Step::Malformed;
    return take(*packet) ? Step::Next : Step::Stop;
}

Step giveText(QByteArrayView text, EngineIoRevision revision, const Take &take)
{
    QByteArray decoded;
    return give(decodeEngineIoText(text, revision, decoded), take);
}

bool decodeRecords(QByteArrayView body, const Take &take)
{
    while (true) {
        const qsizetype end = body.indexOf(RecordSeparator);
        const Step step = giveText(end < 0 ? body : body.first(end), EngineIoRevision::V4, take);
        if (step != Step::Next || end < 0)
            return step != Step::Malformed;
        body = body.sliced(end + 1);
    }
}

/// Takes the digits, of which the first is \a zero, and what ends them.
std::optional<qsizetype> takeLength(QByteArrayView &body, char zero, char end)
{
    qsizetype length = 0;
    qsizetype digits = 0;
    for (; digits < body.size() && body[digits] != end; ++digits) {
        const int digit = body[digits] - zero;
        if (digit < 0 || digit > 9 || digits == MaxLengthDigits)
            return std::nullopt;
        length = length * 10 + digit;
    }
    if (digits == 0 || digits == body.size())
        return std::nullopt;
    body = body.sliced(digits + 1);
    return length;
}

bool decodeTextV3(QByteArrayView body, const Take &take)
{
    if (body.isEmpty())
        return false;
    while (!body.isEmpty()) {
        const auto length = takeLength(body, '0', ':');
        const auto size = length ? bytesOfUtf16(body, *length) : std::nullopt;
        if (!size)
            return false;
        if (*size > 0) {
            const Step step = giveText(body.first(*size), EngineIoRevision::V3, take);
            if (step != Step::Next)
                return step == Step::Stop;
        }
        body = body.sliced(*size);
    }
    return true;
}

bool decodeBinaryV3(QByteArrayView body, const Take &take)
{
    if (body.isEmpty())
        return false;
    while (!body.isEmpty()) {
        const char mark = body.front();
        if (mark != TextMark && mark != BinaryMark)
            return false;
        body = body.sliced(1);
        const auto length = takeLength(body, 0, LengthEnd);
        if (!length || *length > body.size())
            return false;
        const QByteArrayView packet = body.first(*length);
        if (mark == TextMark && !isUtf8(packet))
            return false;
        const Step step = mark == TextMark ? giveText(packet, EngineIoRevision::V3, take)
                                           : give(decodeEngineIoBinary(packet, EngineIoRevision::V3), take);
        if (step != Step::Next)
            return step == Step::Stop;
        body = body.sliced(*length);
    }
    return true;
}

void appendAsText(QByteArray &out, const EngineIoPacket &packet, EngineIoRevision revision)
{
    if (packet.binary)
        appendEngineIoBase64(out, revision, packet.data);
    else
        appendEngineIoText(out, packet.type, packet.data);
}

void appendBinaryV3(QByteArray &out, const EngineIoPacket &packet)
{
    QByteArray content;
    if (packet.binary)
        appendEngineIoBinary(content, EngineIoRevision::V3, packet.data);
    else
        appendEngineIoText(content, packet.type, packet.data);
    out += packet.binary ? BinaryMark : TextMark;
    for (const char digit : QByteArray::number(content.size()))
        out += char(digit - '0');
    out += LengthEnd;
    out += content;
}

} // namespace

EngineIoPayload encodeEngineIoPayload(std::span<const EngineIoPacket> packets, EngineIoRevision revision,
                                      bool supportsBinary)
{
    EngineIoPayload payload;
    payload.isBinary = revision == EngineIoRevision::V3 && supportsBinary
        && std::any_of(packets.begin(), packets.end(), [](const EngineIoPacket &packet) { return packet.binary; });
    for (const EngineIoPacket &packet : packets) {
        if (payload.isBinary) {
            appendBinaryV3(payload.bytes, packet);
        } else if (revision == EngineIoRevision::V4) {
            if (!payload.bytes.isEmpty())
                payload.bytes += RecordSeparator;
            appendAsText(payload.bytes, packet, revision);
        } else {
            QByteArray text;
            appendAsText(text, packet, revision);
            payload.bytes += QByteArray::number(utf16Length(text)) + ':' + text;
        }
    }
    return payload;
}

bool decodeEngineIoPayload(QByteArrayView body, bool isBinary, EngineIoRevision revision, const Take &take)
{
    if (isBinary)
        return revision == EngineIoRevision::V3 && decodeBinaryV3(body, take);
    if (!isUtf8(body))
        return false;
    return revision == EngineIoRevision::V4 ? decodeRecords(body, take) : decodeTextV3(body, take);
}

} // namespace parlor
