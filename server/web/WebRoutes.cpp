// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/WebRoutes.h"

#include "rest/RouteTable.h"
#include "web/EntityTag.h"

namespace parlor {

namespace {

/// Everything from this server and nothing from elsewhere; no script and no style within a page; no text that
/// becomes markup. For connections, 'self' covers WebSockets to the same host and port (CSP Level
/// 3, 6.7.2.8).
constexpr const char *ContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'";

RestResponse answer(const WebAsset &asset, const RestRequest &request)
{
    RestResponse response;
    if (namesEntityTag(request.ifNoneMatch, asset.entityTag)) {
        response.status = 304;
    } else {
        response.body = asset.content;
        response.contentType = asset.contentType;
    }
    // Kept, but asked for each time: an upgraded server must not meet the old version's scripts.
    response.cacheControl = "no-cache";
    return response.with("ETag", asset.entityTag)
        .with("Content-Security-Policy", ContentSecurityPolicy)
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer");
}

} // namespace

void addWebRoutes(RouteTable &routes, const QList<WebAsset> &assets)
{
    for (const WebAsset &asset : assets) {
        const auto handler = [asset](const RestRequest &request, const HttpReply &reply) {
            reply.send(answer(asset, request));
        };
        const bool isPart = asset.path.startsWith("/web/");
        routes.add("GET", asset.path, RouteTable::Public, handler, isPart ? QByteArray("/web/{file}") : asset.path);
    }
}

} // namespace parlor
