// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/CorsRules.h"

namespace parlor {

CorsRules::CorsRules(const OriginPolicy &origins) :
    m_origins(origins)
{
}

HttpFields CorsRules::fieldsFor(const RestRequest &request) const
{
    if (!m_origins.allows(request.origin))
        return {};
    return { { "Access-Control-Allow-Origin", request.origin },
             { "Access-Control-Allow-Credentials", "true" },
             { "Access-Control-Expose-Headers", "Location, Link, X-Total-Count, X-Request-Id" },
             { "Vary", "Origin" } };
}

bool CorsRules::isPreflight(const RestRequest &request)
{
    return request.method == "OPTIONS" && !request.origin.isEmpty()
        && !request.accessControlRequestMethod.isEmpty();
}

RestResponse CorsRules::answerPreflight(const RestRequest &request) const
{
    RestResponse response = RestResponse::noContent();
    if (!m_origins.allows(request.origin))
        return response;
    response.with("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
    const QByteArray &headers = request.accessControlRequestHeaders;
    if (OriginPolicy::isFieldNameList(headers))
        response.with("Access-Control-Allow-Headers", headers);
    response.with("Access-Control-Max-Age", "600");
    return response;
}

} // namespace parlor
