// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpResponse.h"

#include "model/Error.h"

namespace parlor {

QByteArray HttpResponse::toBytes() const
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(status) + ' ' + httpReason(status) + "\r\n";
    if (!contentType.isEmpty())
        bytes += "Content-Type: " + contentType + "\r\n";
    const bool excludesBody = status == 204 || status == 304;
    if (!excludesBody)
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    bytes += fields + "\r\n";
    if (!excludesBody)
        bytes += body;
    return bytes;
}

} // namespace parlor
