// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCborArray>
#include <QJsonArray>
#include <QString>

#include <optional>

namespace parlor {

/// An event as it came from a client.
class SocketIoEvent {
public:
    SocketIoEvent(const QString &name, const QJsonArray &arguments, std::optional<quint64> ackId) :
        m_name(name),
        m_ackId(ackId),
        m_json(arguments)
    {
    }
    /// One that came with binary data.
    SocketIoEvent(const QString &name, const QCborArray &arguments, std::optional<quint64> ackId) :
        m_name(name),
        m_ackId(ackId),
        m_binary(arguments)
    {
    }

    const QString &name() const { return m_name; }
    /// What follows the name: JSON values, and a byte array for each piece of binary data.
    QCborArray arguments() const { return m_binary ? *m_binary : QCborArray::fromJsonArray(m_json); }
    /// Set where the client waits for SocketIoSocket::acknowledge().
    std::optional<quint64> ackId() const { return m_ackId; }

    /// The client sent binary frames with the event.
    bool hasBinary() const { return m_binary.has_value(); }
    /// The arguments as they were parsed, for those who want no binary data: empty where there is some.
    const QJsonArray &json() const { return m_json; }

private:
    QString m_name;
    std::optional<quint64> m_ackId;
    QJsonArray m_json;
    std::optional<QCborArray> m_binary;
};

} // namespace parlor
