// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/EngineIoPacket.h"

#include "json/JsonText.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

using Type = EngineIoPacket::Type;

constexpr char FirstType = '0';
constexpr char LastType = FirstType + static_cast<char>(Type::Noop);

constexpr char Base64Mark = 'b';
constexpr char MessageType = FirstType + static_cast<char>(Type::Message);

std::optional<Type> typeOfDigit(char digit)
{
    if (digit < FirstType || digit > LastType)
        return std::nullopt;
    return static_cast<Type>(digit - FirstType);
}

/// What follows the `b`. In revision 3 the type's digit stands before the base64.
std::optional<EngineIoPacket> decodeBase64(QByteArrayView text, EngineIoRevision revision, QByteArray &decoded)
{
    std::optional<Type> type = Type::Message;
    if (revision == EngineIoRevision::V3) {
        type = text.isEmpty() ? std::nullopt : typeOfDigit(text.front());
        if (!type)
            return std::nullopt;
        text = text.sliced(1);
    }
    auto result = QByteArray::fromBase64Encoding(QByteArray::fromRawData(text.data(), text.size()),
                                                 QByteArray::AbortOnBase64DecodingErrors);
    if (!result)
        return std::nullopt;
    decoded = std::move(result.decoded);
    return EngineIoPacket { *type, true, decoded };
}

} // namespace

std::optional<EngineIoPacket> decodeEngineIoText(QByteArrayView text, EngineIoRevision revision,
                                                 QByteArray &decoded)
{
    if (text.isEmpty())
        return std::nullopt;
    if (text.front() == Base64Mark)
        return decodeBase64(text.sliced(1), revision, decoded);
    const auto type = typeOfDigit(text.front());
    if (!type)
        return std::nullopt;
    return EngineIoPacket { *type, false, text.sliced(1) };
}

std::optional<EngineIoPacket> decodeEngineIoBinary(QByteArrayView bytes, EngineIoRevision revision)
{
    if (revision == EngineIoRevision::V4)
        return EngineIoPacket { Type::Message, true, bytes };
    if (bytes.isEmpty() || quint8(bytes.front()) > quint8(Type::Noop))
        return std::nullopt;
    return EngineIoPacket { static_cast<Type>(bytes.front()), true, bytes.sliced(1) };
}

void appendEngineIoText(QByteArray &out, EngineIoPacket::Type type, QByteArrayView data)
{
    out += static_cast<char>(FirstType + static_cast<char>(type));
    out.append(data);
}

void appendEngineIoBase64(QByteArray &out, EngineIoRevision revision, QByteArrayView data)
{
    out += Base64Mark;
    if (revision == EngineIoRevision::V3)
        out += MessageType;
    out += QByteArray::fromRawData(data.data(), data.size()).toBase64();
}

void appendEngineIoBinary(QByteArray &out, EngineIoRevision revision, QByteArrayView data)
{
    if (revision == EngineIoRevision::V3)
        out += static_cast<char>(Type::Message);
    out.append(data);
}

QByteArray EngineIoHandshake::toJson() const
{
    QByteArray out("{");
    json::appendKey(out, "sid"_L1);
    json::appendString(out, QString::fromUtf8(sid));
    json::appendKey(out, "upgrades"_L1);
    json::appendArray(out, upgrades,
                      [&out](const QByteArray &upgrade) { json::appendString(out, QString::fromUtf8(upgrade)); });
    json::appendKey(out, "pingInterval"_L1);
    out += QByteArray::number(pingInterval);
    json::appendKey(out, "pingTimeout"_L1);
    out += QByteArray::number(pingTimeout);
    if (maxPayload != 0) {
        json::appendKey(out, "maxPayload"_L1);
        out += QByteArray::number(maxPayload);
    }
    out += '}';
    return out;
}

} // namespace parlor
