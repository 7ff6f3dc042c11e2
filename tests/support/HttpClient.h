// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpSocket>

#include <functional>

/// An HTTP client that sends exactly what a test tells it to, on one connection that it keeps.
class HttpClient {
public:
    struct Field {
        QByteArray name;
        QByteArray value;
    };

    struct Response {
        int status = 0; ///< 0 where no whole response came
        QList<Field> fields;
        QByteArray body;

        /// Null where there is none.
        QByteArray field(const QByteArray &name) const;
    };

    /// Connects to 127.0.0.1 with the first request.
    explicit HttpClient(quint16 port);

    /// Sends one request and runs the event loop until its response is there. \a body, unless null, gets a
    /// Content-Length and no Content-Type.
    Response request(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
                     const QList<Field> &fields = {});
    Response get(const QByteArray &target) { return request("GET", target); }

    void send(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
              const QList<Field> &fields = {});
    /// \a expectsBody is false for the answer to HEAD.
    Response receive(bool expectsBody = true);

    QTcpSocket &socket() { return m_socket; }
    /// What came and belongs to no response yet.
    const QByteArray &surplus() const { return m_received; }

private:
    bool connectIfNeeded();
    /// Looks whenever something happens on the socket; gives up after ten seconds.
    bool waitFor(const std::function<bool()> &condition);
    bool takeResponse(Response &response, bool expectsBody);

    const quint16 m_port;
    QTcpSocket m_socket;
    QByteArray m_received;
};
