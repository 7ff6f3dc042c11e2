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

} // namespace

std::optional<EngineIoPacket> decodeEngineIoText(QByteArrayView text)
{
    if (text.isEmpty() || text.front() < FirstType || text.front() > LastType)
        return std::nullopt;
    return EngineIoPacket{ static_cast<Type>(text.front() - FirstType), false, text.sliced(1) };
}

void appendEngineIoText(QByteArray &out, EngineIoPacket::Type type, QByteArrayView data)
{
    out += static_cast<char>(FirstType + static_cast<char>(type));
    out.append(data);
}

QByteArray EngineIoHandshake::toJson() const
{
    QByteArray out("{");
    json::appendKey(out, "sid"_L1);
    json::appendString(out, QString::fromUtf8(sid));
    json::appendKey(out, "upgrades"_L1);
    out += '[';
    for (const QByteArray &upgrade : upgrades) {
        if (!out.endsWith('['))
            out += ',';
        json::appendString(out, QString::fromUtf8(upgrade));
    }
    out += ']';
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
