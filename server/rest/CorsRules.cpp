// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/CorsRules.h"

#include <algorithm>

namespace parlor {

namespace {

/// Field names, commas and blanks: nothing that could end a header line.
bool isFieldNameList(QByteArrayView text)
{
    constexpr QByteArrayView punctuation("!#$%&'*+-.^_`|~, ");
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || punctuation.contains(c);
    });
}

} // namespace

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
             { "Access-Control-Expose-Headers", "Location, Link, X-Total-Count" },
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
    if (!headers.isEmpty() && isFieldNameList(headers))
        response.with("Access-Control-Allow-Headers", headers);
    response.with("Access-Control-Max-Age", "600");
    return response;
}

} // namespace parlor
