// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/HttpCors.h"

namespace parlor {

HttpCors::HttpCors(const OriginPolicy &origins) :
    m_origins(origins)
{
}

QByteArray HttpCors::operator()(const HttpRequestHead &request) const
{
    QByteArray fields("Vary: Origin\r\n");
    const QByteArray origin = request.value("origin");
    if (!m_origins.allows(origin))
        return fields;
    fields += "Access-Control-Allow-Origin: " + origin + "\r\nAccess-Control-Allow-Credentials: true\r\n";
    if (request.method() != "OPTIONS")
        return fields;
    fields += "Access-Control-Allow-Methods: GET, POST\r\nAccess-Control-Max-Age: 600\r\n";
    const QByteArray headers = request.value("access-control-request-headers");
    if (OriginPolicy::isFieldNameList(headers))
        fields += "Access-Control-Allow-Headers: " + headers + "\r\n";
    return fields;
}

} // namespace parlor
