// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/WireFormat.h"

#include "protocol/EngineIoPacket.h"
#include "protocol/PlainFrame.h"
#include "protocol/SocketIoPacket.h"
#include "protocol/WebSocketFrame.h"

namespace parlor {

QByteArray encodeEvent(WireFormat format, QByteArrayView nameJson, QByteArrayView dataJson)
{
    switch (format) {
    case WireFormat::SocketIo:
        return encodeSocketIoEvent(u"/", nameJson, dataJson);
    case WireFormat::PlainWebSocket:
        break;
    }
    return encodePlainEvent(nameJson, dataJson);
}

QByteArray encodeEventFrame(WireFormat format, QByteArrayView nameJson, QByteArrayView dataJson)
{
    QByteArray text = encodeEvent(format, nameJson, dataJson);
    if (format == WireFormat::SocketIo) {
        QByteArray packet;
        packet.reserve(text.size() + 1);
        appendEngineIoText(packet, EngineIoPacket::Type::Message, text);
        text.swap(packet);
    }
    QByteArray frame;
    frame.reserve(text.size() + 10);
    appendWebSocketFrame(frame, WebSocketOpcode::Text, text);
    return frame;
}

} // namespace parlor
