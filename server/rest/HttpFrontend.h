// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/HttpReply.h"
#include "rest/QtHttpServerCompat.h"
#include "rest/RestRequest.h"

#include <QAbstractHttpServer>
#include <QElapsedTimer>

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace parlor {

/// Qt HttpServer as this server uses it: every request goes to one handler, which may answer when it likes. Every
/// answer says in X-Request-Id what the log calls the request.
class HttpFrontend : public QAbstractHttpServer {
    Q_OBJECT

public:
    using Handler = std::function<void(RestRequest &&, const HttpReply &)>;

    explicit HttpFrontend(Handler handler, QObject *parent = nullptr);
    /// Requests that are not answered yet never will be.
    ~HttpFrontend() override;

protected:
    bool handleRequest(const QHttpServerRequest &request, compat::RequestAnswerer answerer) override;
    void missingHandler(const QHttpServerRequest &request, compat::MissingAnswerer answerer) override;

private:
    friend class HttpReply;

    /// A request that is owed its answer.
    struct Open {
        compat::ResponseSink sink;
        QByteArray id;
        /// For the log, and empty where it is not to have a line of it.
        QByteArray method;
        QByteArray path;
        QElapsedTimer age;
    };

    void fail(const std::vector<HttpReply::Unanswered> &requests);
    void logAnswer(const Open &request, int status) const;
    void answer(const HttpReply::Unanswered &request, const RestResponse &response);

    const Handler m_handler;
    const std::shared_ptr<HttpReply::Line> m_line;
    std::unordered_map<quint64, Open> m_open;
    quint64 m_lastRequest = 0;
    Mailbox<HttpReply::Unanswered> m_unanswered;
};

} // namespace parlor
