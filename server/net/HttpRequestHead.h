// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace parlor {

/// The request line and the header fields of one HTTP/1.x request, checked as strictly as RFC 9112 allows: CRLF line ends,
/// token methods and field names, no obs-fold, no control characters, one well-formed Host in HTTP/1.1, one Content-Length
/// at most and none beside Transfer-Encoding, no transfer coding but a single chunked. Targets are visible ASCII without
/// a fragment: origin-form, absolute-form (its authority then replaces the Host field) or, for OPTIONS, `*`.
class HttpRequestHead {
public:
    struct Limits {
        qsizetype maxBytes = 16 * 1024;
        qsizetype maxFields = 100;
        /// Of one line. QWebSocketServer refuses longer ones without an answer.
        qsizetype maxLineBytes = 8 * 1024 - 2;
    };

    struct Field {
        QByteArray name; ///< as sent
        QByteArray value; ///< without surrounding white space
    };

    /// How many bytes of empty lines stand before a request; a few are to be ignored (RFC 9112, 2.2).
    static qsizetype leadingEmptyLines(QByteArrayView bytes);

    /// Where the head ends in \a bytes (one past its last CRLF), 0 where it is not complete. Looks only from
    /// \a scanned on, which it moves forward, so that a dripping sender costs linear time. A line feed without
    /// its carriage return ends the head at once: parse() refuses it.
    static qsizetype endOfHead(QByteArrayView bytes, qsizetype &scanned);

    /// Reads a complete head. Kinds of error: BadRequest, HeadersTooLarge, NotImplemented (transfer coding, CONNECT),
    /// HttpVersionNotSupported.
    static Result<HttpRequestHead> parse(QByteArrayView head, const Limits &limits);

    /// Reads one field line without its CRLF, e.g. of a trailer section. Kind of error: BadRequest.
    static Result<Field> parseField(QByteArrayView line);

    const QByteArray &method() const { return m_method; }
    /// As sent, e.g. `/api/v1/rooms?limit=5`, or `*`. Absolute forms are reduced to these.
    const QByteArray &target() const { return m_target; }
    QByteArrayView path() const;
    /// Without the question mark.
    QByteArrayView query() const;
    /// The value of the first query item of that name, decoded as web forms encode (percent signs, and plus signs for
    /// spaces); null where there is none.
    QByteArray queryItem(QByteArrayView name) const;
    int minorVersion() const { return m_minorVersion; }
    const QList<Field> &fields() const { return m_fields; }

    /// The first field of that name (ASCII case-insensitive), or null.
    QByteArray value(QByteArrayView name) const;
    /// True where one of the comma-separated elements of the fields of that name is \a token, ignoring case.
    bool hasToken(QByteArrayView name, QByteArrayView token) const;

    std::optional<qint64> contentLength() const { return m_contentLength; }
    bool isChunked() const { return m_chunked; }
    bool keepsAlive() const;
    bool expectsContinue() const;
    /// True for a request that wants to become a WebSocket, well-formed or not: it has `Upgrade: websocket`.
    bool wantsWebSocket() const;

private:
    Result<void> readRequestLine(QByteArrayView line);
    Result<void> readTarget(QByteArrayView target);
    Result<void> readVersion(QByteArrayView version);
    Result<void> readHost();
    Result<void> readFraming();

    QByteArray m_method;
    QByteArray m_target;
    QByteArray m_authority; ///< of an absolute-form target
    QList<Field> m_fields;
    std::optional<qint64> m_contentLength;
    int m_minorVersion = 1;
    bool m_chunked = false;
};

} // namespace parlor
