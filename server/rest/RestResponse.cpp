// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/RestResponse.h"

namespace parlor {

RestResponse RestResponse::json(int status, const QByteArray &body)
{
    RestResponse response;
    response.status = status;
    response.body = body;
    return response;
}

RestResponse RestResponse::noContent()
{
    RestResponse response;
    response.status = 204;
    return response;
}

RestResponse RestResponse::error(const Error &error)
{
    RestResponse response = json(httpStatus(error), toRestBody(error));
    if (error.kind == Error::Kind::Unauthorized)
        response.with("WWW-Authenticate", "Bearer");
    if (const int seconds = retryAfterSeconds(error); seconds > 0)
        response.with("Retry-After", QByteArray::number(seconds));
    return response;
}

RestResponse &RestResponse::with(const QByteArray &name, const QByteArray &value)
{
    fields.append({ name, value });
    return *this;
}

} // namespace parlor
