// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace parlor {

/// The revisions of the Engine.IO protocol (Socket.IO repository, docs/engine.io-protocol). Clients name
/// theirs in the query item `EIO`: 3 is spoken by Socket.IO 1 and 2, 4 from Socket.IO 3 on.
enum class EngineIoRevision : quint8 { V3 = 3, V4 = 4 };

/// A packet of the Engine.IO protocol. A view: it does not own its data.
struct EngineIoPacket {
    enum class Type : quint8 { Open, Close, Ping, Pong, Message, Upgrade, Noop };

    Type type = Type::Noop;
    bool binary = false;
    QByteArrayView data;
};

/// Reads a packet from text: of a WebSocket frame, or one of those in a payload. Nothing where it begins with
/// no packet type, or where what should be base64 is not. A binary packet that came in base64 is decoded to
/// \a decoded, which the packet then views.
std::optional<EngineIoPacket> decodeEngineIoText(QByteArrayView text, EngineIoRevision revision,
                                                 QByteArray &decoded);

/// Reads a packet from a binary WebSocket frame: revision 4 has its data alone, revision 3 the type's number
/// before them.
std::optional<EngineIoPacket> decodeEngineIoBinary(QByteArrayView bytes, EngineIoRevision revision);

/// Appends the packet as text: the type's digit, then the data.
void appendEngineIoText(QByteArray &out, EngineIoPacket::Type type, QByteArrayView data = {});

/// Appends a binary message as text, in base64, for where only text may travel.
void appendEngineIoBase64(QByteArray &out, EngineIoRevision revision, QByteArrayView data);

/// Appends a binary message as the content of a binary WebSocket frame.
void appendEngineIoBinary(QByteArray &out, EngineIoRevision revision, QByteArrayView data);

/// What the server says of a new session ("Handshake" in the protocol document). Times in milliseconds.
struct EngineIoHandshake {
    QByteArray sid;
    QList<QByteArray> upgrades;
    int pingInterval = 0;
    int pingTimeout = 0;
    qint64 maxPayload = 0; ///< left out where it is 0

    QByteArray toJson() const;
};

} // namespace parlor
