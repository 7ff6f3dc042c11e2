// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QTcpSocket>
#include <QTest>

#include <optional>

/// Sends exactly the bytes that a test gives it, and takes responses apart.
class RawHttpClient {
public:
    struct Response {
        int status = 0;
        QByteArray head; ///< with its empty line
        QByteArray body;

        /// The first field of that name, or null.
        QByteArray field(const QByteArray &name) const
        {
            for (const QByteArray &line : head.split('\n')) {
                const qsizetype colon = line.indexOf(':');
                if (colon > 0 && line.first(colon).compare(name, Qt::CaseInsensitive) == 0)
                    return line.sliced(colon + 1).trimmed();
            }
            return {};
        }
    };

    /// Waits until it is connected.
    explicit RawHttpClient(quint16 port)
    {
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        if (!QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; }))
            qFatal("No connection");
    }

    QTcpSocket &socket() { return m_socket; }
    void send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        m_socket.flush();
    }

    /// The next response, as soon as it is whole. Nothing where the connection ends before.
    std::optional<Response> receive(bool withBody = true)
    {
        std::optional<Response> response;
        (void)QTest::qWaitFor(
            [&] {
                const bool isOver = isClosed();
                m_received += m_socket.readAll();
                response = take(withBody);
                return response || isOver;
            },
            20'000);
        return response;
    }

    /// What the server sent, not counting received responses, once it has closed the connection. Null where it does not.
    QByteArray receiveRest()
    {
        if (!QTest::qWaitFor([this] { return isClosed(); }, 20'000))
            return {};
        m_received += m_socket.readAll();
        return m_received.isNull() ? QByteArray("") : m_received;
    }

    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

private:
    std::optional<Response> take(bool withBody)
    {
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        if (end < 0)
            return std::nullopt;
        Response response;
        response.head = m_received.first(end + 4);
        response.status = response.head.mid(9, 3).toInt();
        const qsizetype size = withBody ? response.field("Content-Length").toLongLong() : 0;
        if (m_received.size() < response.head.size() + size)
            return std::nullopt;
        response.body = m_received.mid(response.head.size(), size);
        m_received.remove(0, response.head.size() + size);
        return response;
    }

    QTcpSocket m_socket;
    QByteArray m_received;
};
