// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/SocketIoPacket.h"

#include "json/JsonParsing.h"
#include "json/JsonText.h"
#include "text/Utf8Decoding.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

using Type = SocketIoPacket::Type;

constexpr char FirstType = '0';
constexpr char LastType = FirstType + static_cast<char>(Type::BinaryAck);
/// The highest integer that every JavaScript peer can hold exactly.
constexpr quint64 MaxAckId = (Q_UINT64_C(1) << 53) - 1;

constexpr std::array ReservedEvents{
    "connect"_L1,       "connect_error"_L1, "disconnect"_L1,
    "disconnecting"_L1, "newListener"_L1,   "removeListener"_L1,
};

constexpr bool hasAttachments(Type type)
{
    return type == Type::BinaryEvent || type == Type::BinaryAck;
}

tl::unexpected<SocketIoParseError> refusal(QLatin1StringView reason)
{
    return tl::make_unexpected(SocketIoParseError{ reason });
}

/// Takes the digits at the beginning of \a text. A number too high for any use comes out as some number too
/// high.
std::optional<quint64> takeNumber(QByteArrayView &text)
{
    constexpr quint64 ceiling = Q_UINT64_C(1) << 60;
    quint64 number = 0;
    qsizetype size = 0;
    for (; size < text.size() && text[size] >= '0' && text[size] <= '9'; ++size)
        number = std::min(number * 10 + static_cast<quint64>(text[size] - '0'), ceiling);
    if (size == 0)
        return std::nullopt;
    text = text.sliced(size);
    return number;
}

tl::expected<int, SocketIoParseError> takeAttachments(QByteArrayView &text)
{
    const std::optional<quint64> count = takeNumber(text);
    if (!count || !text.startsWith('-'))
        return refusal("Illegal attachments"_L1);
    if (*count > MaxSocketIoAttachments)
        return refusal("Too many attachments"_L1);
    text = text.sliced(1);
    return static_cast<int>(*count);
}

QString takeNamespace(QByteArrayView &text)
{
    if (!text.startsWith('/'))
        return u"/"_s;
    const qsizetype comma = text.indexOf(',');
    const QByteArrayView nsp = comma < 0 ? text : text.first(comma);
    text = comma < 0 ? QByteArrayView() : text.sliced(comma + 1);
    return QString::fromUtf8(nsp);
}

/// application/x-www-form-urlencoded, as browsers write queries.
QString decodeQueryPart(QStringView text)
{
    QByteArray encoded = text.toUtf8();
    encoded.replace('+', ' ');
    return utf8Decoded(QByteArray::fromPercentEncoding(encoded));
}

/// The value that \a text says, or undefined where it is not JSON.
QJsonValue parseStructure(const QByteArray &text)
{
    const QJsonDocument document = json::parse(text);
    if (document.isArray())
        return document.array();
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(QJsonValue::Undefined);
}

QJsonValue parsePayload(QByteArrayView text)
{
    if (!text.startsWith('"'))
        return parseStructure(QByteArray::fromRawData(text.data(), text.size()));
    // QJsonDocument takes no lone string.
    const QJsonArray wrapper = parseStructure('[' + text.toByteArray() + ']').toArray();
    return wrapper.size() == 1 ? wrapper.first() : QJsonValue(QJsonValue::Undefined);
}

bool isEventName(const QJsonValue &value)
{
    return value.isDouble() || (value.isString() && !isReservedSocketIoEvent(value.toString()));
}

bool fits(Type type, const QJsonValue &payload)
{
    switch (type) {
    case Type::Connect:
        return payload.isObject();
    case Type::Disconnect:
        return false;
    case Type::Event:
    case Type::BinaryEvent:
        return payload.isArray() && isEventName(payload[0]);
    case Type::Ack:
    case Type::BinaryAck:
        return payload.isArray();
    case Type::ConnectError:
        return payload.isString() || payload.isObject();
    }
    Q_UNREACHABLE();
}

bool mayLackPayload(Type type)
{
    return type == Type::Connect || type == Type::Disconnect || type == Type::ConnectError;
}

} // namespace

tl::expected<SocketIoPacket, SocketIoParseError> decodeSocketIoPacket(QByteArrayView text, int maxDepth)
{
    if (text.isEmpty() || text.front() < FirstType || text.front() > LastType)
        return refusal("Unknown packet type"_L1);
    SocketIoPacket packet;
    packet.type = static_cast<Type>(text.front() - FirstType);
    text = text.sliced(1);

    if (hasAttachments(packet.type)) {
        const auto attachments = takeAttachments(text);
        if (!attachments)
            return tl::make_unexpected(attachments.error());
        packet.attachments = *attachments;
    }
    packet.nsp = takeNamespace(text);
    packet.id = takeNumber(text);
    if (packet.id > MaxAckId)
        return refusal("Illegal id"_L1);

    if (json::findDeeperThan(text, maxDepth) >= 0)
        return tl::make_unexpected(SocketIoParseError { u"Nested too deep"_s, true });
    if (!text.isEmpty())
        packet.data = parsePayload(text);
    const bool acceptable = text.isEmpty() ? mayLackPayload(packet.type) : fits(packet.type, packet.data);
    if (!acceptable)
        return refusal("Invalid payload"_L1);
    return packet;
}

SocketIoNamespaceName SocketIoNamespaceName::parse(const QString &nsp)
{
    const qsizetype mark = nsp.indexOf(u'?');
    if (mark < 0)
        return { nsp, {} };
    SocketIoNamespaceName name{ nsp.first(mark), {} };
    for (const QStringView part : QStringView(nsp).sliced(mark + 1).tokenize(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        const QStringView key = equals < 0 ? part : part.first(equals);
        const QStringView value = equals < 0 ? QStringView() : part.sliced(equals + 1);
        name.query.insert(decodeQueryPart(key), decodeQueryPart(value));
    }
    return name;
}

QByteArray encodeSocketIoPacket(const SocketIoPacket &packet)
{
    QByteArray out;
    appendSocketIoHeader(out, packet.type, packet.nsp, packet.id, packet.attachments);
    if (!packet.data.isUndefined() && !packet.data.isNull())
        json::appendValue(out, packet.data);
    return out;
}

void appendSocketIoHeader(QByteArray &out, SocketIoPacket::Type type, QStringView nsp,
                          std::optional<quint64> id, int attachments)
{
    out += static_cast<char>(FirstType + static_cast<char>(type));
    if (hasAttachments(type))
        out += QByteArray::number(attachments) + '-';
    if (!nsp.isEmpty() && nsp != u"/")
        out += nsp.toUtf8() + ',';
    if (id)
        out += QByteArray::number(*id);
}

QByteArray encodeSocketIoEvent(QStringView nsp, QByteArrayView nameJson, QByteArrayView argumentJson)
{
    QByteArray out;
    out.reserve(nameJson.size() + argumentJson.size() + nsp.size() * 3 + 8);
    appendSocketIoHeader(out, Type::Event, nsp);
    out += '[';
    out.append(nameJson);
    out += ',';
    out.append(argumentJson);
    out += ']';
    return out;
}

QByteArray encodeSocketIoAck(QStringView nsp, quint64 id, QByteArrayView argumentJson)
{
    QByteArray out;
    appendSocketIoHeader(out, Type::Ack, nsp, id);
    out += '[';
    out.append(argumentJson);
    out += ']';
    return out;
}

bool isReservedSocketIoEvent(QStringView name)
{
    return std::any_of(ReservedEvents.begin(), ReservedEvents.end(),
                       [name](QLatin1StringView reserved) { return name == reserved; });
}

} // namespace parlor
