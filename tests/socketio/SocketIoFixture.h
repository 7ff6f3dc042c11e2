// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/EngineIoServer.h"
#include "net/Listener.h"
#include "net/TurnWriter.h"
#include "socketio/SocketIoServer.h"

#include "support/WebSocketClient.h"

#include <QByteArrayList>
#include <QObject>

/// A Socket.IO server on a port of its own.
struct SocketIoFixture {
    explicit SocketIoFixture(int connectTimeoutMs = 45'000);

    parlor::TurnWriter writer { 64'000'000 };
    parlor::EngineIoServer engine;
    parlor::Listener listener;
    parlor::SocketIoServer server;
};

/// A client that speaks to it packet by packet.
class SocketIoPeer : public QObject {
    Q_OBJECT

public:
    /// \a revision is that of Engine.IO, 3 or 4.
    explicit SocketIoPeer(const SocketIoFixture &fixture, int revision = 4);

    /// Waits until the session is open.
    bool awaitOpen();
    /// The session's id.
    const QByteArray &sid() const { return m_sid; }

    void send(const QByteArray &packet);
    void sendBinary(const QByteArray &data);
    /// Sends and waits for the next packet.
    QByteArray ask(const QByteArray &packet);
    /// Joins the namespace and gives the id that it answers.
    QByteArray join(const QByteArray &nsp = "/");

    /// Waits for the next packet; a binary one has `b:` before it. Null where none comes.
    QByteArray next();
    /// Waits for the connection's end.
    bool awaitEnd();
    /// Sends an event that is answered, so that everything before has arrived: true where nothing had come meanwhile.
    bool hearsNothing(const QByteArray &nsp = "/");

    WebSocketClient &webSocket() { return m_webSocket; }

Q_SIGNALS:
    void opened();
    void received();

private:
    void receive(const QByteArray &text);
    void take(const QByteArray &packet);

    const int m_revision;
    WebSocketClient m_webSocket;
    QByteArray m_sid;
    QByteArrayList m_received;
};
