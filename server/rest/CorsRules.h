// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/RestRequest.h"
#include "rest/RestResponse.h"
#include "security/OriginPolicy.h"

namespace parlor {

/// Cross-origin resource sharing (WHATWG Fetch, "CORS protocol"): what pages from other origins may do here.
class CorsRules {
public:
    explicit CorsRules(const OriginPolicy &origins);

    /// What every answer to \a request carries; nothing where its origin is not allowed.
    HttpFields fieldsFor(const RestRequest &request) const;

    /// A browser asks whether a page may send a request.
    static bool isPreflight(const RestRequest &request);

    /// Says yes to any path and method, so that the page can read what its request then gets, a 404 too.
    /// Whether the page may ask at all is said by fieldsFor().
    RestResponse answerPreflight(const RestRequest &request) const;

private:
    OriginPolicy m_origins;
};

} // namespace parlor
