// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Require.h"

#include "protocol/SocketIoMessage.h"

using namespace parlor;

namespace {

bool isSame(const SocketIoPacket &a, const SocketIoPacket &b)
{
    return a.type == b.type && a.nsp == b.nsp && a.id == b.id && a.attachments == b.attachments && a.data == b.data;
}

bool isEvent(SocketIoPacket::Type type)
{
    return type == SocketIoPacket::Type::Event || type == SocketIoPacket::Type::BinaryEvent;
}

/// Puts attachments in, and takes them out again as an ack.
void checkAttachments(const SocketIoPacket &packet)
{
    QByteArrayList attachments;
    for (int i = 0; i < packet.attachments; ++i)
        attachments.append(QByteArray(i, char('a' + i)));
    QJsonArray values = packet.data.toArray();
    if (isEvent(packet.type))
        values.removeFirst();
    const auto filled = withSocketIoAttachments(values, attachments);
    if (!filled)
        return;
    const SocketIoMessage message = SocketIoMessage::ack(packet.nsp, 7, *filled);
    require(message.attachments.size() <= attachments.size(), "no attachment multiplies");

    const auto again = decodeSocketIoPacket(message.text);
    require(again.has_value(), "what was written can be read");
    require(again->attachments == message.attachments.size(), "a packet counts its attachments");
    const auto refilled = withSocketIoAttachments(again->data.toArray(), message.attachments);
    // A text event may hold what looks like a placeholder. Once it travels beside attachments, it is one.
    if (packet.attachments > 0)
        require(refilled && refilled->toJsonArray() == filled->toJsonArray(), "values come back as they were written");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto packet = decodeSocketIoPacket({ data, qsizetype(size) });
    if (!packet)
        return 0;
    require(packet->attachments <= MaxSocketIoAttachments, "attachments are bounded");

    const auto again = decodeSocketIoPacket(encodeSocketIoPacket(*packet));
    require(again.has_value(), "what was written can be read");
    require(isSame(*packet, *again), "a packet comes back as it was written");

    const SocketIoNamespaceName name = SocketIoNamespaceName::parse(packet->nsp);
    require(!name.path.contains(u'?'), "a query is no part of the path");
    if (packet->data.isArray())
        checkAttachments(*packet);
    return 0;
}
