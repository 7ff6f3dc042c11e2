// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpExchange.h"

#include "model/Error.h"

#include <utility>

namespace parlor {

HttpExchange::HttpExchange(const HttpRequestHead &head, const QHostAddress &peerAddress, Sink sink) :
    m_head(head),
    m_peerAddress(peerAddress),
    m_sink(std::move(sink))
{
}

HttpExchange::~HttpExchange()
{
    if (!m_isOpen)
        return;
    const Error error = Error::of(Error::Kind::Internal);
    answer({ httpStatus(error), "application/json; charset=utf-8", toRestBody(error), {} });
}

void HttpExchange::answer(const HttpResponse &response)
{
    if (!std::exchange(m_isOpen, false))
        return;
    HttpResponse complete = response;
    complete.fields += m_fields;
    std::exchange(m_sink, nullptr)(complete);
}

void HttpExchange::complete(const QByteArray &body)
{
    m_body = body;
    m_isComplete = true;
    Q_EMIT completed();
}

void HttpExchange::abandon()
{
    if (!std::exchange(m_isOpen, false))
        return;
    m_sink = nullptr;
    Q_EMIT abandoned();
}

} // namespace parlor
