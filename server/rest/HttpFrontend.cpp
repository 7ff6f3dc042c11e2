// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/HttpFrontend.h"

#include "log/LogCategories.h"
#include "log/LogLine.h"
#include "metrics/StatusCounters.h"
#include "rest/RequestId.h"

#include <QHttpServerRequest>
#include <QMetaEnum>
#include <QUrl>

#include <utility>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

QByteArray methodOf(const QHttpServerRequest &request)
{
    const QByteArray original = request.value("X-Parlor-Method");
    if (!original.isEmpty())
        return original;
    return QByteArray(QMetaEnum::fromType<QHttpServerRequest::Method>().valueToKey(int(request.method())))
        .toUpper();
}

QByteArray targetOf(const QHttpServerRequest &request)
{
    const QByteArray original = request.value("X-Parlor-Target");
    if (!original.isEmpty())
        return original;
    return request.url().toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
}

RestRequest toRestRequest(const QHttpServerRequest &request)
{
    RestRequest result;
    result.method = methodOf(request);
    result.target = targetOf(request);
    result.body = request.body();
    result.peerAddress = request.remoteAddress();
    result.origin = request.value("Origin");
    result.authorization = request.value("Authorization");
    result.ifNoneMatch = request.value("If-None-Match");
    // Each value is a search, so what only preflights have is looked for in nothing else.
    if (result.method == "OPTIONS") {
        result.accessControlRequestMethod = request.value("Access-Control-Request-Method");
        result.accessControlRequestHeaders = request.value("Access-Control-Request-Headers");
    }
    return result;
}

} // namespace

HttpFrontend::HttpFrontend(Handler handler, QObject *parent) :
    QAbstractHttpServer(parent),
    m_handler(std::move(handler)),
    m_line(std::make_shared<HttpReply::Line>()),
    m_unanswered([this](const std::vector<HttpReply::Unanswered> &requests) { fail(requests); }, this)
{
    m_line->frontend = this;
    m_line->unanswered = m_unanswered.address();
}

HttpFrontend::~HttpFrontend()
{
    m_line->frontend = nullptr;
}

bool HttpFrontend::handleRequest(const QHttpServerRequest &request, compat::RequestAnswerer answerer)
{
    RestRequest restRequest = toRestRequest(request);
    Open open { compat::ResponseSink(answerer), requestId(request.value("X-Request-Id")), {}, {}, {} };
    if (log::http().isDebugEnabled()) {
        open.method = restRequest.method;
        open.path = restRequest.path().toByteArray();
        open.age.start();
    }
    m_open.emplace(++m_lastRequest, std::move(open));
    m_handler(std::move(restRequest), HttpReply(m_line, m_lastRequest));
    return true;
}

void HttpFrontend::missingHandler(const QHttpServerRequest &, compat::MissingAnswerer)
{
    // Only for WebSocket upgrades, which never come this far.
}

void HttpFrontend::fail(const std::vector<HttpReply::Unanswered> &requests)
{
    for (const HttpReply::Unanswered &request : requests)
        answer(request, RestResponse::error(Error::of(Error::Kind::Internal)));
}

void HttpFrontend::logAnswer(const Open &request, int status) const
{
    const qint64 microseconds = request.age.nsecsElapsed() / 1000;
    LogLine(log::http(), u"request"_s, QtDebugMsg)
        .with("method"_L1, QString::fromUtf8(request.method))
        .with("path"_L1, QString::fromUtf8(request.path))
        .with("status"_L1, status)
        .with("durationMs"_L1, double(microseconds) / 1000)
        .with("requestId"_L1, QString::fromLatin1(request.id));
}

void HttpFrontend::answer(const HttpReply::Unanswered &request, const RestResponse &response)
{
    const auto open = m_open.find(request.request);
    if (open == m_open.end())
        return;
    // Taken out before anything is written: writing may find the client gone and run other code.
    Open owed = std::move(open->second);
    m_open.erase(open);
    if (request.answers)
        request.answers->count(response.status);
    if (owed.age.isValid())
        logAnswer(owed, response.status);

    HttpFields fields;
    fields.reserve(4 + request.commonFields.size() + response.fields.size());
    if (!response.body.isEmpty())
        fields.append(HttpField{ "Content-Type", response.contentType });
    // With a 304 it would be the length of what the client has (RFC 9110, 8.6).
    if (response.status != 204 && response.status != 304)
        fields.append(HttpField{ "Content-Length", QByteArray::number(response.body.size()) });
    fields.append(HttpField{ "Cache-Control", response.cacheControl });
    fields.append(HttpField{ "X-Request-Id", owed.id });
    fields += request.commonFields;
    fields += response.fields;
    owed.sink.write(response.status, fields, response.body);
}

} // namespace parlor
