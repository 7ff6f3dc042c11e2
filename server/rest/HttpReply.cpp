// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/HttpReply.h"

#include "rest/HttpFrontend.h"

#include <utility>

namespace parlor {

struct HttpReply::Ticket {
    std::shared_ptr<Line> line;
    quint64 request = 0;
    HttpFields commonFields;
    StatusCounters *answers = nullptr;
    bool answered = false;

    ~Ticket()
    {
        if (!answered)
            line->unanswered.post({ request, commonFields, answers });
    }
};

HttpReply::HttpReply(const std::shared_ptr<Line> &line, quint64 request) :
    m_ticket(std::make_shared<Ticket>())
{
    m_ticket->line = line;
    m_ticket->request = request;
}

void HttpReply::setCommonFields(const HttpFields &fields) const
{
    if (m_ticket)
        m_ticket->commonFields = fields;
}

void HttpReply::countIn(StatusCounters *answers) const
{
    if (m_ticket)
        m_ticket->answers = answers;
}

void HttpReply::send(const RestResponse &response) const
{
    if (!m_ticket || std::exchange(m_ticket->answered, true))
        return;
    // Only this thread, the frontend's own, ever takes it off the line.
    if (HttpFrontend *const frontend = m_ticket->line->frontend)
        frontend->answer({ m_ticket->request, m_ticket->commonFields, m_ticket->answers }, response);
}

} // namespace parlor
