// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/RouteTable.h"

#include "rest/PercentCoding.h"

#include <algorithm>
#include <array>
#include <utility>

namespace parlor {

namespace {

/// No pattern is longer, so no path that is needs to be looked at any further.
constexpr std::size_t MostSegments = 16;

std::vector<QByteArrayView> split(QByteArrayView path)
{
    std::vector<QByteArrayView> segments;
    segments.reserve(8);
    if (!path.startsWith('/'))
        return segments;
    path = path.sliced(1);
    if (path.endsWith('/'))
        path.chop(1);
    while (segments.size() <= MostSegments) {
        const qsizetype slash = path.indexOf('/');
        if (slash < 0)
            break;
        segments.push_back(path.first(slash));
        path = path.sliced(slash + 1);
    }
    segments.push_back(path);
    return segments;
}

QByteArrayList withImpliedMethods(const QByteArrayList &methods)
{
    static constexpr std::array<const char *, 6> order{ "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" };
    QByteArrayList result;
    for (const char *method : order) {
        const QByteArray implying = qstrcmp(method, "HEAD") == 0 ? "GET" : method;
        if (methods.contains(implying))
            result += method;
    }
    if (!result.isEmpty())
        result += "OPTIONS";
    return result;
}

} // namespace

RouteTable::RouteTable() :
    m_metrics(std::make_shared<RoutesMetrics>(1))
{
}

void RouteTable::add(const QByteArray &method, const QByteArray &pattern, Access access, Handler handler,
                     const QByteArray &countedAs)
{
    Route route;
    route.method = method;
    route.access = access;
    route.handler = std::move(handler);
    route.answers = countersOf(method, countedAs.isEmpty() ? pattern : countedAs);
    for (const QByteArrayView text : split(pattern)) {
        const bool isName = text.startsWith('{') && text.endsWith('}');
        route.segments.push_back({ (isName ? text.sliced(1, text.size() - 2) : text).toByteArray(), isName });
        route.names += isName;
    }
    Q_ASSERT(route.segments.size() <= MostSegments);
    m_routes.push_back(std::move(route));
}

RouteTable::Match RouteTable::find(QByteArrayView method, QByteArrayView path) const
{
    const QByteArrayView wanted = method == "HEAD" ? QByteArrayView("GET") : method;
    const std::vector<QByteArrayView> segments = split(path);
    const Route *best = nullptr;
    QByteArrayList methods;
    for (const Route &route : m_routes) {
        if (!matches(route, segments))
            continue;
        if (route.method != wanted)
            methods += route.method;
        else if (!best || route.names < best->names)
            best = &route;
    }

    Match match;
    match.answers = best ? best->answers : &m_metrics->front().answers;
    if (!best) {
        match.allowedMethods = withImpliedMethods(methods);
        return match;
    }
    match.handler = &best->handler;
    match.access = best->access;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (!best->segments[i].isName)
            continue;
        if (const std::optional<QString> value = percentDecoded(segments[i]))
            match.values.insert(best->segments[i].text, *value);
        else if (match.undecodable.isEmpty())
            match.undecodable = segments[i].toByteArray();
    }
    return match;
}

StatusCounters *RouteTable::countersOf(const QByteArray &method, const QByteArray &route)
{
    const auto counted = std::ranges::find_if(
        *m_metrics, [&](const RouteMetrics &it) { return it.method == method && it.route == route; });
    if (counted != m_metrics->end())
        return &counted->answers;
    RouteMetrics &added = m_metrics->emplace_back();
    added.method = method;
    added.route = route;
    return &added.answers;
}

bool RouteTable::matches(const Route &route, const std::vector<QByteArrayView> &path)
{
    const auto fits = [](const Segment &segment, QByteArrayView text) {
        return segment.isName ? !text.isEmpty() : segment.text == text;
    };
    return std::equal(route.segments.begin(), route.segments.end(), path.begin(), path.end(), fits);
}

} // namespace parlor
