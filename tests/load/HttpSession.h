// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Endpoint.h"
#include "EventLoop.h"
#include "HttpResponse.h"

#include <functional>

namespace parlor::load {

/// An HTTP/1.1 connection that is kept, with one request at a time.
class HttpSession : public Watcher {
public:
    /// Gets each answer; its views live until it returns. It may send the next request. A status of 0: the connection
    /// has ended, and the request before this is not answered.
    using Answered = std::function<void(const HttpResponse &)>;

    HttpSession(EventLoop &loop, const Endpoint &endpoint, int number, Answered answered);
    ~HttpSession() override;
    Q_DISABLE_COPY_MOVE(HttpSession)

    /// Connects with the first request. Call it only once the last one is answered.
    void send(const QByteArray &request);
    bool isConnected() const { return m_descriptor >= 0; }
    /// Without an answer to what was asked.
    void close();

    void onEvents(quint32 events) override;

private:
    void flush();
    void read();
    void end();

    EventLoop &m_loop;
    const Endpoint &m_endpoint;
    const int m_number;
    const Answered m_answered;
    int m_descriptor = -1;
    bool m_isWatchedForWriting = false;
    QByteArray m_unsent;
    QByteArray m_received;
};

} // namespace parlor::load
