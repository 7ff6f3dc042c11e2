// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/NetworkTransport.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

/// No answer of the contract is larger: 5000 messages may be, but nobody here asks for so many at once.
constexpr qint64 MostAnswerBytes = 256 * 1024 * 1024;

ApiError explain(const QNetworkReply &reply)
{
    const QString host = reply.url().host();
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return ApiError::unreachable(
            ApiError::tr("The connection to %1 was refused. Is the server running?").arg(reply.url().authority()));
    case QNetworkReply::HostNotFoundError:
        return ApiError::unreachable(ApiError::tr("There is no host called %1.").arg(host));
    case QNetworkReply::RemoteHostClosedError:
        return ApiError::unreachable(ApiError::tr("The server closed the connection before it answered."));
    case QNetworkReply::SslHandshakeFailedError:
        return { ApiError::Kind::Tls,
                 ApiError::tr("No secure connection: %1").arg(reply.errorString()), {} };
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolUnknownError:
        return ApiError::notParlor();
    default:
        return ApiError::unreachable(ApiError::tr("No connection: %1").arg(reply.errorString()));
    }
}

/// Owns one reply, and the deadline for the whole of it.
class NetworkCall final : public RestCall {
public:
    NetworkCall(QNetworkReply *reply, int timeoutMs, QObject *parent) :
        RestCall(parent),
        m_reply(reply)
    {
        reply->setParent(this);
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this,
                [this, timeoutMs] { stop(ApiError::timedOut(timeoutMs / 1000)); });
        m_deadline.start(timeoutMs);
        connect(reply, &QNetworkReply::finished, this, [this] { end(read()); });
        connect(reply, &QNetworkReply::downloadProgress, this, [this](qint64 received) {
            if (received > MostAnswerBytes)
                stop(ApiError::notParlor());
        });
    }

    void cancel() override { stop(ApiError::cancelled()); }

private:
    void stop(const ApiError &why)
    {
        if (m_isOver)
            return;
        m_reply->disconnect(this);
        m_reply->abort();
        // Not from within the caller's own stack.
        m_isOver = true;
        m_deadline.stop();
        QMetaObject::invokeMethod(this, [this, why] { tell(tl::unexpected(why)); }, Qt::QueuedConnection);
    }

    ApiResult<RestAnswer> read()
    {
        RestAnswer answer;
        answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (answer.status == 0)
            return tl::unexpected(explain(*m_reply));
        if (answer.status >= 300 && answer.status < 400)
            return tl::unexpected(ApiError::notParlor());
        answer.body = m_reply->readAll();
        answer.totalCount = m_reply->rawHeader("X-Total-Count"_ba).toLongLong();
        return answer;
    }

    void end(const ApiResult<RestAnswer> &result)
    {
        if (std::exchange(m_isOver, true))
            return;
        m_deadline.stop();
        tell(result);
    }

    void tell(const ApiResult<RestAnswer> &result)
    {
        Q_EMIT finished(result);
        deleteLater();
    }

    QNetworkReply *const m_reply;
    QTimer m_deadline;
    bool m_isOver = false;
};

} // namespace

RestCall *NetworkTransport::send(const RestRequest &request)
{
    QNetworkRequest network(m_address.rest(request.path, request.query));
    network.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    network.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    network.setRawHeader("Accept"_ba, "application/json"_ba);
    if (!m_address.token.isEmpty())
        network.setRawHeader("Authorization"_ba, "Bearer " + m_address.token.toUtf8());
    if (!request.body.isEmpty())
        network.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    QNetworkReply *const reply = m_network.sendCustomRequest(network, request.method, request.body);
    return new NetworkCall(reply, request.timeoutMs, this);
}

} // namespace parlor::admin
