// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <vector>

namespace parlor::load {

/// What a message to many costs where nothing is done but sending it: an epoll loop that takes frames, and sends each
/// to everybody who connected to the same path, one send() for each of them and turn. No JSON, no HTTP, no history, no
/// limits; it understands parlor-load alone, whose masks are zeros. So that as many bytes leave it as leave the server,
/// and that orders can be checked, it puts an order and a constant socketId into each message.
class Floor {
public:
    /// Listens on \a port of 127.0.0.1, 0 for a free one.
    explicit Floor(quint16 port);
    ~Floor();
    Q_DISABLE_COPY_MOVE(Floor)

    /// 0 where it cannot listen.
    quint16 port() const { return m_port; }
    /// For ever.
    void run();

private:
    struct Room {
        std::vector<int> members;
        qint64 lastOrder = 0;
        QByteArray frames; ///< of this turn
    };
    struct Connection {
        QByteArray received;
        Room *room = nullptr; ///< once it is upgraded
    };

    void accept();
    void read(int descriptor);
    void upgrade(int descriptor, Connection &connection);
    void takeFrames(Connection &connection);
    void frame(Room &room, QByteArrayView text);
    void broadcast();
    void close(int descriptor);

    const int m_listener;
    const int m_epoll;
    quint16 m_port = 0;
    std::vector<Connection> m_connections; ///< by descriptor
    QHash<QByteArray, Room *> m_rooms;
    std::vector<Room *> m_pending;
};

} // namespace parlor::load
