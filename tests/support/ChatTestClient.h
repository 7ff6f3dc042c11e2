// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/WebSocketClient.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QObject>

#include <functional>

/// A chat client of the kind that a test names, on Socket.IO over WebSocket or on the plain protocol.
class ChatTestClient : public QObject {
    Q_OBJECT

public:
    enum class Protocol { SocketIo, Plain };

    ChatTestClient(Protocol protocol, quint16 port, QObject *parent = nullptr);

    bool isReady() const { return m_isReady; }
    WebSocketClient &webSocket() { return m_webSocket; }

    void send(const QString &event, const QJsonObject &data);
    /// \a answered gets the acknowledgement, or on the plain protocol what came as `exception`.
    void request(const QString &event, const QJsonObject &data, const std::function<void(const QJsonValue &)> &answered);

Q_SIGNALS:
    /// Events may be sent.
    void ready();
    void received(const QString &event, const QJsonValue &data);

private:
    void readSocketIo(const QByteArray &text);
    void readPlain(const QByteArray &text);
    void write(const QString &event, const QJsonObject &data, qint64 id);

    const Protocol m_protocol;
    WebSocketClient m_webSocket;
    bool m_isReady = false;
    qint64 m_lastId = 0;
    QHash<qint64, std::function<void(const QJsonValue &)>> m_requests;
};
