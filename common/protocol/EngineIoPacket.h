// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace parlor {

/// A packet of the Engine.IO protocol, revisions 3 and 4 (Socket.IO repository, docs/engine.io-protocol).
/// A view: it does not own its data.
struct EngineIoPacket {
    enum class Type : quint8 { Open, Close, Ping, Pong, Message, Upgrade, Noop };

    Type type = Type::Noop;
    bool binary = false;
    QByteArrayView data;
};

/// Reads a packet from a WebSocket text frame; nothing where its first character is no packet type.
std::optional<EngineIoPacket> decodeEngineIoText(QByteArrayView text);

/// Appends the packet as the text of a WebSocket frame: the type's digit, then the data.
void appendEngineIoText(QByteArray &out, EngineIoPacket::Type type, QByteArrayView data = {});

/// What the server says of a new session ("Handshake" in the protocol document). Times in milliseconds.
struct EngineIoHandshake {
    QByteArray sid;
    QList<QByteArray> upgrades;
    int pingInterval = 0;
    int pingTimeout = 0;
    qint64 maxPayload = 0; ///< revision 4 only; left out where it is 0

    QByteArray toJson() const;
};

} // namespace parlor
