// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "HttpSession.h"

#include <array>
#include <cerrno>

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace parlor::load {

HttpSession::HttpSession(EventLoop &loop, const Endpoint &endpoint, int number, Answered answered) :
    m_loop(loop),
    m_endpoint(endpoint),
    m_number(number),
    m_answered(std::move(answered))
{
}

HttpSession::~HttpSession()
{
    close();
}

void HttpSession::send(const QByteArray &request)
{
    m_unsent = request;
    if (m_descriptor >= 0) {
        flush();
        return;
    }
    m_received.clear();
    m_descriptor = beginConnect(m_endpoint, m_number);
    if (m_descriptor < 0) {
        m_answered({});
        return;
    }
    m_isWatchedForWriting = true;
    m_loop.watch(m_descriptor, EPOLLIN | EPOLLOUT, this);
}

void HttpSession::close()
{
    if (m_descriptor < 0)
        return;
    m_loop.forget(m_descriptor);
    ::close(m_descriptor);
    m_descriptor = -1;
}

void HttpSession::onEvents(quint32 events)
{
    if (m_descriptor >= 0 && events & EPOLLOUT)
        flush();
    if (m_descriptor >= 0 && events & (EPOLLIN | EPOLLHUP | EPOLLERR))
        read();
}

void HttpSession::flush()
{
    const ssize_t sent = ::send(m_descriptor, m_unsent.constData(), std::size_t(m_unsent.size()), MSG_NOSIGNAL);
    if (sent > 0)
        m_unsent.remove(0, sent);
    const bool wantsToWrite = !m_unsent.isEmpty();
    if (wantsToWrite == m_isWatchedForWriting)
        return;
    m_isWatchedForWriting = wantsToWrite;
    m_loop.change(m_descriptor, wantsToWrite ? EPOLLIN | EPOLLOUT : EPOLLIN, this);
}

void HttpSession::read()
{
    std::array<char, 64 * 1024> buffer;
    const ssize_t size = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size <= 0) {
        end();
        return;
    }
    m_received.append(buffer.data(), size);
    const auto response = HttpResponse::read(m_received);
    if (!response)
        return;
    const QByteArray received = std::exchange(m_received, {});
    m_received = received.sliced(response->size);
    m_answered(*response);
}

void HttpSession::end()
{
    close();
    m_answered({});
}

} // namespace parlor::load
