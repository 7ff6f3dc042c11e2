// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/ApiError.h"

#include <QByteArray>
#include <QObject>
#include <QString>

namespace parlor::admin {

/// One request to the REST API.
struct RestRequest {
    QByteArray method = "GET";
    QByteArray path = {}; ///< percent-encoded, below /api/v1
    QByteArray query = {}; ///< percent-encoded, without the question mark
    QByteArray body = {}; ///< JSON; empty for none
    /// What the operator did, as the journal names it. Empty for what the program does by itself.
    QString action = {};
    int timeoutMs = 15'000;
};

/// What the server answered, whatever it says.
struct RestAnswer {
    int status = 0;
    QByteArray body;
    qint64 totalCount = 0; ///< X-Total-Count

    bool operator==(const RestAnswer &) const = default;
};

/// A request on its way. It ends in exactly one finished(), never before control is back in the event loop, and deletes
/// itself after that.
class RestCall : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// finished() follows with Kind::Cancelled; does nothing after finished().
    virtual void cancel() = 0;

Q_SIGNALS:
    void finished(const parlor::admin::ApiResult<parlor::admin::RestAnswer> &result);
};

/// Carries requests to one server. Same thread only.
class RestTransport : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    virtual RestCall *send(const RestRequest &request) = 0;
};

} // namespace parlor::admin
