// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpErrorReply.h"

namespace parlor {

HttpResponse httpErrorResponse(const Error &error)
{
    QByteArray fields;
    if (error.kind == Error::Kind::Unauthorized)
        fields = "WWW-Authenticate: Bearer\r\n";
    if (error.kind == Error::Kind::UpgradeRequired) {
        // RFC 9110, 15.5.22 and 7.8; RFC 6455, 4.4.
        fields = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n";
    }
    if (const int seconds = retryAfterSeconds(error); seconds > 0)
        fields = "Retry-After: " + QByteArray::number(seconds) + "\r\n";
    return { httpStatus(error), "application/json; charset=utf-8", toRestBody(error), fields };
}

QByteArray httpErrorReply(const Error &error, const QByteArray &extraFields)
{
    const HttpResponse response = httpErrorResponse(error);
    return httpErrorReply(response.status, response.contentType, response.body, response.fields + extraFields);
}

QByteArray httpErrorReply(int status, const QByteArray &contentType, const QByteArray &body,
                          const QByteArray &extraFields)
{
    return HttpResponse { status, contentType, body, "Connection: close\r\n" + extraFields }.toBytes();
}

} // namespace parlor
