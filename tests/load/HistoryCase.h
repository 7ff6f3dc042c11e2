// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "EventLoop.h"
#include "HttpSession.h"
#include "LatencyHistogram.h"
#include "LoadCase.h"

#include <memory>
#include <vector>

namespace parlor::load {

/// GET of a room's messages, one request at a time on each connection, which is kept. Figures: `requests`, and the time
/// to the answer.
class HistoryCase : public LoadCase {
public:
    explicit HistoryCase(const LoadOptions &options);
    tl::expected<QJsonObject, QString> run() override;

private:
    struct Reader {
        std::unique_ptr<HttpSession> session;
        qint64 sentNs = 0;
    };

    tl::expected<void, QString> prepare();
    void ask(Reader &reader);
    void onAnswered(Reader &reader, const HttpResponse &response);

    const LoadOptions m_options;
    const QByteArray m_roomId;
    EventLoop m_loop;
    QByteArray m_request;
    std::vector<Reader> m_readers;
    LatencyHistogram m_latency;
    bool m_isCounting = false;
    bool m_isAsking = true;
    qint64 m_answered = 0;
    qint64 m_failed = 0;
    qsizetype m_bodyBytes = 0;
};

} // namespace parlor::load
