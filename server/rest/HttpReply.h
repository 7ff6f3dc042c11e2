// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "async/Mailbox.h"
#include "rest/RestResponse.h"

#include <memory>

namespace parlor {

class HttpFrontend;
class StatusCounters;

/// The answer that one request is owed. Copies stand for the same answer, so that it may travel in a
/// callback; the first one to send decides, later ones change nothing. Where the last copy goes and nothing
/// was sent, the client gets a 500. Where the client or the HTTP server is gone, nothing happens.
class HttpReply {
public:
    /// Answers nobody.
    HttpReply() = default;

    /// The fields that the answer will carry whatever it is, in addition to its own.
    void setCommonFields(const HttpFields &fields) const;
    /// Where the answer is counted: on the HTTP server's thread, and for as long as that serves.
    void countIn(StatusCounters *answers) const;

    /// On the HTTP server's thread, within the handler or at any time later. (Being dropped is safe on any
    /// thread.)
    void send(const RestResponse &response) const;

    /// What most controllers do with an answer from the rooms: \a toResponse makes the response of a good
    /// one.
    template <typename T, typename ToResponse>
    void sendResult(const Result<T> &result, ToResponse toResponse) const
    {
        if (!result)
            send(RestResponse::error(result.error()));
        else if constexpr (std::is_void_v<T>)
            send(toResponse());
        else
            send(toResponse(*result));
    }

private:
    friend class HttpFrontend;

    /// A request that nobody can answer any more.
    struct Unanswered {
        quint64 request = 0;
        HttpFields commonFields;
        StatusCounters *answers = nullptr;
    };
    /// The way back to the HTTP server, which may be gone by then.
    struct Line {
        HttpFrontend *frontend = nullptr; ///< its thread only
        Mailbox<Unanswered>::Address unanswered;
    };
    struct Ticket;

    HttpReply(const std::shared_ptr<Line> &line, quint64 request);

    std::shared_ptr<Ticket> m_ticket;
};

} // namespace parlor
