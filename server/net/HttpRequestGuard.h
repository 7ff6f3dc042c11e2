// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "net/HttpRequestHead.h"

#include <QByteArray>

#include <optional>

namespace parlor {

/// Stands before who answers on one connection and lets through one whole, well-formed request at a time. The HTTP server
/// gets it rewritten in the one form that leaves nothing to interpret: HTTP/1.1, CRLF lines, no chunks, a Content-Length
/// where there is a body, no hop-by-hop fields (Connection, Upgrade, Transfer-Encoding, ...), no Expect and no Host. So nothing
/// that it might read in two ways ever reaches it, and nothing that Qt's parser would drop without a word.
///
/// Two fields are added, so that the server need not depend on Qt's reading of the request line, which knows eight methods
/// and normalizes percent-encoding; the line itself names the target `/`. What a client sends under `X-Parlor-*` is removed.
/// - `X-Parlor-Method`: the method as sent, where the request line does not say it: HEAD and what Qt does not know.
/// - `X-Parlor-Target`: the target as sent (absolute forms reduced), e.g. `/api/v1/rooms/a%2Fb?limit=5`.
///
/// Pure: bytes in, requests or an error out, and, where it is to stop at upgrades, what it did not use.
class HttpRequestGuard {
public:
    struct Limits {
        HttpRequestHead::Limits head;
        qint64 maxBodyBytes = 1'000'000;
    };

    struct Request {
        HttpRequestHead head;
        QByteArray body;

        /// The response goes out without its body.
        bool isHead() const { return head.method() == "HEAD"; }
        /// What the HTTP server gets. It says GET where the client said HEAD.
        QByteArray forServer() const;
    };

    explicit HttpRequestGuard(const Limits &limits);

    /// Requests that want to become a WebSocket, well-formed or not, are not let through: see isAtUpgrade().
    void stopAtUpgrades() { m_stopsAtUpgrades = true; }

    /// Takes bytes as they arrive. Keeps no more than one head and one body, plus what \a bytes holds.
    void feed(QByteArrayView bytes);

    /// The next complete request; nothing while it is incomplete. An error is final: answer it and close. Kinds of
    /// error: those of HttpRequestHead::parse(), PayloadTooLarge (before the body is read), ExpectationFailed.
    Result<std::optional<Request>> next();

    /// True once the next request is one to stop at. next() gives nothing any more.
    bool isAtUpgrade() const { return m_isAtUpgrade; }
    /// What was fed and not used: at an upgrade, everything from its first byte on.
    QByteArray takeUnused();

    /// The head of the request whose body is still on its way; null where there is none.
    const HttpRequestHead *pendingHead() const;

    /// The head of the request that next() refused, if it was one.
    const HttpRequestHead *refusedHead() const { return m_error && m_hasHead ? &m_head : nullptr; }

    /// True once when the client waits for `100 Continue` and the request is one that will be read.
    bool takeContinue();
    /// True between the first byte of a request and its last: a deadline should run.
    bool isMidRequest() const;
    /// Bytes that wait behind the request that is being answered (pipelining). The connection stops reading where
    /// this is more than a head may be.
    qsizetype bufferedBytes() const { return m_buffer.size() - m_consumed; }

private:
    enum class State : quint8 {
        Head,
        Body,
        ChunkSize,
        Chunk,
        ChunkEnd,
        Trailers,
        Complete,
    };

    QByteArrayView waiting() const { return QByteArrayView(m_buffer).sliced(m_consumed); }
    void consume(qsizetype size);
    /// One step each. False where more bytes are needed.
    Result<bool> step();
    Result<bool> readHead();
    Result<bool> acceptHead();
    Result<bool> readChunkSize();
    Result<bool> readChunkEnd();
    Result<bool> readTrailer();
    bool readBytes(State stateAfter);
    /// A line that belongs to the framing of chunks, without its CRLF.
    Result<std::optional<QByteArrayView>> peekFramingLine();
    Result<Request> takeRequest();

    const Limits m_limits;
    QByteArray m_buffer;
    qsizetype m_consumed = 0; ///< how much of m_buffer is done with
    qsizetype m_scanned = 0; ///< how much of what waits was searched for the end of a head
    State m_state = State::Head;
    HttpRequestHead m_head;
    QByteArray m_body;
    qint64 m_missing = 0; ///< of the body or the chunk
    qsizetype m_framingBytes = 0; ///< chunk extensions and trailers so far
    bool m_continueDue = false;
    bool m_hasHead = false; ///< of the request that is read
    bool m_stopsAtUpgrades = false;
    bool m_isAtUpgrade = false;
    std::optional<Error> m_error;
};

} // namespace parlor
