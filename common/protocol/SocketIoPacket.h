// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "json/JsonDepth.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <optional>

#include <tl/expected.hpp>

namespace parlor {

/// A packet of the Socket.IO protocol, revision 5 (revision 4 differs only in CONNECT and CONNECT_ERROR
/// data); Socket.IO repository, docs/socket.io-protocol.
struct SocketIoPacket {
    enum class Type : quint8 { Connect, Disconnect, Event, Ack, ConnectError, BinaryEvent, BinaryAck };

    Type type = Type::Connect;
    /// As it was sent. Clients of revision 4 append a query: see SocketIoNamespaceName.
    QString nsp = QStringLiteral("/");
    std::optional<quint64> id;
    /// How many binary frames follow; only for BinaryEvent and BinaryAck.
    int attachments = 0;
    /// Undefined where the packet carries none. An array for events and acks. Binary parts stand in it as the
    /// placeholders `{"_placeholder":true,"num":0}`.
    QJsonValue data = QJsonValue(QJsonValue::Undefined);
};

/// Why a packet is refused. The session that sent it is to be closed.
struct SocketIoParseError {
    QString reason;
    bool isTooDeep = false;
};

/// A packet that announces more binary frames is refused.
inline constexpr int MaxSocketIoAttachments = 10;

/// Reads the text of a packet with the checks of the reference parser: a known type, a payload that fits the
/// type (an event's array begins with a number or a name that is not reserved), a bounded attachment count.
/// Stricter than it in this: an id must be a safe integer, an event or an ack must have its array, and no payload is nested more than
/// \a maxDepth deep, the array included.
tl::expected<SocketIoPacket, SocketIoParseError> decodeSocketIoPacket(QByteArrayView text, int maxDepth = MaxJsonDepth);

/// A namespace as clients of revision 4 write it, `/admin?token=1234`: the query is what CONNECT carries
/// instead of a payload. Of a name that comes twice, the last value counts.
struct SocketIoNamespaceName {
    QString path;
    QJsonObject query;

    static SocketIoNamespaceName parse(const QString &nsp);
};

/// Writes a packet's text: type, attachments, namespace, id, data (left out where it is undefined or null).
QByteArray encodeSocketIoPacket(const SocketIoPacket &packet);

/// Appends what stands before an event's data in namespace \a nsp: type, attachments, namespace and ack id.
void appendSocketIoHeader(QByteArray &out, SocketIoPacket::Type type, QStringView nsp,
                          std::optional<quint64> id = {}, int attachments = 0);

/// The text of an event whose name and single argument are JSON already: `2["name",argument]`.
QByteArray encodeSocketIoEvent(QStringView nsp, QByteArrayView nameJson, QByteArrayView argumentJson);

/// The text of an ack with one argument that is JSON already.
QByteArray encodeSocketIoAck(QStringView nsp, quint64 id, QByteArrayView argumentJson);

/// Names that no event may have, because the client library emits them itself.
bool isReservedSocketIoEvent(QStringView name);

} // namespace parlor
