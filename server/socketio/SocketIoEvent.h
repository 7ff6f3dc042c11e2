// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QList>
#include <QString>

#include <optional>

namespace parlor {

/// An event as it came from a client.
struct SocketIoEvent {
    QString name;
    /// What follows the name. Where the client sent binary data, `{"_placeholder":true,"num":n}` stands for
    /// `attachments[n]`.
    QJsonArray arguments;
    QList<QByteArray> attachments;
    /// Set where the client waits for an acknowledgement.
    std::optional<quint64> ackId;
};

} // namespace parlor
