// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "HistoryCase.h"

#include "Clock.h"
#include "Measurement.h"
#include "RestClient.h"

namespace parlor::load {

using namespace Qt::StringLiterals;

HistoryCase::HistoryCase(const LoadOptions &options) :
    m_options(options),
    m_roomId(options.prefix + "-0"),
    m_readers(std::size_t(options.connections))
{
}

tl::expected<QJsonObject, QString> HistoryCase::run()
{
    const ServerProbe server(m_options.processId);
    if (const auto prepared = prepare(); !prepared)
        return tl::unexpected(prepared.error());
    for (std::size_t i = 0; i < m_readers.size(); ++i) {
        Reader &reader = m_readers[i];
        reader.session = std::make_unique<HttpSession>(
            m_loop, m_options.endpoint, int(i), [this, &reader](const HttpResponse &it) { onAnswered(reader, it); });
        ask(reader);
    }
    m_loop.runUntil(nowNs() + secondsToNs(m_options.warmup));
    m_isCounting = true;
    Measurement measurement(server);
    m_loop.runUntil(nowNs() + secondsToNs(m_options.seconds));
    measurement.finish();
    m_isAsking = false;

    QJsonObject figures;
    measurement.putRates(figures, u"requests"_s, double(m_answered));
    measurement.putCosts(figures);
    putLatency(figures, m_latency);
    figures.insert(u"bodyBytes"_s, qint64(m_bodyBytes));
    figures.insert(u"failed"_s, m_failed);
    return figures;
}

tl::expected<void, QString> HistoryCase::prepare()
{
    QByteArray target = "/api/v1/rooms/" + m_roomId + "/messages";
    if (m_options.limit > 0)
        target += "?limit=" + QByteArray::number(m_options.limit);
    m_request = httpRequest("GET", target, m_options.endpoint.authority());

    RestClient rest(m_options.endpoint);
    if (m_options.messages > 0) {
        if (const auto created = rest.createRoom(m_roomId); !created)
            return created;
    }
    for (int i = 0; i < m_options.messages; ++i) {
        if (const auto posted = rest.post(m_roomId, m_options.contentBytes); !posted)
            return posted;
    }
    if (const int status = rest.request("GET", target); status != 200)
        return tl::unexpected(u"%1 was answered %2"_s.arg(QLatin1StringView(target)).arg(status));
    return {};
}

void HistoryCase::ask(Reader &reader)
{
    reader.sentNs = nowNs();
    reader.session->send(m_request);
}

void HistoryCase::onAnswered(Reader &reader, const HttpResponse &response)
{
    if (response.status != 200)
        ++m_failed;
    m_bodyBytes = response.body.size();
    if (m_isCounting) {
        ++m_answered;
        m_latency.add(nowNs() - reader.sentNs);
    }
    // A connection that cannot be had fails again at once: that would be no load, but a loop.
    if (m_isAsking && response.status != 0)
        ask(reader);
}

} // namespace parlor::load
