// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/HttpReply.h"
#include "rest/RestRequest.h"
#include "rest/RouteMetrics.h"
#include "security/AccessPolicy.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace parlor {

/// Which code answers which request. Pure: it finds handlers and calls none.
class RouteTable {
public:
    using Handler = std::function<void(const RestRequest &, const HttpReply &)>;

    /// What a request has to be allowed to do; Public: it needs no token.
    using Access = std::optional<Action>;
    static constexpr std::nullopt_t Public = std::nullopt;

    RouteTable();

    /// \a pattern is a path whose segments are literals or `{name}`, e.g. `/rooms/{roomId}/messages`.
    /// Its requests are counted under its pattern, or under \a countedAs where many patterns are one thing.
    void add(const QByteArray &method, const QByteArray &pattern, Access access, Handler handler,
             const QByteArray &countedAs = {});

    /// The same with a member function of \a controller, which must outlive the table.
    template <typename Controller>
    void add(const QByteArray &method, const QByteArray &pattern, Access access, Controller *controller,
             void (Controller::*handler)(const RestRequest &, const HttpReply &))
    {
        add(method, pattern, access, [controller, handler](const RestRequest &request, const HttpReply &reply) {
            (controller->*handler)(request, reply);
        });
    }

    struct Match {
        /// Null where the path or its method is unknown. Valid until the table changes.
        const Handler *handler = nullptr;
        /// Where the answer is counted; never null.
        StatusCounters *answers = nullptr;
        /// The handler's; meaningless where that is null.
        Access access;
        PathValues values;
        /// Where there is no handler, what the path can be asked, for `Allow`, in a fixed order; empty for an unknown
        /// path. HEAD is there where GET is, and OPTIONS always.
        QByteArrayList allowedMethods;
        /// A segment that is no percent-encoded UTF-8 and so has no value.
        QByteArray undecodable;
    };

    /// \a path as sent. Literals match to the byte, so an escape in one makes it a value for a `{name}`: a
    /// room called `room-info` is at `room%2Dinfo`. A value is never empty; a final slash makes no
    /// difference; HEAD finds what GET finds. Of several patterns the one with the fewest names wins, method
    /// by method.
    Match find(QByteArrayView method, QByteArrayView path) const;

    /// Any thread, once requests are served.
    std::shared_ptr<const RoutesMetrics> metrics() const { return m_metrics; }

private:
    struct Segment {
        QByteArray text;
        bool isName = false;
    };
    struct Route {
        QByteArray method;
        std::vector<Segment> segments;
        Access access;
        Handler handler;
        StatusCounters *answers = nullptr;
        int names = 0;
    };

    StatusCounters *countersOf(const QByteArray &method, const QByteArray &route);
    static bool matches(const Route &route, const std::vector<QByteArrayView> &path);

    std::shared_ptr<RoutesMetrics> m_metrics; ///< the first are those of requests that no route fits
    std::vector<Route> m_routes;
};

} // namespace parlor
