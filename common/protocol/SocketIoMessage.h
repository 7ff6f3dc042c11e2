// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/SocketIoPacket.h"

#include <QCborArray>
#include <QJsonArray>
#include <QList>

#include <optional>

namespace parlor {

/// An event or an ack as it travels: a text, and the binary frames that follow it. Values are QCborValue's, which is
/// JSON's and byte arrays; what else it can hold is written as QCborValue::toJsonValue has it.
struct SocketIoMessage {
    QByteArray text;
    QList<QByteArray> attachments;

    /// Each byte array in \a arguments becomes an attachment. Of more than MaxSocketIoAttachments, new clients refuse the packet.
    static SocketIoMessage event(QStringView nsp, QStringView name, const QCborArray &arguments,
                                 std::optional<quint64> id = {});
    static SocketIoMessage ack(QStringView nsp, quint64 id, const QCborArray &arguments);
};

/// The values of a packet that came with \a attachments: each stands where its placeholder was. Nothing where a
/// placeholder names no attachment or, unlike in the reference parser, one that another has named: a small packet
/// must not become a large one. An attachment without a placeholder is dropped.
std::optional<QCborArray> withSocketIoAttachments(const QJsonArray &values, const QList<QByteArray> &attachments);

} // namespace parlor
