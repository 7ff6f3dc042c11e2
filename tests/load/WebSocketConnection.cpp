// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WebSocketConnection.h"

#include "FrameReader.h"

#include <QStringBuilder>

#include <array>
#include <cerrno>

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace parlor::load {

namespace {

constexpr std::size_t ReadBytes = 256 * 1024;
constexpr quint8 TextOpcode = 0x1;
constexpr quint8 CloseOpcode = 0x8;
constexpr quint8 PingOpcode = 0x9;
constexpr quint8 PongOpcode = 0xA;

} // namespace

WebSocketConnection::WebSocketConnection(EventLoop &loop, const Endpoint &endpoint, int number) :
    m_loop(loop),
    m_endpoint(endpoint),
    m_number(number)
{
}

WebSocketConnection::~WebSocketConnection()
{
    cutOff();
}

void WebSocketConnection::connectTo(QByteArrayView target)
{
    m_target = target.toByteArray();
    m_phase = Phase::Connecting;
    m_isReading = true;
    m_received.clear();
    m_unsent.clear();
    m_descriptor = beginConnect(m_endpoint, m_number);
    if (m_descriptor < 0) {
        onEnded();
        return;
    }
    m_watched = EPOLLIN | EPOLLOUT;
    m_loop.watch(m_descriptor, m_watched, this);
}

void WebSocketConnection::sendText(QByteArrayView text)
{
    sendFrame(TextOpcode, text);
}

void WebSocketConnection::cutOff()
{
    if (m_descriptor < 0)
        return;
    m_loop.forget(m_descriptor);
    ::close(m_descriptor);
    m_descriptor = -1;
}

void WebSocketConnection::stopReading()
{
    m_isReading = false;
    watchFor(EPOLLRDHUP);
}

void WebSocketConnection::onEvents(quint32 events)
{
    if (m_descriptor < 0)
        return;
    if (events & EPOLLOUT) {
        if (m_phase == Phase::Connecting)
            sendUpgrade();
        else
            flush();
    }
    if (!m_isReading && events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR))
        m_isReading = true;
    if (m_isReading && events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
        read();
}

void WebSocketConnection::sendUpgrade()
{
    m_phase = Phase::Upgrading;
    m_unsent = "GET " + m_target + " HTTP/1.1\r\nHost: " + m_endpoint.authority()
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    flush();
}

void WebSocketConnection::read()
{
    // One for all: what is left in it is kept by the connection that it belongs to.
    static std::array<char, ReadBytes> buffer;
    while (m_descriptor >= 0 && m_isReading) {
        const ssize_t size = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0 && errno == EAGAIN)
            return;
        if (size <= 0) {
            end();
            return;
        }
        take(QByteArrayView(buffer.data(), size));
        if (std::size_t(size) < buffer.size())
            return; // whatever came meanwhile is told again
    }
}

void WebSocketConnection::take(QByteArrayView bytes)
{
    if (!m_received.isEmpty()) {
        m_received += bytes;
        bytes = m_received;
    }
    qsizetype taken = 0;
    if (m_phase == Phase::Upgrading)
        taken = takeUpgrade(bytes);
    if (m_descriptor >= 0 && m_phase == Phase::Open)
        taken += takeFrames(bytes.sliced(taken));
    m_received = bytes.sliced(taken).toByteArray();
}

qsizetype WebSocketConnection::takeUpgrade(QByteArrayView bytes)
{
    constexpr QByteArrayView headEnd("\r\n\r\n");
    const qsizetype end = bytes.indexOf(headEnd);
    if (end < 0)
        return 0;
    if (!bytes.startsWith("HTTP/1.1 101 ")) {
        this->end();
        return 0;
    }
    m_phase = Phase::Open;
    onOpened();
    return end + headEnd.size();
}

qsizetype WebSocketConnection::takeFrames(QByteArrayView bytes)
{
    return readFrames(bytes, [this](int opcode, QByteArrayView payload) {
        if (opcode == TextOpcode)
            onText(payload);
        else if (opcode == PingOpcode)
            sendFrame(PongOpcode, payload);
        else if (opcode == CloseOpcode)
            end();
        return m_descriptor >= 0;
    });
}

void WebSocketConnection::sendFrame(quint8 opcode, QByteArrayView payload)
{
    if (m_descriptor < 0)
        return;
    constexpr uchar final = 0x80;
    constexpr uchar masked = 0x80;
    m_unsent += char(final | opcode);
    if (payload.size() < 126) {
        m_unsent += char(masked | payload.size());
    } else {
        m_unsent += char(masked | 126);
        m_unsent += char(payload.size() >> 8);
        m_unsent += char(payload.size() & 0xff);
    }
    // A mask of zeros is a mask: the server's work is the same, and ours is none.
    m_unsent.append(4, '\0');
    m_unsent += payload;
    flush();
}

void WebSocketConnection::flush()
{
    while (!m_unsent.isEmpty()) {
        const ssize_t sent = ::send(m_descriptor, m_unsent.constData(), std::size_t(m_unsent.size()), MSG_NOSIGNAL);
        if (sent < 0)
            break; // either it is full, or the end will be read
        m_unsent.remove(0, sent);
    }
    if (m_isReading)
        watchFor(m_unsent.isEmpty() ? EPOLLIN : EPOLLIN | EPOLLOUT);
}

void WebSocketConnection::watchFor(quint32 events)
{
    if (events == m_watched)
        return;
    m_watched = events;
    m_loop.change(m_descriptor, events, this);
}

void WebSocketConnection::end()
{
    cutOff();
    onEnded();
}

} // namespace parlor::load
