// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "rest/RestResponse.h"

#include <QtGlobal>

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
#include <QPointer>
#include <QTcpSocket>
#else
#include <QHttpServerResponder>
#endif
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
#include <QHttpHeaders>
#endif

#include <utility>

/// Everything in which Qt HttpServer's versions differ; nothing else in this project asks for Qt's version.
/// Until 6.8 the module was a preview and changed twice: 6.4 hands the socket to the request handler, 6.5 a
/// responder that the handler may keep, and 6.8 gives responders header lists but no way to write one field
/// at a time.
namespace parlor::compat {

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)

using RequestAnswerer = QTcpSocket *;
using MissingAnswerer = QTcpSocket *;

/// Takes one response, later and on the HTTP server's thread. A client that has left is no error.
class ResponseSink {
public:
    explicit ResponseSink(RequestAnswerer socket) : m_socket(socket) {}

    /// \a fields hold the Content-Length where there is to be one.
    void write(int status, const HttpFields &fields, const QByteArray &body)
    {
        if (!m_socket || !m_socket->isOpen())
            return;
        // One write for the head: 6.4's responder makes four of each field.
        QByteArray head("HTTP/1.1 ");
        head.reserve(512);
        head.append(QByteArray::number(status)).append(' ').append(httpReason(status)).append("\r\n");
        for (const HttpField &field : fields)
            head.append(field.name).append(": ").append(field.value).append("\r\n");
        head += "\r\n";
        m_socket->write(head);
        if (!body.isEmpty())
            m_socket->write(body);
    }

private:
    QPointer<QTcpSocket> m_socket;
};

#else

using RequestAnswerer = QHttpServerResponder &;
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
using MissingAnswerer = QHttpServerResponder &&;
#else
using MissingAnswerer = QHttpServerResponder &;
#endif

/// Takes one response, later and on the HTTP server's thread. Must be gone before that server is.
class ResponseSink {
public:
    explicit ResponseSink(RequestAnswerer responder) : m_responder(std::move(responder)) {}

    /// \a fields hold the Content-Length where there is to be one.
    void write(int status, const HttpFields &fields, const QByteArray &body)
    {
        const auto code = static_cast<QHttpServerResponder::StatusCode>(status);
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
        m_responder.writeStatusLine(code);
        for (const HttpField &field : fields)
            m_responder.writeHeader(field.name, field.value);
        m_responder.writeBody(body);
#else
        QHttpHeaders headers;
        for (const HttpField &field : fields) {
            // The responder adds it by itself, to a 204 too.
            if (field.name != "Content-Length")
                headers.append(field.name, field.value);
        }
        m_responder.write(body, headers, code);
#endif
    }

private:
    QHttpServerResponder m_responder;
};

#endif

} // namespace parlor::compat
