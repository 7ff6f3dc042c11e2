// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Floor.h"

#include <QStringBuilder>
#include <QtEndian>

#include <algorithm>
#include <array>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace parlor::load {

namespace {

constexpr int Backlog = 4096;
constexpr int MaxBatch = 1024;
constexpr qsizetype MaskBytes = 4;

void watch(int epoll, int descriptor)
{
    epoll_event event {};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

} // namespace

Floor::Floor(quint16 port) :
    m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)),
    m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    const int on = 1;
    ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, generic, size) != 0 || ::listen(m_listener, Backlog) != 0
        || ::getsockname(m_listener, generic, &size) != 0)
        return;
    m_port = ntohs(address.sin_port);
    watch(m_epoll, m_listener);
}

Floor::~Floor()
{
    qDeleteAll(m_rooms);
    ::close(m_epoll);
    ::close(m_listener);
}

void Floor::run()
{
    for (;;) {
        std::array<epoll_event, MaxBatch> ready;
        const int count = ::epoll_wait(m_epoll, ready.data(), MaxBatch, -1);
        for (int i = 0; i < count; ++i) {
            if (ready[i].data.fd == m_listener)
                accept();
            else
                read(ready[i].data.fd);
        }
        broadcast();
    }
}

void Floor::accept()
{
    for (;;) {
        const int descriptor = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0)
            return;
        const int on = 1;
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (std::size_t(descriptor) >= m_connections.size())
            m_connections.resize(std::size_t(descriptor) + 1);
        watch(m_epoll, descriptor);
    }
}

void Floor::read(int descriptor)
{
    std::array<char, 64 * 1024> buffer;
    const ssize_t size = ::recv(descriptor, buffer.data(), buffer.size(), 0);
    if (size <= 0) {
        close(descriptor);
        return;
    }
    Connection &connection = m_connections[descriptor];
    connection.received.append(buffer.data(), size);
    if (connection.room)
        takeFrames(connection);
    else if (connection.received.endsWith("\r\n\r\n"))
        upgrade(descriptor, connection);
}

void Floor::upgrade(int descriptor, Connection &connection)
{
    const QByteArray path = connection.received.split(' ').value(1);
    connection.received.clear();
    Room *&room = m_rooms[path];
    if (!room)
        room = new Room;
    connection.room = room;
    room->members.push_back(descriptor);
    // The answer to the key in RFC 6455, section 1.3, which parlor-load sends.
    constexpr QByteArrayView answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
    ::send(descriptor, answer.data(), std::size_t(answer.size()), MSG_NOSIGNAL);
}

void Floor::takeFrames(Connection &connection)
{
    const QByteArray &bytes = connection.received;
    qsizetype taken = 0;
    while (bytes.size() - taken >= 8) {
        const auto *header = reinterpret_cast<const uchar *>(bytes.constData()) + taken;
        qsizetype size = header[1] & 0x7f;
        qsizetype headerSize = 2 + MaskBytes;
        if (size == 126) {
            size = qFromBigEndian<quint16>(header + 2);
            headerSize += 2;
        }
        if (bytes.size() - taken < headerSize + size)
            break;
        frame(*connection.room, QByteArrayView(bytes).sliced(taken + headerSize, size));
        taken += headerSize + size;
    }
    connection.received.remove(0, taken);
}

void Floor::frame(Room &room, QByteArrayView text)
{
    if (room.frames.isEmpty())
        m_pending.push_back(&room);
    const qsizetype dataAt = text.indexOf('{') + 1;
    const QByteArray added =
        "\"order\":" + QByteArray::number(++room.lastOrder) + ",\"socketId\":\"AAAAAAAAAAAAAAAAAAAA\",";
    const qsizetype size = text.size() + added.size();
    room.frames += '\x81';
    if (size < 126) {
        room.frames += char(size);
    } else {
        room.frames += char(126);
        room.frames += char(size >> 8);
        room.frames += char(size & 0xff);
    }
    room.frames += text.first(dataAt);
    room.frames += added;
    room.frames += text.sliced(dataAt);
}

void Floor::broadcast()
{
    for (Room *room : m_pending) {
        for (const int member : room->members)
            ::send(member, room->frames.constData(), std::size_t(room->frames.size()), MSG_NOSIGNAL);
        room->frames.clear();
    }
    m_pending.clear();
}

void Floor::close(int descriptor)
{
    ::close(descriptor);
    Connection &connection = m_connections[descriptor];
    if (connection.room)
        std::erase(connection.room->members, descriptor);
    connection = {};
}

} // namespace parlor::load
