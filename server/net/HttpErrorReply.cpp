// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpErrorReply.h"

#include "net/HttpResponse.h"

namespace parlor {

QByteArray httpErrorReply(const Error &error)
{
    QByteArray extraFields;
    if (error.kind == Error::Kind::Unauthorized)
        extraFields = "WWW-Authenticate: Bearer\r\n";
    if (error.kind == Error::Kind::UpgradeRequired) {
        // RFC 9110, 15.5.22 and 7.8; RFC 6455, 4.4.
        extraFields = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n";
    }
    if (const int seconds = retryAfterSeconds(error); seconds > 0)
        extraFields = "Retry-After: " + QByteArray::number(seconds) + "\r\n";
    return httpErrorReply(httpStatus(error), "application/json; charset=utf-8", toRestBody(error), extraFields);
}

QByteArray httpErrorReply(int status, const QByteArray &contentType, const QByteArray &body,
                          const QByteArray &extraFields)
{
    return HttpResponse { status, contentType, body, "Connection: close\r\n" + extraFields }.toBytes();
}

} // namespace parlor
