// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace parlor::load {

enum class Protocol : quint8 {
    EngineIo4, ///< Socket.IO of clients 3 and 4
    EngineIo3, ///< Socket.IO of clients 1 and 2
    Plain, ///< JSON frames at /ws
    Floor, ///< parlor-floor: a room is joined by connecting to it, and whatever is sent goes to the room
};

/// What one text frame of a server says. Views into the frame.
struct Packet {
    enum class Kind : quint8 {
        Other, ///< presence and the like
        Open, ///< Engine.IO is there, Socket.IO not yet
        Connected, ///< events may be sent
        Refused,
        Ping,
        Answer, ///< to the request `id`; `body` is its data
        Message, ///< an `exchanges` event; `body` is its data, and maybe some brackets
    };
    Kind kind = Kind::Other;
    quint32 id = 0;
    QByteArrayView body;
};

/// How the chat's events are said in one protocol. Stateless.
class Dialect {
public:
    explicit Dialect(Protocol protocol) :
        m_protocol(protocol)
    {
    }

    Protocol protocol() const { return m_protocol; }
    /// The request target to connect to; \a roomId matters to the floor alone.
    QByteArray target(QByteArrayView roomId) const;
    /// True where a connection may send events as soon as it is upgraded.
    bool isReadyAtOnce() const;
    /// False for the floor, which has no events but messages.
    bool hasJoins() const { return m_protocol != Protocol::Floor; }

    Packet read(QByteArrayView text) const;
    /// The text frame of an event; \a dataJson is an object. An \a id other than 0 asks for an answer.
    QByteArray event(QByteArrayView name, const QByteArray &dataJson, quint32 id) const;
    /// What is to be answered to Open; empty where nothing is.
    QByteArray answerToOpen() const;
    /// What keeps a connection alive where that is the client's business; empty elsewhere.
    QByteArray heartbeat() const;

private:
    Packet readEngineIo(QByteArrayView text) const;
    static Packet readPlain(QByteArrayView text);

    Protocol m_protocol;
};

} // namespace parlor::load
