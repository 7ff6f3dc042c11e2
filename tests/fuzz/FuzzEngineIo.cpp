// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Require.h"

#include "protocol/EngineIoPayload.h"

#include <vector>

using namespace parlor;

namespace {

/// A packet that owns its data.
struct OwnedPacket {
    explicit OwnedPacket(const EngineIoPacket &packet) :
        type(packet.type),
        binary(packet.binary),
        data(packet.data.toByteArray())
    {
    }
    bool operator==(const OwnedPacket &) const = default;

    EngineIoPacket::Type type;
    bool binary;
    QByteArray data;
};

struct Reading {
    bool isWellFormed = false;
    std::vector<OwnedPacket> packets;
};

Reading read(QByteArrayView body, bool isBinary, EngineIoRevision revision)
{
    Reading reading;
    reading.isWellFormed = decodeEngineIoPayload(body, isBinary, revision, [&](const EngineIoPacket &packet) {
        reading.packets.emplace_back(packet);
        return true;
    });
    return reading;
}

bool canBeWrittenAgain(const Reading &reading, EngineIoRevision revision)
{
    for (const OwnedPacket &packet : reading.packets) {
        // Only messages are binary in what we write, and revision 4 has no way to say U+001E.
        if (packet.binary && packet.type != EngineIoPacket::Type::Message)
            return false;
        if (!packet.binary && revision == EngineIoRevision::V4 && packet.data.contains('\x1e'))
            return false;
        if (!packet.binary && !packet.data.isValidUtf8())
            return false;
    }
    return reading.isWellFormed && !reading.packets.empty();
}

void checkPayload(QByteArrayView body, bool isBinary, EngineIoRevision revision)
{
    const Reading first = read(body, isBinary, revision);
    if (!canBeWrittenAgain(first, revision))
        return;
    std::vector<EngineIoPacket> views;
    for (const OwnedPacket &packet : first.packets)
        views.push_back({ packet.type, packet.binary, packet.data });
    for (const bool supportsBinary : { false, true }) {
        const EngineIoPayload payload = encodeEngineIoPayload(views, revision, supportsBinary);
        const Reading second = read(payload.bytes, payload.isBinary, revision);
        require(second.isWellFormed, "a payload that was written can be read");
        require(second.packets == first.packets, "packets come back as they were written");
    }
}

void checkPackets(QByteArrayView bytes, EngineIoRevision revision)
{
    QByteArray decoded;
    if (const auto packet = decodeEngineIoText(bytes, revision, decoded); packet && !packet->binary) {
        QByteArray written;
        appendEngineIoText(written, packet->type, packet->data);
        require(written == bytes, "a text packet is its type and its data");
    }
    if (const auto packet = decodeEngineIoBinary(bytes, revision); packet && packet->type == EngineIoPacket::Type::Message) {
        QByteArray written;
        appendEngineIoBinary(written, revision, packet->data);
        require(written == bytes, "a binary message comes back as it was written");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    for (const EngineIoRevision revision : { EngineIoRevision::V3, EngineIoRevision::V4 }) {
        checkPackets(bytes, revision);
        checkPayload(bytes, false, revision);
        checkPayload(bytes, true, revision);
    }
    return 0;
}
